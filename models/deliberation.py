"""The committee's meeting and vote (art. 19), and the list that comes of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Meeting(SQLModel, table=True):
    """The committee meeting of one attempt: who counted, who watched, how many came."""

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", unique=True)
    held_on: date
    appointed: int
    present: int
    teller_1: str
    teller_2: str
    observer: str
    file_sha256: str = ""
    recorded_at: datetime = Field(sa_type=Moment)


class Tally(SQLModel, table=True):
    """The votes for one candidate in one round; totals only, never a ballot (no. 22)."""

    __table_args__ = (UniqueConstraint("attempt_id", "round", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    round: int
    prize: str
    is_run_off: bool = False
    ref: str
    votes_for: int
    votes_against: int
    votes_blank: int
    recused: int


class OpenVote(SQLModel, table=True):
    """One member's vote for one candidate where the policy votes openly; never in a secret vote."""

    __tablename__ = "open_vote"
    __table_args__ = (UniqueConstraint("attempt_id", "round", "member", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    round: int
    member: str
    ref: str
    choice: str  # "for" | "against" | "blank"


class ProposalState(StrEnum):
    """What became of a name on the proposed list."""

    PROPOSED = "proposed"
    PUBLICISED = "publicised"
    CLEARED = "cleared"
    REMOVED = "removed"
    AWARDED = "awarded"


class Proposal(SQLModel, table=True):
    """A name on the list the committee proposes; the place stays empty when it is removed."""

    __table_args__ = (UniqueConstraint("attempt_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    prize: str
    rank: int
    ref: str
    state: ProposalState = ProposalState.PROPOSED
    reason: str


def meeting_of(session: Session, attempt_id: int) -> Meeting | None:
    return session.exec(select(Meeting).where(Meeting.attempt_id == attempt_id)).one_or_none()


def tallies_of(session: Session, attempt_id: int) -> list[Tally]:
    return list(
        session.exec(
            select(Tally)
            .where(Tally.attempt_id == attempt_id)
            .order_by(col(Tally.round), col(Tally.id))
        )
    )


def open_votes_of(session: Session, attempt_id: int) -> list[OpenVote]:
    return list(
        session.exec(
            select(OpenVote)
            .where(OpenVote.attempt_id == attempt_id)
            .order_by(col(OpenVote.round), col(OpenVote.id))
        )
    )


def proposals_of(session: Session, attempt_id: int) -> list[Proposal]:
    """The list of one deliberation attempt, awards first, in rank order."""
    return list(
        session.exec(
            select(Proposal)
            .where(Proposal.attempt_id == attempt_id)
            .order_by(Proposal.prize, col(Proposal.rank))
        )
    )
