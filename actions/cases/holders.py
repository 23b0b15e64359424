"""Whom a report or a case is about: a winner, a running applicant, or a person of the review."""

from dataclasses import dataclass

from sqlmodel import col, select

from actions.errors import UnknownSubject
from documents.papers.wording import edition_text
from models.application import Application, ApplicationState, PastPrize, applications_of
from models.edition import Edition, EditionState
from models.people import Reviewer
from models.person import find_person
from rules.cases import BREACH
from rules.names import same_organisation
from runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody a case can be about; `edition` is the one whose policy governs.

    `prize` is "" for a running application and for a person, `uscc` "" for a person; `person` is
    a reviewer's number, "" for an officer.
    """

    edition: int
    name: str
    uscc: str = ""
    ref: str = ""
    person: str = ""
    email: str = ""
    prize: str = ""
    past_prize_id: int | None = None

    @property
    def subject(self) -> str:
        """What tells it from others: credit code, reviewer's number or name."""
        return self.uscc or self.person or self.name


def find_holder(desk: Desk, edition: int, who: str, trigger: str) -> Holder:
    """The winner or applicant of that edition, by credit code, receipt number or name.

    Raises:
        UnknownSubject: nobody of that name holds a prize or runs for one; the sentence says so.
    """
    asked = who.strip()
    if trigger == BREACH:
        return _person(desk, edition, asked)
    holder = _winner(desk, edition, asked) or _runner(desk, edition, asked)
    if holder is None:
        raise UnknownSubject(
            f"{edition_text(edition)}没有名称或代码为“{asked}”、仍有称号或仍在评审中的单位，请核对。"
        )
    if trigger != "fraud" and not holder.prize:
        raise UnknownSubject(
            f"{holder.name}尚未获奖：撤销称号、资金和称号使用的规定只适用于获奖单位，"
            "弄虚作假的请选“弄虚作假骗取奖项”。"
        )
    return holder


def _winner(desk: Desk, edition: int, asked: str) -> Holder | None:
    """A prize of that edition that was not revoked; editions before the first one here too."""
    known = desk.session.get(Edition, edition)
    by_ref = next(
        (a for a in applications_of(desk.session, edition) if a.ref == asked.upper()), None
    )
    query = select(PastPrize).where(
        PastPrize.edition_label == edition_text(edition), col(PastPrize.revoked_on).is_(None)
    )
    for row in desk.session.exec(query):
        if not _named(asked, row.uscc, row.name) and not (by_ref and by_ref.uscc == row.uscc):
            continue
        one = _application(desk, edition, row.uscc)
        return Holder(
            edition=edition if known else _newest(desk), name=row.name, uscc=row.uscc,
            ref=one.ref if one else "", email=one.email if one else "",
            prize=row.prize, past_prize_id=row.id,
        )  # fmt: skip
    return None


def _runner(desk: Desk, edition: int, asked: str) -> Holder | None:
    row = desk.session.get(Edition, edition)
    if row is None or row.state is not EditionState.RUNNING:
        return None
    for one in applications_of(desk.session, edition):
        if not one.state.is_out and (one.ref == asked.upper() or _named(asked, one.uscc, one.name)):
            return Holder(edition, one.name, one.uscc, one.ref, email=one.email)
    return None


def _person(desk: Desk, edition: int, asked: str) -> Holder:
    """A reviewer of the pool or an officer who decides."""
    query = select(Reviewer).where((Reviewer.id == asked.upper()) | (Reviewer.name == asked))
    found = list(desk.session.exec(query))
    if len(found) == 1:
        (one,) = found
        return Holder(edition, one.name, person=one.id, email=one.email)
    officer = find_person(desk.session, asked)
    if officer is None or found:
        raise UnknownSubject(f"没有或不止一位“{asked}”，请填评审员编号，或登记过的经办人姓名。")
    return Holder(edition, officer.name, email=officer.address)


def _application(desk: Desk, edition: int, uscc: str) -> Application | None:
    rows = applications_of(desk.session, edition, ApplicationState.AWARDED)
    return next((row for row in rows if row.uscc == uscc), None)


def _named(asked: str, uscc: str, name: str) -> bool:
    return asked.upper() == uscc or same_organisation(asked, name)


def _newest(desk: Desk) -> int:
    number = desk.session.exec(
        select(Edition.number).order_by(col(Edition.number).desc()).limit(1)
    ).first()
    if number is None:
        raise UnknownSubject("系统中还没有任何一届评选，请先开启。")
    return number
