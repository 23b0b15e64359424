"""Scores of the document and site review (art. 17, 18): sheets as handed in, totals computed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class SheetState(StrEnum):
    """Where one reviewer's sheet for one applicant stands."""

    EXPECTED = "expected"
    HANDED_IN = "handed_in"
    EXCLUDED = "excluded"  # recused: kept for the record, never counted


class ScoreSheet(SQLModel, table=True):
    """One reviewer's percentages for one applicant: item number → {percent, strengths, …}."""

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("attempt_id", "reviewer", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    panel_id: int = Field(foreign_key="panel.id")
    reviewer: str = Field(foreign_key="reviewer.id")
    ref: str
    state: SheetState = SheetState.EXPECTED
    items: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    overall: str = ""  # the reviewer's words on the applicant as a whole
    questions: str = ""  # what is to be looked at on site
    handed_in_at: datetime | None = Field(default=None, sa_type=Moment)
    file_sha256: str = ""


class ReviewResult(SQLModel, table=True):
    """The panel's result for one applicant; ``total`` is an exact fraction such as ``1225/2``."""

    __tablename__ = "review_result"
    __table_args__ = (UniqueConstraint("attempt_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    ref: str
    total: str
    items: dict[str, Any] = Field(sa_type=JSON)  # item number → {"mean": "n/d", "spread": int}
    consensus_needed: list[str] = Field(default_factory=list, sa_type=JSON)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class SiteFact(SQLModel, table=True):
    """One matter verified on site and signed for by the applicant's representative (art. 18)."""

    __tablename__ = "site_fact"
    __table_args__ = (UniqueConstraint("attempt_id", "ref", "matter"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    ref: str
    matter: str
    conclusion: str  # 属实 | 更正 | 无法核实
    evidence: str
    checker: str
    representative: str
    signed_on: date
    file_sha256: str = ""


def facts_of_site(session: Session, attempt_id: int) -> list[SiteFact]:
    query = select(SiteFact).where(SiteFact.attempt_id == attempt_id)
    return list(session.exec(query.order_by(SiteFact.ref, col(SiteFact.id))))


def sheets_of(session: Session, attempt_id: int, *states: SheetState) -> list[ScoreSheet]:
    query = select(ScoreSheet).where(ScoreSheet.attempt_id == attempt_id)
    if states:
        query = query.where(col(ScoreSheet.state).in_(states))
    return list(session.exec(query.order_by(ScoreSheet.ref, ScoreSheet.reviewer)))


def results_of(session: Session, attempt_id: int) -> list[ReviewResult]:
    return list(
        session.exec(
            select(ReviewResult)
            .where(ReviewResult.attempt_id == attempt_id)
            .order_by(ReviewResult.ref)
        )
    )
