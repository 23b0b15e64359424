"""The cases decided under an edition's policy, as its record tells them (art. 25, 26, 29)."""

from sqlmodel import select

from models.application import Bar
from models.case import Case, cases_of
from models.edition import Edition
from models.types import id_of
from rules.eligibility import Ban
from rules.record import CaseRecord
from runtime.desk import Desk


def case_records(desk: Desk, edition: int) -> list[CaseRecord]:
    """Every case about an organisation that was decided, with the bar it led to."""
    row = desk.session.get(Edition, edition)
    ended = row.concluded_at.date() if row and row.concluded_at else None
    return [
        CaseRecord(
            number=id_of(case),
            trigger=case.trigger,
            uscc=case.uscc,
            decided_on=case.decided_on,
            edition_end=ended,
            ban=_ban(desk, case),
        )
        for case in cases_of(desk.session)
        if case.edition == edition and case.uscc and case.effects and case.decided_on
    ]


def _ban(desk: Desk, case: Case) -> Ban | None:
    article = case.effects["article"]
    bar = desk.session.exec(
        select(Bar).where(
            Bar.uscc == case.uscc, Bar.article == article, Bar.since == case.decided_on
        )
    ).first()
    return Ban(bar.uscc, bar.until, bar.since, bar.article, bar.ground) if bar else None
