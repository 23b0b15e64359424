"""Registers: contacts, the reviewer pool, the committee, and what earlier editions left."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import SQLModel, col, select

from actions.errors import ActionRefused
from actions.report import Line
from documents.forms.committee import Member
from documents.forms.contacts import Contact as ContactForm
from documents.forms.history import PRIZES_SHEET, History
from documents.forms.history import PastPrize as PrizeForm
from documents.forms.reviewers import POOL_SHEET, ReviewerPool
from models.application import Bar, PastPrize
from models.case import disqualification_of
from models.people import (
    CommitteeMember,
    Contact,
    ContactKind,
    Interest,
    Reviewer,
    committee_of,
    interests_of,
)
from models.watch import look_again
from rules.names import normalise_name
from rules.policy import Policy
from runtime.desk import Desk


def take_contacts(
    desk: Desk, edition: int, form: Sequence[ContactForm], *, source: str, sha256: str
) -> list[Line]:
    """Add offices, and correct those of the same kind and name."""
    changed = 0
    for one in form:
        kind = ContactKind(one.kind)
        query = select(Contact).where(Contact.kind == kind, Contact.name == one.name)
        row = desk.session.exec(query).one_or_none()
        changed += _put(
            desk, row, Contact, kind=kind, name=one.name, person=one.person,
            email=one.email, phone=one.phone, region=one.region, address=one.address,
            account=one.account,
        )  # fmt: skip
    return _told(
        desk,
        edition,
        "contacts",
        f"通讯录{len(form)}个单位",
        changed=changed,
        source=source,
        sha256=sha256,
    )


def take_reviewers(
    desk: Desk, edition: int, form: ReviewerPool, *, source: str, sha256: str
) -> list[Line]:
    """The pool is what the file says: who is no longer in it is drawn no more, but stays known.

    Who was disqualified (art. 30) stays out of it, whatever the file says.

    Raises:
        ActionRefused: a number was given to another person before.
    """
    for one in form.reviewers:
        known = desk.session.get(Reviewer, one.id)
        if known is not None and normalise_name(known.name) != normalise_name(one.name):
            raise ActionRefused(
                f"文件“{source}”的工作表“{POOL_SHEET}”中编号{one.id}已用于{known.name}，"
                f"不能改给{one.name}，请另编新号。"
            )
    changed = _retire(desk, {one.id for one in form.reviewers})
    for one in form.reviewers:
        row = desk.session.get(Reviewer, one.id)
        may_review = disqualification_of(desk.session, one.id) is None
        changed += _put(desk, row, Reviewer, **one.model_dump(), is_active=may_review)
    desk.session.flush()
    changed += _replace_interests(desk, form)
    return _told(
        desk,
        edition,
        "reviewers",
        f"评审员{len(form.reviewers)}人",
        changed=changed,
        source=source,
        sha256=sha256,
    )


def take_committee(
    desk: Desk, edition: int, form: Sequence[Member], *, source: str, sha256: str
) -> list[Line]:
    """The committee of the edition is what the file says."""
    known = {row.name: row for row in committee_of(desk.session, edition)}
    changed = 0
    for name in known.keys() - {one.name for one in form}:
        desk.session.delete(known[name])
        changed += 1
    for one in form:
        row = known.get(one.name)
        changed += _put(desk, row, CommitteeMember, edition=edition, **one.model_dump())
    return _told(
        desk,
        edition,
        "committee",
        f"委员{len(form)}人",
        changed=changed,
        source=source,
        sha256=sha256,
    )


def take_history(
    desk: Desk, edition: int, form: History, *, source: str, sha256: str
) -> list[Line]:
    """Prizes by the name the policy gives them, and bars.

    Raises:
        ActionRefused: a prize has a name the policy does not know; article 13(8) rests on it.
    """
    policy = desk.policy(edition)
    changed = sum(_put_prize(desk, one, _prize_id(policy, one, source)) for one in form.prizes)
    for bar in form.bars:
        query = select(Bar).where(
            Bar.uscc == bar.uscc, Bar.article == bar.article, Bar.since == bar.since
        )
        row = desk.session.exec(query).one_or_none()
        changed += _put(desk, row, Bar, **bar.model_dump())
    said = f"历届获奖{len(form.prizes)}项、禁止申报{len(form.bars)}项"
    return _told(desk, edition, "history", said, changed=changed, source=source, sha256=sha256)


def _put(desk: Desk, row: SQLModel | None, model: type[SQLModel], **values: Any) -> bool:
    """Write the values into the row, or into a new one; whether anything changed."""
    if row is None:
        desk.session.add(model(**values))
        return True
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    desk.session.add(row)
    return bool(changed)


def _retire(desk: Desk, staying: set[str]) -> int:
    rows = desk.session.exec(select(Reviewer).where(col(Reviewer.is_active))).all()
    gone = [row for row in rows if row.id not in staying]
    for row in gone:
        row.is_active = False
        desk.session.add(row)
    return len(gone)


def _replace_interests(desk: Desk, form: ReviewerPool) -> bool:
    known = interests_of(desk.session, [one.id for one in form.reviewers])
    before = [row.model_dump(exclude={"id"}) for row in known]
    after = [one.model_dump() for one in form.interests]
    if before == after:
        return False
    for row in known:
        desk.session.delete(row)
    desk.session.flush()
    for values in after:
        desk.session.add(Interest(**values))
    return True


def _put_prize(desk: Desk, one: PrizeForm, prize: str) -> bool:
    query = select(PastPrize).where(
        PastPrize.uscc == one.uscc,
        PastPrize.prize == prize,
        PastPrize.decided_on == one.decided_on,
    )
    return _put(
        desk, desk.session.exec(query).one_or_none(), PastPrize, uscc=one.uscc, name=one.name,
        prize=prize, edition_label=one.edition, decided_on=one.decided_on,
        revoked_on=one.revoked_on,
    )  # fmt: skip


def _prize_id(policy: Policy, one: PrizeForm, source: str) -> str:
    city = policy.meta.city.value
    for prize in policy.prizes:
        if one.prize.removeprefix(city) == prize.name.value.removeprefix(city):
            return prize.id
    names = "、".join(f"“{prize.name.value}”" for prize in policy.prizes)
    raise ActionRefused(
        f"文件“{source}”的工作表“{PRIZES_SHEET}”中{one.name}的奖项“{one.prize}”不是{names}之一，"
        "请改正后重新导入。"
    )


def _told(
    desk: Desk, edition: int, register: str, said: str, *, changed: int, source: str, sha256: str
) -> list[Line]:
    if not changed:
        return [Line(source, "", ok=True, sentence=f"{said}：此前已收，没有变化。")]
    desk.session.flush()
    desk.record(
        f"register.{register}", source, edition=edition, changed=int(changed), file_sha256=sha256
    )
    look_again(desk.session, at=desk.at)  # a register is about every edition
    return [Line(source, "", ok=True, sentence=f"{said}：已登记，新增或更正{changed}项。")]
