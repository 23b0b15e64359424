"""A reviewer's own part in a review: whom to judge, what may be read, what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, func, select

from actions.errors import UnknownSubject
from actions.review import review, site_visits
from actions.review.readable import readable
from actions.review.review import Group
from models.application import Application
from models.edition import Phase, StageAttempt, latest_attempt
from models.people import Reviewer
from models.review import ScoreSheet, sheets_of
from models.types import id_of
from runtime.desk import Desk

STAGES = (review.DOCUMENT, review.SITE)
_OPEN = (Phase.OPENING, Phase.WAITING)


@dataclass(frozen=True, slots=True)
class Seated:
    """A reviewer on a panel in one review: what may be read, and what waits for a declaration."""

    attempt: StageAttempt
    group: Group
    member: Reviewer
    readable: tuple[Application, ...]
    sheets: dict[str, ScoreSheet]

    @property
    def waiting(self) -> tuple[str, ...]:
        """Receipt numbers of what stays closed until the declaration is made (art. 30)."""
        may = {one.ref for one in self.readable}
        return tuple(one.ref for one in self.group.judged_by(self.member) if one.ref not in may)

    @property
    def is_open(self) -> bool:
        return self.attempt.phase in _OPEN

    @property
    def is_leader(self) -> bool:
        return self.group.panel.leader == self.member.id

    @property
    def visits(self) -> dict[str, date]:
        return site_visits.days_of(self.attempt, self.group)

    def applicant(self, ref: str) -> Application:
        """An applicant that may be read; raises UnknownSubject."""
        for one in self.readable:
            if one.ref == ref:
                return one
        raise UnknownSubject("没有这份材料，或者它不属于您。")


def reviewer_at(desk: Desk, address: str) -> Reviewer | None:
    """The active reviewer who is written to at this address."""
    query = select(Reviewer).where(
        func.lower(Reviewer.email) == address.lower(), col(Reviewer.is_active)
    )
    return desk.session.exec(query.order_by(Reviewer.id).limit(1)).first() if address else None


def seated_in(desk: Desk, edition: int, member: Reviewer) -> Iterator[Seated]:
    """The reviews of an edition in which the reviewer has a seat, in order."""
    for stage in STAGES:
        attempt = latest_attempt(desk.session, edition, stage)
        if attempt is None:
            continue
        try:
            groups = review.groups_of(desk, attempt)
        except UnknownSubject:  # the panels are being made up anew
            continue
        sheets = sheets_of(desk.session, id_of(attempt))
        own = {one.ref: one for one in sheets if one.reviewer == member.id}
        for group in groups:
            if member in group.members:
                yield Seated(attempt, group, member, readable(desk, group, member), own)


def seat_in(desk: Desk, edition: int, stage: str, member: Reviewer) -> Seated:
    """The reviewer's seat in one review; raises UnknownSubject without one."""
    for one in seated_in(desk, edition, member):
        if one.attempt.stage == stage:
            return one
    raise UnknownSubject("没有这项评审，或者您不在这个评审组。")
