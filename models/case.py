"""Cases after the award (art. 23, 25, 26, 29, 30) and the reports that start them (art. 31)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Text, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment
from rules.cases import CaseKind, CasePhase


class Case(SQLModel, table=True):
    """One case; `trigger` is the policy's ground, `edition` the one whose policy governs it."""

    __tablename__ = "award_case"  # CASE is a word of SQL

    id: int | None = Field(default=None, primary_key=True)
    kind: CaseKind
    trigger: str
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str = ""  # the receipt number in that edition, "" when there is none
    uscc: str = Field(default="", index=True)  # "" for a person
    name: str  # the organisation at the time, or the person
    person: str = ""  # the reviewer's number, "" for an officer and for organisations
    email: str = ""
    prize: str = ""  # "" for a running application and for a person
    past_prize_id: int | None = Field(default=None, foreign_key="past_prize.id")
    facts: str = Field(sa_type=Text)
    evidence: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)  # name, sha256
    phase: CasePhase = CasePhase.OPENING
    round: int = 1  # of following up: a check that finds something open begins the next one
    round_began_at: datetime | None = Field(default=None, sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    effects: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # once they are in force
    approval: str = ""  # the document number of the city government's approval
    decided_on: date | None = None
    flow_run_id: str | None = None
    opened_by: str
    opened_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def key(self) -> str:
        """``3/case/7``: the name of this case in every deterministic key."""
        return f"{self.edition}/case/{self.id}"

    @property
    def number(self) -> str:
        """``案〔2027〕7号`` as letters and papers print it."""
        return f"案〔{self.opened_at.year}〕{self.id}号"

    @property
    def stage(self) -> str:
        """Where its papers are filed."""
        return "case"


class CaseEntry(SQLModel, table=True):
    """One thing somebody did in a case: a statement, a return, a notice, a payment…"""

    __tablename__ = "case_entry"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "channel", "on", "amount_fen", "voucher"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="award_case.id", index=True)
    kind: str  # rules.cases.EntryKind
    channel: str = ""  # where it was published, or what is waived
    on: date
    amount_fen: int = 0
    voucher: str = ""
    note: str = Field(default="", sa_type=Text)
    proof_name: str = ""
    proof_sha256: str = ""
    recorded_by: str
    recorded_at: datetime = Field(sa_type=Moment)


class RecoveryInstalment(SQLModel, table=True):
    """Money to come back by a day (art. 25), as decided with the case."""

    __tablename__ = "recovery_instalment"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="award_case.id", index=True)
    number: int
    due_on: date
    amount_fen: int


class ReportState(StrEnum):
    """What became of a report."""

    RECEIVED = "received"  # waits for its triage
    JOINED = "joined"  # about what another one already reported
    ACCEPTED = "accepted"  # a case was opened
    DISMISSED = "dismissed"


class IncidentReport(SQLModel, table=True):
    """One report of a department or the office about a winner or applicant (art. 31)."""

    __tablename__ = "incident_report"
    __table_args__ = (UniqueConstraint("uscc", "trigger", "occurred_on", "reporter"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)  # whose policy governs
    prize_edition: int  # of the prize or application; older than the first edition kept here
    uscc: str = Field(index=True)  # of the organisation; for a person the number or name
    name: str
    trigger: str
    occurred_on: date
    facts: str = Field(sa_type=Text)
    reporter: str
    recorded_by: str
    evidence: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)  # name, sha256
    state: ReportState = ReportState.RECEIVED
    joined_to: int | None = Field(default=None, foreign_key="incident_report.id")
    case_id: int | None = Field(default=None, foreign_key="award_case.id")
    reason: str = ""
    flow_run_id: str | None = None
    received_at: datetime = Field(sa_type=Moment)

    @property
    def key(self) -> str:
        return f"{self.edition}/report/{self.id}"


class Disqualification(SQLModel, table=True):
    """A person who no longer takes part in the review (art. 30); lasts until somebody lifts it."""

    id: int | None = Field(default=None, primary_key=True)
    person: str = Field(unique=True)  # a reviewer's number, or an officer's name
    name: str
    case_id: int = Field(foreign_key="award_case.id")
    since: date
    referral: str = ""  # to which authority, when a crime is suspected


def running_cases(session: Session) -> list[Case]:
    over = [phase for phase in CasePhase if phase.is_over]
    query = select(Case).where(col(Case.phase).not_in(over)).order_by(col(Case.id))
    return list(session.exec(query))


def cases_of(session: Session, *usccs: str) -> list[Case]:
    """Every case of these organisations, oldest first; of everybody when none is named."""
    query = select(Case).order_by(col(Case.id))
    if usccs:
        query = query.where(col(Case.uscc).in_(usccs))
    return list(session.exec(query))


def entries_of(session: Session, case_id: int) -> list[CaseEntry]:
    query = select(CaseEntry).where(CaseEntry.case_id == case_id).order_by(col(CaseEntry.id))
    return list(session.exec(query))


def recovery_of(session: Session, case_id: int) -> list[RecoveryInstalment]:
    query = select(RecoveryInstalment).where(RecoveryInstalment.case_id == case_id)
    return list(session.exec(query.order_by(col(RecoveryInstalment.number))))


def reports_of(session: Session, case_id: int) -> list[IncidentReport]:
    """The report a case came from, and those joined to it."""
    query = select(IncidentReport).where(IncidentReport.case_id == case_id)
    return list(session.exec(query.order_by(col(IncidentReport.id))))


def untriaged(session: Session) -> list[IncidentReport]:
    query = select(IncidentReport).where(IncidentReport.state == ReportState.RECEIVED)
    return list(session.exec(query.order_by(col(IncidentReport.id))))


def disqualification_of(session: Session, person: str) -> Disqualification | None:
    """Whether a reviewer (by number) or an officer (by name) was taken out of the review."""
    query = select(Disqualification).where(Disqualification.person == person)
    return session.exec(query).one_or_none()
