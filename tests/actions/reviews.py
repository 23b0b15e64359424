"""Panels as rows, and score sheets as workbooks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from actions.review import review
from actions.review.score_sheets import take_score_sheet
from documents.forms.score_sheet import ApplicantSheet, Item, ReviewStage, ScoreWorkbook, SiteItem
from models.application import ApplicationState
from models.edition import Phase, StageAttempt
from models.panel import (
    Assignment,
    Declaration,
    Panel,
    Seat,
    SeatState,
    refs_of,
    seats_of,
)
from models.types import id_of
from rules.ranking import display
from runtime.desk import Desk
from tests.actions import factories


def seat_panel(
    desk: Desk,
    refs: Sequence[str] = ("S001", "S002", "S003"),
    *,
    seated: int = 3,
    state: ApplicationState = ApplicationState.ELIGIBLE,
) -> Panel:
    """Panel 1 with E01… seated and certified (E01 leads), E09 in reserve, judging `refs`."""
    attempt = factories.attempt(desk, "panels", phase=Phase.APPROVED)
    assert attempt.id is not None
    for ref in refs:
        factories.add(desk, factories.application(ref, state=state))
    numbers = [*range(1, seated + 1), 9]
    for number in numbers:
        factories.add(desk, factories.reviewer(number))
    panel = Panel(
        edition=3, attempt_id=attempt.id, number=1, pool=[f"E{n:02d}" for n in numbers],
        pool_sha256="0" * 64, excluded={}, seed="0" * 64, leader="E01",
    )  # fmt: skip
    factories.add(desk, panel)
    assert panel.id is not None
    for position, number in enumerate(numbers, start=1):
        state_of = SeatState.RESERVE if number == numbers[-1] else SeatState.SEATED
        seat = Seat(panel_id=panel.id, position=position, reviewer=f"E{number:02d}", state=state_of)
        factories.add(desk, seat)
    for ref in refs:
        factories.add(desk, Assignment(attempt_id=attempt.id, panel_id=panel.id, ref=ref))
    certify(desk, panel)
    return panel


def certify(desk: Desk, panel: Panel) -> None:
    """Everybody seated declares to have no interest."""
    for seat in seats_of(desk.session, id_of(panel), SeatState.SEATED):
        for ref in refs_of(desk.session, id_of(panel)):
            row = Declaration(
                panel_id=id_of(panel), reviewer=seat.reviewer, ref=ref,
                has_interest=False, declared_at=desk.at,
            )  # fmt: skip
            factories.add(desk, row)


def workbook(
    desk: Desk,
    reviewer: str,
    percents: Mapping[str, int],
    *,
    stage: ReviewStage = "document-review",
    panel: int = 1,
    changed: Mapping[str, int] | None = None,
    reason: str = "现场查证有新的证据",
) -> ScoreWorkbook:
    """One sheet an applicant with the same percentage for all items, but for those `changed`."""
    sheets = [
        ApplicantSheet(
            ref=ref,
            applicant=f"钦州{ref}有限公司",
            overall="整体较好",
            items=_items(desk, ref, {**_same(desk, percent), **(changed or {})}, stage, reason),
        )
        for ref, percent in percents.items()
    ]
    return ScoreWorkbook(
        edition=3, stage=stage, panel=panel, reviewer=reviewer, reviewer_name="某某",
        criteria=desk.criteria(3).id, sheets=tuple(sheets),
    )  # fmt: skip


def hand_in(desk: Desk, form: ScoreWorkbook) -> None:
    """Take a workbook; every sheet of it must be good."""
    lines = take_score_sheet(desk, 3, form, source=f"{form.reviewer}.xlsx", sha256="a" * 64)
    assert all(line.ok for line in lines), lines


def letters_to(desk: Desk, message: str) -> dict[str, str]:
    """Address → text of the letters of one kind."""
    from sqlmodel import select

    from models.outbox import OutboxMessage

    found = desk.session.exec(select(OutboxMessage).where(OutboxMessage.message == message))
    return {letter.to_address: letter.text for letter in found}


def decided(desk: Desk, attempt: StageAttempt) -> StageAttempt:
    """The attempt past its deadline and its gate."""
    attempt.phase = Phase.APPROVED
    return factories.add(desk, attempt)


def _same(desk: Desk, percent: int) -> dict[str, int]:
    return {item.number: percent for item in desk.criteria(3).items}


def _items(
    desk: Desk, ref: str, percents: Mapping[str, int], stage: str, reason: str
) -> tuple[SiteItem | Item, ...]:
    criteria = desk.criteria(3)
    if stage == review.DOCUMENT:
        return tuple(
            Item(
                number=n, name=criteria.item(n).name, points=criteria.item(n).points,
                percent=percent, strengths="方法系统", improvements="展开不够",
            )
            for n, percent in percents.items()
        )  # fmt: skip
    before = review.document_percents(desk, edition=3, ref=ref)
    return tuple(
        SiteItem(
            number=n, name=criteria.item(n).name, points=criteria.item(n).points, percent=percent,
            strengths="方法系统", improvements="展开不够",
            document_percent=Decimal(display(before[n])),
            reason=reason if percent != before[n] else "",
        )
        for n, percent in percents.items()
    )  # fmt: skip
