"""Recusals that others order, and interests found later (art. 30)."""

import json
from dataclasses import replace

import pytest

from actions.attempts import in_force
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.record.export import record_of
from actions.review import review
from actions.reviewers import late_interest, recusals
from actions.stages import input_sha256
from models.audit import events_of
from models.edition import StageAttempt
from models.panel import Panel, SeatState, panels_of, seats_of
from models.people import interests_of
from models.recusal import recusal_orders_of
from models.review import SheetState, sheets_of
from models.types import id_of
from rules.record import verify
from runtime.desk import Desk
from tests.actions import decided, reviews
from tests.actions import factories as make
from tests.actions.reviewers.test_change import running
from tests.rules.packs import pack

__all__ = ["running"]

KEEPING = pack().model_copy(
    update={
        "hard_cases": pack().hard.model_copy(
            update={"keep_if_submitted": replace(pack().hard.keep_if_submitted, value=True)}
        )
    }
)


def _panel(desk: Desk) -> Panel:
    (panel,) = panels_of(desk.session, id_of(in_force(desk, 3, "panels")))
    return panel


def _order(desk: Desk, place: int = 1, ref: str = "S001", **given: object) -> list[str]:
    values = {"by": "覃示例", "role": "承办机构", "reason": "近亲属任职", "run_id": "r1"}
    return recusals.order_recusal(
        desk, 3, _panel(desk).facts["panel"][place], ref,
        **{**values, "dry_run": False, **given},  # type: ignore[arg-type]
    )  # fmt: skip


def _found(desk: Desk, place: int = 1, *, dry_run: bool = False) -> tuple[list[str], int]:
    panel = _panel(desk)
    return late_interest.report_interest(
        desk, 3, panel.facts["panel"][place], "S001", facts="曾为其提供咨询", actor="莫监督",
        new_leader="", run_id="r2", dry_run=dry_run,
    )  # fmt: skip


def _scored_by(desk: Desk, attempt: StageAttempt, ref: str = "S001") -> list[str]:
    (found,) = (one for one in review.reviewed(desk, attempt) if one.ref == ref)
    return [sheet.reviewer for sheet in found.sheets]


def test_case_20_an_order_takes_out_one_applicant_and_leaves_the_seat(
    desk: Desk, running: StageAttempt
) -> None:
    who = _panel(desk).facts["panel"][1]

    rehearsed = _order(desk, dry_run=True)
    assert rehearsed[0].startswith("将要：")
    assert _scored_by(desk, running) == [who]
    said = _order(desk)

    assert "已交的S001评分表不再计入。" in said
    assert _scored_by(desk, running) == []
    seats = seats_of(desk.session, id_of(_panel(desk)), SeatState.SEATED)
    assert who in {seat.reviewer for seat in seats}
    left = {(s.reviewer, s.ref) for s in sheets_of(desk.session, id_of(running))}
    assert (who, "S002") in left
    assert "近亲属任职" in next(iter(reviews.letters_to(desk, "recusal-ordered").values()))
    assert [one.organisation for one in interests_of(desk.session, [who])] == ["钦州S001有限公司"]
    assert _order(desk) == ["已经办理，不再重复。"]
    assert len(recusal_orders_of(desk.session, 3)) == 1


def test_a_sheet_still_expected_is_expected_no_longer(desk: Desk, running: StageAttempt) -> None:
    who = _panel(desk).facts["panel"][2]

    _order(desk, place=2)

    rows = sheets_of(desk.session, id_of(running))
    (sheet,) = (one for one in rows if (one.reviewer, one.ref) == (who, "S001"))
    assert sheet.state is SheetState.EXCLUDED


def test_a_policy_may_let_stand_what_was_handed_in_before(
    desk: Desk, running: StageAttempt
) -> None:
    edition = desk.edition(3)
    edition.policy_json, edition.policy_sha256 = KEEPING.canonical_json(), KEEPING.sha256
    desk.session.add(edition)
    desk.session.flush()

    said = _order(desk)

    assert "已交的S001评分表按本届政策继续计入。" in said
    assert _scored_by(desk, running) == [_panel(desk).facts["panel"][1]]


@pytest.mark.usefixtures("running")
def test_only_the_roles_of_the_policy_decide_and_the_panel_stays_large_enough(desk: Desk) -> None:
    with pytest.raises(ActionRefused, match="不能决定他人回避"):
        _order(desk, role="申报单位")
    with pytest.raises(ActionRefused, match="写明理由"):
        _order(desk, reason=" ")
    with pytest.raises(UnknownSubject, match="没有受理编号S077"):
        _order(desk, ref="S077")
    make.add(desk, make.application("S003"))
    with pytest.raises(UnknownSubject, match="不评审"):
        _order(desk, ref="S003")
    _order(desk, place=2, run_id="a")
    _order(desk, place=3, run_id="b")
    with pytest.raises(ActionRefused, match="replace-reviewer"):
        _order(desk, place=4, run_id="c")


def test_case_19_an_interest_found_in_mid_review_ends_the_seat_and_all_scores(
    desk: Desk, running: StageAttempt
) -> None:
    who = _panel(desk).facts["panel"][1]
    told, none = _found(desk, dry_run=True)
    assert (told[0][:3], none) == ("将要：", 0)

    said, number = _found(desk)
    again, same = _found(desk)

    assert (again, same) == (said, number)
    assert _scored_by(desk, running) == [who], "nothing falls before the decision"
    assert late_interest.role_for(desk, 3, number) == "office"
    assert who in late_interest.evidence_of(desk, 3, number).text
    late_interest.confirm_interest(desk, 3, number)
    assert _scored_by(desk, running) == []
    seats = {s.reviewer: s.state for s in seats_of(desk.session, id_of(_panel(desk)))}
    assert seats[who] is SeatState.RECUSED
    expected = sheets_of(desk.session, id_of(running), SheetState.EXPECTED)
    newcomers = [one for one, state in seats.items() if state is SeatState.SEATED]
    assert {s.ref for s in expected if s.reviewer == newcomers[-1]} == {"S001", "S002"}
    assert events_of(desk.session, 3)[-1].action == "panel.reviewer_replaced"


def test_case_19_after_the_vote_the_chair_decides_and_the_record_shows_what_to_reopen(
    desk: Desk,
) -> None:
    later = decided.edition_after_the_vote(desk)
    document = in_force(later, 3, "document-review")
    former = input_sha256(later, document)
    assert verify(json.loads(record_of(later, 3))) == ()

    said, number = _found(later)
    assert "reopen-stage" in "".join(said)
    assert late_interest.role_for(later, 3, number) == "chair"
    late_interest.confirm_interest(later, 3, number)

    found = {one.code for one in verify(json.loads(record_of(later, 3)))}
    assert "recused" in found, "scores that should have fallen are named until it is reopened"
    assert input_sha256(later, document) != former, "so the review is not merely re-confirmed"
    with pytest.raises(WrongMoment, match="undeclared-interest"):
        _order(later)


@pytest.mark.usefixtures("running")
def test_an_interest_needs_facts_and_somebody_of_the_pool(desk: Desk) -> None:
    given = {"actor": "莫监督", "new_leader": "", "run_id": "r", "dry_run": True}
    with pytest.raises(ActionRefused, match="写明"):
        late_interest.report_interest(desk, 3, "E01", "S001", facts=" ", **given)  # type: ignore[arg-type]
    with pytest.raises(UnknownSubject, match="E77"):
        late_interest.report_interest(desk, 3, "E77", "S001", facts="咨询", **given)  # type: ignore[arg-type]
