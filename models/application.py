"""Applications, and what earlier editions left behind: prizes and bars."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class ApplicationState(StrEnum):
    """Where an application stands."""

    RECEIVED = "received"  # complete and in time; the accepted list is not yet decided
    REFUSED = (
        "refused"  # late, incomplete, unrecommended, duplicate or unreadable; kept all the same
    )
    ACCEPTED = "accepted"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SHORTLISTED = "shortlisted"
    NOT_SHORTLISTED = "not_shortlisted"
    CANDIDATE = "candidate"  # site-reviewed, before the committee
    PROPOSED = "proposed"
    NOT_PROPOSED = "not_proposed"
    REMOVED = "removed"  # an upheld objection, or struck by the city government
    AWARDED = "awarded"
    WITHDRAWN = "withdrawn"

    @property
    def is_out(self) -> bool:
        """No longer in the running, and no longer written to about duties."""
        return self in {
            ApplicationState.REFUSED,
            ApplicationState.INELIGIBLE,
            ApplicationState.NOT_SHORTLISTED,
            ApplicationState.NOT_PROPOSED,
            ApplicationState.REMOVED,
            ApplicationState.WITHDRAWN,
        }


class Application(SQLModel, table=True):
    """One package handed in for one edition; ``ref`` is the receipt number printed on letters."""

    __table_args__ = (
        UniqueConstraint("edition", "ref"),
        UniqueConstraint("edition", "package_sha256"),  # the same package twice is one package
    )

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str  # "S001"
    state: ApplicationState
    name: str
    uscc: str
    contact: str = ""
    email: str = ""
    form: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # documents' ApplicationForm
    refusals: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)  # code, sentence
    package_sha256: str
    source: str  # the file or folder name it came in as
    received_at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


class PastPrize(SQLModel, table=True):
    """A prize won in any edition (art. 13(8)); revoked ones no longer count."""

    __tablename__ = "past_prize"
    __table_args__ = (UniqueConstraint("uscc", "prize", "decided_on"),)

    id: int | None = Field(default=None, primary_key=True)
    uscc: str = Field(index=True)
    name: str
    prize: str  # the policy's id of it
    edition_label: str
    decided_on: date
    revoked_on: date | None = None


class Bar(SQLModel, table=True):
    """A bar from applying (art. 25)."""

    __table_args__ = (UniqueConstraint("uscc", "article", "since"),)

    id: int | None = Field(default=None, primary_key=True)
    uscc: str = Field(index=True)
    name: str
    ground: str
    article: str
    since: date
    until: date


class Listing(SQLModel, table=True):
    """An organisation on a list that a condition names (a nursery pool); both days included."""

    __table_args__ = (UniqueConstraint("list_name", "uscc", "since"),)

    id: int | None = Field(default=None, primary_key=True)
    list_name: str = Field(index=True)
    uscc: str
    name: str
    since: date
    until: date | None = None


def applications_of(session: Session, edition: int, *states: ApplicationState) -> list[Application]:
    """Applications of an edition by receipt number, all of them or those in ``states``."""
    query = select(Application).where(Application.edition == edition)
    if states:
        query = query.where(col(Application.state).in_(states))
    return list(session.exec(query.order_by(Application.ref)))


def refs_in(session: Session, edition: int) -> list[str]:
    """Receipt numbers of all applications of an edition, in order."""
    query = select(Application.ref).where(Application.edition == edition)
    return list(session.exec(query.order_by(Application.ref)))


def newest_of(session: Session, edition: int) -> set[str]:
    """Receipt number of each applicant's last application; a package without a code is its own."""
    query = select(Application.uscc, Application.ref).where(Application.edition == edition)
    found = session.exec(query.order_by(Application.ref))
    return set({uscc or ref: ref for uscc, ref in found}.values())


def regions_of(session: Session, edition: int) -> set[str]:
    """Counties and districts that an application names which has not been withdrawn."""
    region = col(Application.form)["region"].as_string()
    query = select(region).where(
        Application.edition == edition, Application.state != ApplicationState.WITHDRAWN
    )
    return {one for one in session.exec(query.distinct()) if one}


def find_application(session: Session, edition: int, ref: str) -> Application | None:
    return session.exec(
        select(Application).where(Application.edition == edition, Application.ref == ref)
    ).one_or_none()


def prizes_of(session: Session, uscc: str) -> list[PastPrize]:
    return list(
        session.exec(
            select(PastPrize).where(PastPrize.uscc == uscc).order_by(col(PastPrize.decided_on))
        )
    )


def listings_of(session: Session, list_name: str) -> list[Listing]:
    return list(
        session.exec(
            select(Listing)
            .where(Listing.list_name == list_name)
            .order_by(col(Listing.uscc), col(Listing.since))
        )
    )


def bars_of(session: Session, uscc: str) -> list[Bar]:
    return list(session.exec(select(Bar).where(Bar.uscc == uscc).order_by(col(Bar.since))))
