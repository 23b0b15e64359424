from datetime import timedelta

from actions.entry import call, intake
from actions.entry.packages import receive_package
from models.application import Application, ApplicationState, applications_of
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from models.people import ContactKind
from runtime.desk import Desk
from tests.actions import factories
from tests.actions.packages import SECOND, package
from tests.documents.forms import factories as forms


def _close(desk: Desk, attempt: StageAttempt) -> Desk:
    assert attempt.due_at
    later = factories.at(desk, attempt.due_at + timedelta(minutes=1))
    attempt.phase, attempt.closed_at = Phase.CLOSING, later.at
    intake.close_intake(later, attempt)
    return later


def _rows(desk: Desk) -> dict[str, Application]:
    return {row.ref: row for row in applications_of(desk.session, 3)}


def test_the_window_closes_when_the_published_call_says(desk: Desk) -> None:
    published = factories.attempt(desk, "call")
    call.enact_call(desk, published, factories.decision())
    later = factories.at(desk, desk.at + timedelta(days=3))
    attempt = factories.attempt(later, "intake", phase=Phase.OPENING)

    intake.open_intake(later, attempt)

    assert attempt.due_at == call.announced_closing(desk, published)


def test_closing_keeps_every_reason_and_accepts_the_rest(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    unwilling = forms.application().recommendation.model_copy(
        update={"opinion": "不同意推荐", "reason": "近期有事故"}
    )
    gaps = package(uscc=SECOND, recommendation=unwilling)
    del gaps["营业执照.pdf"]
    receive_package(desk, 3, package(), "一")
    receive_package(desk, 3, gaps, "二")
    receive_package(desk, 3, {"申报表.xlsx": b"broken"}, "三")

    later = _close(desk, attempt)

    rows = _rows(desk)
    assert [one["code"] for one in rows["S002"].refusals] == ["not_recommended", "incomplete"]
    assert [one["code"] for one in rows["S003"].refusals] == ["unreadable"]
    evidence = intake.evidence_of_intake(later, attempt)
    assert evidence.facts["accepted"] == ["S001"]
    assert sorted(evidence.facts["refused"]) == ["S002", "S003"]
    assert "近期有事故" in evidence.text


def test_enacting_accepts_and_writes_to_the_refused(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    receive_package(desk, 3, package(), "一")
    receive_package(desk, 3, package(employees=641), "二")
    later = _close(desk, attempt)

    intake.enact_intake(later, attempt, factories.decision())

    rows = _rows(desk)
    assert rows["S001"].state is ApplicationState.ACCEPTED
    assert rows["S002"].state is ApplicationState.REFUSED
    refusals = [one for one in letters_of(desk.session, 3) if one.message == "refusal"]
    assert [one.key for one in refusals] == ["3/intake/1/S002/refusal"]


def test_a_completed_package_replaces_its_incomplete_forerunner(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    gaps = package()
    del gaps["工艺说明.pdf"]
    receive_package(desk, 3, gaps, "一")
    receive_package(desk, 3, package(), "二")
    later = _close(desk, attempt)

    intake.enact_intake(later, attempt, factories.decision())

    rows = _rows(desk)
    assert rows["S001"].refusals[-1]["code"] == "replaced"
    assert rows["S002"].state is ApplicationState.ACCEPTED
    assert not [one for one in letters_of(desk.session, 3) if one.message == "refusal"]


def test_what_came_after_the_closing_leaves_the_evidence_as_it_is(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    receive_package(desk, 3, package(), "一")
    later = _close(desk, attempt)
    attempt.phase = Phase.DECIDING
    shown = intake.evidence_of_intake(later, attempt)

    after = factories.at(later, later.at + timedelta(hours=1))
    receive_package(after, 3, package(uscc=SECOND), "二")

    assert intake.evidence_of_intake(after, attempt).sha256 == shown.sha256


def test_a_withdrawn_application_is_not_judged(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    factories.add(desk, factories.application(state=ApplicationState.WITHDRAWN))
    later = _close(desk, attempt)

    intake.enact_intake(later, attempt, factories.decision())

    assert _rows(desk)["S001"].state is ApplicationState.WITHDRAWN
    assert letters_of(desk.session, 3) == []


def test_only_county_offices_without_an_application_are_asked(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    factories.add(desk, factories.contact())
    factories.add(desk, factories.contact(name="灵山县质量强县办公室", region="450721"))
    factories.add(desk, factories.contact(ContactKind.DEPARTMENT))
    receive_package(desk, 3, package(), "一")

    owed = intake.owed_in_intake(desk, attempt)

    assert [one.name for one in owed] == ["灵山县质量强县办公室"]


def test_a_reopened_intake_starts_from_what_has_come_in(desk: Desk) -> None:
    first = factories.attempt(desk, "intake", phase=Phase.APPROVED)
    receive_package(desk, 3, package(), "一")
    factories.add(desk, factories.application("S002", state=ApplicationState.ELIGIBLE))
    first.phase = Phase.SUPERSEDED
    second = factories.attempt(desk, "intake", number=2, phase=Phase.OPENING)

    intake.open_intake(desk, second)

    assert _rows(desk)["S002"].state is ApplicationState.RECEIVED
