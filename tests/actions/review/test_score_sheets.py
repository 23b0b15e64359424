from dataclasses import replace
from datetime import timedelta

import pytest

from actions.errors import NotEntitled, UnknownSubject, WrongMoment
from actions.review.document_review import open_document_review
from actions.review.score_sheets import take_score_sheet
from documents.sheets.problems import FormProblem
from models.audit import events_of
from models.edition import Phase, StageAttempt
from models.panel import SeatState, seats_of
from models.review import SheetState, sheets_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories, reviews

A, B = "a" * 64, "b" * 64


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    reviews.seat_panel(desk, ["S001"])
    row = factories.attempt(desk, "document-review")
    open_document_review(desk, row)
    return row


def actions(desk: Desk) -> list[str]:
    return [e.action for e in events_of(desk.session) if e.action.startswith("score_sheet.")]


def test_a_sheet_taken_twice_is_one_sheet(desk: Desk, attempt: StageAttempt) -> None:
    form = reviews.workbook(desk, "E01", {"S001": 60})
    first = take_score_sheet(desk, 3, form, source="一.xlsx", sha256=A)
    assert take_score_sheet(desk, 3, form, source="一.xlsx", sha256=A) == first
    assert actions(desk) == ["score_sheet.handed_in"]
    assert len(sheets_of(desk.session, id_of(attempt), SheetState.HANDED_IN)) == 1


def test_a_changed_sheet_replaces_until_the_deadline(desk: Desk, attempt: StageAttempt) -> None:
    reviews.hand_in(desk, reviews.workbook(desk, "E01", {"S001": 60}))
    changed = reviews.workbook(desk, "E01", {"S001": 60}, changed={"4.1.2": 70})
    [line] = take_score_sheet(desk, 3, changed, source="二.xlsx", sha256=B)
    assert "更改了条款 4.1.2" in line.sentence
    event = events_of(desk.session)[-1]
    assert event.facts["former_sha256"] == A
    assert event.facts["changed_items"] == ["4.1.2"]
    assert attempt.due_at is not None
    late = replace(desk, at=attempt.due_at + timedelta(minutes=1))
    again = reviews.workbook(desk, "E01", {"S001": 90})
    with pytest.raises(WrongMoment, match="截止时间已过"):
        take_score_sheet(late, 3, again, source="三.xlsx", sha256=B)


def test_an_illegal_or_missing_percentage_is_refused_with_its_item(
    desk: Desk, attempt: StageAttempt
) -> None:
    form = reviews.workbook(desk, "E01", {"S001": 60}, changed={"4.1.2": 57})
    sheet = form.sheets[0]
    short = sheet.model_copy(update={"items": sheet.items[1:]})
    problem = FormProblem("一.xlsx", "S002", "D9", "单元格D9未填写。")
    form = form.model_copy(update={"sheets": (sheet, short), "problems": (problem,)})
    lines = take_score_sheet(desk, 3, form, source="一.xlsx", sha256=A)
    assert [(line.place, line.ok) for line in lines] == [
        ("S001", False),
        ("S001", False),
        ("S002!D9", False),
    ]
    assert "条款 4.1.2 的评分“57”" in lines[0].sentence
    assert f"缺条款 {sheet.items[0].number}" in lines[1].sentence
    assert not sheets_of(desk.session, id_of(attempt), SheetState.HANDED_IN)


@pytest.mark.usefixtures("attempt")
def test_who_recused_or_sits_elsewhere_is_refused(desk: Desk) -> None:
    with pytest.raises(NotEntitled, match="不是第1评审组"):
        take_score_sheet(desk, 3, reviews.workbook(desk, "E09", {"S001": 60}), source="", sha256=A)
    seat = seats_of(desk.session, 1)[0]
    seat.state = SeatState.RECUSED
    factories.add(desk, seat)
    with pytest.raises(NotEntitled, match="已回避"):
        take_score_sheet(desk, 3, reviews.workbook(desk, "E01", {"S001": 60}), source="", sha256=A)


def test_a_closed_review_and_a_foreign_workbook_are_refused(
    desk: Desk, attempt: StageAttempt
) -> None:
    form = reviews.workbook(desk, "E01", {"S001": 60})
    foreign = form.model_copy(update={"edition": 2})
    with pytest.raises(UnknownSubject, match="第2届"):
        take_score_sheet(desk, 3, foreign, source="", sha256=A)
    attempt.phase = Phase.DECIDING
    factories.add(desk, attempt)
    with pytest.raises(WrongMoment):
        take_score_sheet(desk, 3, form, source="", sha256=A)


@pytest.mark.usefixtures("attempt")
def test_a_sheet_for_somebody_else_s_applicant_is_refused(desk: Desk) -> None:
    form = reviews.workbook(desk, "E01", {"S007": 60})
    [line] = take_score_sheet(desk, 3, form, source="一.xlsx", sha256=A)
    assert not line.ok
    assert "不评审 S007" in line.sentence
