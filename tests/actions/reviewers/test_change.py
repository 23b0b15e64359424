"""A reviewer leaves in mid-review: the next reserve comes, and only what is missing is asked."""

import json
from datetime import date

import pytest

from actions.attempts import in_force
from actions.errors import ActionRefused, NotEntitled, UnknownSubject, WrongMoment
from actions.panels.seats import draw_of, next_for
from actions.record.export import record_of
from actions.review import review
from actions.review.document_review import open_document_review
from actions.review.score_sheets import take_score_sheet
from actions.reviewers import change as reviewer_change
from actions.reviewers import sheet_return
from actions.reviewers.declarations import take_declaration
from documents.forms.declaration import DeclarationForm, DeclarationLine
from models.application import ApplicationState
from models.audit import events_of
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from models.panel import Panel, SeatState, panels_of, seats_of
from models.review import SheetState, sheets_of
from models.types import id_of
from rules.record import verify
from runtime.desk import Desk
from tests.actions import decided, reviews
from tests.actions import factories as make

REFS = ("S001", "S002")


@pytest.fixture
def running(desk: Desk) -> StageAttempt:
    """A drawn panel reviews two applicants; its first member has handed in one sheet."""
    for ref in REFS:
        make.add(desk, make.application(ref, state=ApplicationState.ELIGIBLE))
    decided._draw(desk)
    attempt = make.attempt(desk, "document-review")
    open_document_review(desk, attempt)
    reviews.hand_in(desk, reviews.workbook(desk, _panel(desk).facts["panel"][1], {"S001": 60}))
    return attempt


def _panel(desk: Desk) -> Panel:
    (panel,) = panels_of(desk.session, id_of(in_force(desk, 3, "panels")))
    return panel


def _leaving(desk: Desk) -> str:
    return str(_panel(desk).facts["panel"][1])


def _change(desk: Desk, reviewer: str, **given: object) -> list[str]:
    values = {"has_interest": False, "new_leader": "", "dry_run": False, **given}
    return reviewer_change.change_reviewer(
        desk,
        3,
        reviewer,
        reason="因病不能继续",
        actor="覃示例",
        **values,  # type: ignore[arg-type]
    )


def _declare(desk: Desk, reviewer: str) -> None:
    form = DeclarationForm(
        edition=3, panel=1, reviewer=reviewer, name=f"评审员{int(reviewer[1:])}",
        confidential=True, signed_on=date(2026, 4, 3),
        lines=tuple(
            DeclarationLine(ref=ref, applicant=ref, interest="无", note="") for ref in REFS
        ),
    )  # fmt: skip
    take_declaration(desk, 3, form, source="d.xlsx", sha256="0" * 64)


def _expected(desk: Desk, attempt: StageAttempt, reviewer: str) -> list[str]:
    rows = sheets_of(desk.session, id_of(attempt), SheetState.EXPECTED)
    return [row.ref for row in rows if row.reviewer == reviewer]


def test_the_next_reserve_is_asked_only_for_the_missing_sheets(
    desk: Desk, running: StageAttempt
) -> None:
    leaving = _leaving(desk)
    coming = draw_of(_panel(desk)).reserves[0]

    _change(desk, leaving)

    assert _expected(desk, running, coming) == ["S002"]
    assert _expected(desk, running, leaving) == []
    (own,) = [r for r in review.reviewed(desk, running) if r.ref == "S001"]
    assert leaving in [sheet.reviewer for sheet in own.sheets]
    assert coming not in [member.id for member in own.missing]
    sent = [x.message for x in letters_of(desk.session, 3) if coming.lower() in x.to_address]
    assert sent == ["panel-invitation"]
    _declare(desk, coming)
    (got,) = [x for x in letters_of(desk.session, 3) if coming.lower() in x.to_address][1:]
    assert (got.message, "S002" in got.text, "S001" in got.text) == ("score-sheets", True, False)
    assert got.key == f"{running.key}/{coming}-1/score-sheets"


def test_article_30_sheets_of_who_had_an_interest_are_judged_again(
    desk: Desk, running: StageAttempt
) -> None:
    leaving = _leaving(desk)
    coming = draw_of(_panel(desk)).reserves[0]

    _change(desk, leaving, has_interest=True)

    assert _expected(desk, running, coming) == ["S001", "S002"]
    (own,) = [r for r in review.reviewed(desk, running) if r.ref == "S001"]
    assert leaving not in [sheet.reviewer for sheet in own.sheets]


def test_a_dry_run_says_who_would_come_and_changes_nothing(
    desk: Desk, running: StageAttempt
) -> None:
    leaving, before = _leaving(desk), len(letters_of(desk.session, 3))

    said = _change(desk, leaving, dry_run=True)

    assert [sentence.startswith("将要") for sentence in said] == [True] * 3
    assert "S001" in said[1]
    assert "S002" in said[2]
    assert _expected(desk, running, leaving) == ["S002"]
    assert len(letters_of(desk.session, 3)) == before


@pytest.mark.usefixtures("running")
def test_article_30_a_newcomer_declares_before_judging(desk: Desk) -> None:
    leaving = _leaving(desk)
    coming = draw_of(_panel(desk)).reserves[0]
    _change(desk, leaving)
    form = reviews.workbook(desk, coming, {"S002": 55})

    with pytest.raises(NotEntitled, match="尚未提交回避声明"):
        take_score_sheet(desk, 3, form, source="x.xlsx", sha256="b" * 64)

    _declare(desk, coming)
    (line,) = take_score_sheet(desk, 3, form, source="x.xlsx", sha256="b" * 64)
    assert line.ok


@pytest.mark.usefixtures("running")
def test_a_leader_leaves_a_named_successor(desk: Desk) -> None:
    panel = _panel(desk)
    leader, other = panel.leader, panel.facts["panel"][2]

    with pytest.raises(ActionRefused, match="指定新组长"):
        _change(desk, leader)

    _change(desk, leader, new_leader=other)
    assert _panel(desk).leader == other


def test_who_sits_nowhere_or_after_the_deadline_is_refused(
    desk: Desk, running: StageAttempt
) -> None:
    with pytest.raises(UnknownSubject):
        _change(desk, "E99")
    running.phase = Phase.DECIDING
    make.add(desk, running)
    with pytest.raises(WrongMoment):
        _change(desk, _leaving(desk))


@pytest.mark.usefixtures("running")
def test_replacing_twice_goes_on_in_the_chain(desk: Desk) -> None:
    leaving, reserves = _leaving(desk), draw_of(_panel(desk)).reserves
    _change(desk, leaving)

    after = next_for(desk, in_force(desk, 3, "panels"), _panel(desk), reserves[0], "再替换")

    assert after not in {leaving, reserves[0]}
    assert seats_of(desk.session, id_of(_panel(desk)), SeatState.REPLACED)[0].reviewer == leaving


def test_a_sheet_is_given_back_and_comes_in_again(desk: Desk, running: StageAttempt) -> None:
    reviewer = _leaving(desk)

    def give_back(*, dry_run: bool) -> list[str]:
        return sheet_return.return_sheet(
            desk, 3, reviewer, "S001", reason="两家评语互换", actor="覃示例", dry_run=dry_run
        )

    assert give_back(dry_run=True)[0].startswith("将要")
    assert _expected(desk, running, reviewer) == ["S002"]
    give_back(dry_run=False)
    assert _expected(desk, running, reviewer) == ["S001", "S002"]
    event = events_of(desk.session)[-1]
    assert (event.action, event.facts["former"]["4.1.2"]["percent"]) == ("score_sheet.returned", 60)
    assert letters_of(desk.session, 3)[-1].message == "sheet-returned"
    with pytest.raises(UnknownSubject):
        give_back(dry_run=False)
    reviews.hand_in(desk, reviews.workbook(desk, reviewer, {"S001": 65}))
    give_back(dry_run=False)
    keys = [x.key for x in letters_of(desk.session, 3) if x.message == "sheet-returned"]
    assert keys == [f"3/document-review/1/{reviewer}/S001/returned/{n}" for n in (1, 2)]


def test_a_record_with_two_voices_on_one_seat_does_not_hold(desk: Desk) -> None:
    later = decided.edition_after_the_vote(desk)
    record = json.loads(record_of(later, 3))
    (panel,) = record["draws"]["panels"]
    one, two = panel["draw"]["panel"][:2]

    assert verify(record) == ()

    panel["replacements"] = [
        {
            "number": 1, "leaving": one, "coming": two, "reason": "因病", "source": "reserve",
            "ref": "", "seed": "", "excluded": {},
        }
    ]  # fmt: skip
    codes = {found.code for found in verify(record)}
    assert "same_seat" in codes
