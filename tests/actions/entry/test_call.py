import json
from collections.abc import Callable

import pytest

from actions.entry import call
from actions.entry.call_notice import notice_of, timetable_of
from actions.errors import ActionRefused
from actions.papers.publishing import complete
from documents.forms.kinds import kind_of
from documents.papers.wording import date_text
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from models.paper import papers_of
from rules.calendar import YearUnknown
from runtime.desk import Desk
from tests.actions import factories
from tests.actions.sealing import sealed


def test_an_approved_call_is_published_with_the_blank_form_and_mailed(desk: Desk) -> None:
    attempt = factories.attempt(desk, "call")
    factories.add(desk, factories.contact())
    call.open_call(desk, attempt)
    call.close_call(desk, attempt)
    attempt.phase = Phase.ENACTING

    call.enact_call(desk, attempt, factories.decision(role="office_head"))
    sealed(desk, f"{attempt.key}/notice")

    complete(desk)  # as after the commit
    public = desk.settings.public
    kinds = {path.suffix: kind_of(path.read_bytes(), path.name) for path in public.iterdir()}
    assert kinds == {".docx": None, ".xlsx": "application"}
    (letter,) = letters_of(desk.session, 3)
    assert letter.to_address == "office@city.example"
    assert len(letter.attachments) == 3
    assert "2026年5月18日" in letter.text


def test_the_notice_shows_versions_conditions_and_the_no_fee_sentence(desk: Desk) -> None:
    notice = notice_of(desk, factories.attempt(desk, "call"))

    policy, edition = desk.policy(3), desk.edition(3)
    assert len(notice.conditions) == len(policy.eligibility.conditions)
    assert notice.no_fee == policy.texts.no_fee.value
    assert any("gbt19580-2012" in basis.shown for basis in notice.bases)
    assert any(edition.policy_sha256 in basis.shown for basis in notice.bases)
    assert notice.opens == date_text(desk.at.date())
    assert notice.steps[0].period == "2026年4月1日至2026年5月18日"


def test_a_calendar_that_ends_leaves_the_later_days_open(desk: Desk) -> None:
    late = factories.at(desk, desk.at.replace(month=9))
    steps = timetable_of(late, factories.attempt(desk, "call")).steps

    assert steps[-1].period == "另行通知"


@pytest.mark.parametrize("act", [call.open_call, call.close_call, call.evidence_of_call])
def test_no_notice_is_drafted_or_shown_whose_closing_cannot_be_computed(
    desk: Desk, act: Callable[[Desk, StageAttempt], object]
) -> None:
    late = factories.at(desk, desk.at.replace(month=12))
    attempt = factories.attempt(desk, "call")

    with pytest.raises(YearUnknown, match="没有 2027 年的放假安排"):
        act(late, attempt)


def test_nothing_is_published_whose_closing_cannot_be_computed(desk: Desk) -> None:
    attempt = factories.attempt(desk, "call", phase=Phase.ENACTING)
    late = factories.at(desk, desk.at.replace(month=12))

    with pytest.raises(YearUnknown):
        call.enact_call(late, attempt, factories.decision(role="office_head"))

    complete(desk)
    assert not desk.settings.public.exists()
    assert letters_of(desk.session, 3) == []


def test_a_policy_without_a_term_for_applications_is_refused(desk: Desk) -> None:
    attempt = factories.attempt(desk, "call")
    edition = desk.edition(3)
    policy = json.loads(edition.policy_json)
    intake = next(one for one in policy["stages"]["stage"] if one["name"] == "intake")
    intake["unit"]["value"], intake["days"]["value"] = "none", 0
    edition.policy_json = json.dumps(policy, ensure_ascii=False)

    with pytest.raises(ActionRefused, match="没有规定申报受理的期限"):
        call.open_call(desk, attempt)


def test_the_evidence_is_bound_to_policy_and_criteria(desk: Desk) -> None:
    attempt = factories.attempt(desk, "call")

    evidence = call.evidence_of_call(desk, attempt)

    edition = desk.edition(3)
    assert edition.policy_sha256 in evidence.text
    assert evidence.facts["criteria_sha256"] == edition.criteria_sha256
    assert call.CALL.owed is None, "nobody owes anything while the notice is drafted"


def test_drafting_again_writes_no_second_notice(desk: Desk) -> None:
    attempt = factories.attempt(desk, "call")

    call.open_call(desk, attempt)
    call.close_call(desk, attempt)

    kinds = [paper.kind for paper in papers_of(desk.session, 3)]
    assert kinds == ["committee-list", "work-plan", "procedure-chart", "signing-sheet", "notice"]
