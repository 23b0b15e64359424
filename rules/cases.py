"""The course of a case after the award: its kinds, its phases, and what is left to be done.

Which effects a ground has is `rules.sanctions`' business; here is in which order people deal with
them. Nothing is carried out here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from rules.money import yuan_text
from rules.sanctions import Effects


class CaseKind(StrEnum):
    """The kinds of cases; each is a deployment of its own."""

    FRAUD = "fraud"  # art. 25
    REVOCATION = "revocation"  # art. 26
    TITLE = "title"  # art. 29
    FUND = "fund"  # art. 23
    CONDUCT = "conduct"  # art. 30: a reviewer or an officer

    @property
    def corrects(self) -> bool:
        """Something is to be put right by a day, and looked at again then."""
        return self in {CaseKind.TITLE, CaseKind.FUND}


BREACH = "breach"
"""The ground of a case about a person; the policy's `discipline` says what follows."""

KIND_OF = {
    "fraud": CaseKind.FRAUD,
    "accident": CaseKind.REVOCATION,
    "quality_problem": CaseKind.REVOCATION,
    "violation": CaseKind.REVOCATION,
    "title_misuse": CaseKind.TITLE,
    "fund_misuse": CaseKind.FUND,
    BREACH: CaseKind.CONDUCT,
}
"""The ground (a policy's trigger) → the kind of case it makes."""


class CasePhase(StrEnum):
    """Where a case stands."""

    OPENING = "opening"
    HEARING = "hearing"  # the organisation or person may state its side, until a day
    DECIDING = "deciding"
    REQUESTING = "requesting"  # with the city government
    ENACTING = "enacting"
    EXECUTING = "executing"  # what follows is being given back, paid, published or put right
    CHECKING = "checking"  # the office looks whether it is done
    CLOSED = "closed"
    DISMISSED = "dismissed"  # not established, or not approved

    @property
    def is_over(self) -> bool:
        return self in {CasePhase.CLOSED, CasePhase.DISMISSED}

    @property
    def waits(self) -> bool:
        """A run of the case sleeps in this phase."""
        return self in {CasePhase.HEARING, CasePhase.EXECUTING}


NEXT = {
    CasePhase.OPENING: {CasePhase.HEARING},
    CasePhase.HEARING: {CasePhase.DECIDING},
    CasePhase.DECIDING: {CasePhase.REQUESTING, CasePhase.ENACTING, CasePhase.DISMISSED},
    CasePhase.REQUESTING: {CasePhase.ENACTING, CasePhase.DISMISSED},
    CasePhase.ENACTING: {CasePhase.EXECUTING, CasePhase.CLOSED},
    CasePhase.EXECUTING: {CasePhase.CHECKING},
    CasePhase.CHECKING: {CasePhase.EXECUTING, CasePhase.CLOSED},
}
"""Every move there is; `docs/cases.md` draws them."""

EntryKind = Literal[
    "statement", "plaque", "certificate", "notice", "payment", "corrected", "waived"
]


@dataclass(frozen=True, slots=True)
class Done:
    """One thing somebody did in a case: `channel` is where it was published or what is waived."""

    kind: EntryKind
    channel: str = ""
    amount_fen: int = 0


@dataclass(frozen=True, slots=True)
class Instalment:
    """Money due back by a day, in fen."""

    due_on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Days:
    """The last day for each thing."""

    items: date
    notice: date
    correction: date


@dataclass(frozen=True, slots=True)
class Task:
    """One thing left to do; `subject` is stable, `who` is holder, office or authority."""

    subject: str
    who: Literal["holder", "office", "authority"]
    what: str
    due_on: date


ITEMS = {"plaque": "奖牌", "certificate": "证书"}
MONEY = "资金"
WAIVABLE = (*ITEMS.values(), MONEY)
"""What may be written off with a reason: a plaque that is lost, money that a court collects."""


def left_to_do(
    kind: CaseKind,
    effects: Effects,
    done: Sequence[Done],
    *,
    days: Days,
    schedule: Sequence[Instalment] = (),
) -> tuple[Task, ...]:
    """What is still owed, in the order of the articles; nothing when all of it is done."""
    if kind.corrects:
        return tuple(_correction(kind, done, days.correction))
    return (
        *_items(effects, done, days.items),
        *_money(effects, done, schedule),
        *_notices(effects, done, days.notice),
    )


def paid_back(done: Iterable[Done]) -> int:
    """Fen that came back."""
    return sum(one.amount_fen for one in done if one.kind == "payment")


def instalments_problem(schedule: Sequence[Instalment], recover_fen: int, today: date) -> str:
    """Why the schedule does not do, "" when it does: it adds up, and runs forward in time."""
    total = sum(one.amount_fen for one in schedule)
    if total != recover_fen:
        return f"各期合计{yuan_text(total)}元，应为{yuan_text(recover_fen)}元，请调整。"
    dates = [one.due_on for one in schedule]
    if dates != sorted(set(dates)) or (dates and dates[0] <= today):
        return "各期日期须晚于今天且依次递增，请调整。"
    return ""


def _correction(kind: CaseKind, done: Sequence[Done], until: date) -> Iterator[Task]:
    if not any(one.kind == "corrected" for one in done):
        if kind is CaseKind.TITLE:
            yield Task("correction", "authority", "反馈责令改正的情况", until)
        else:
            yield Task("correction", "holder", "报送资金使用整改情况", until)


def _items(effects: Effects, done: Sequence[Done], until: date) -> Iterator[Task]:
    if not effects.return_items:
        return
    for kind, word in ITEMS.items():
        is_back = any(one.kind == kind for one in done)
        if not is_back and not _waived(done, word):
            yield Task(kind, "holder", f"交回{word}", until)


def _money(
    effects: Effects, done: Sequence[Done], schedule: Sequence[Instalment]
) -> Iterator[Task]:
    """Payments fill the earliest instalments first."""
    if not effects.recover_fen or _waived(done, MONEY):
        return
    rest = paid_back(done)
    for number, one in enumerate(schedule, start=1):
        missing = one.amount_fen - min(rest, one.amount_fen)
        rest -= one.amount_fen - missing
        if missing:
            yield Task(
                f"payment-{number}", "holder",
                f"缴回质量发展资金第{number}期{yuan_text(missing)}元", one.due_on,
            )  # fmt: skip


def _notices(effects: Effects, done: Sequence[Done], until: date) -> Iterator[Task]:
    published = {one.channel for one in done if one.kind == "notice"}
    for number, channel in enumerate(effects.publish, start=1):
        if channel not in published:
            yield Task(f"notice-{number}", "office", f"在“{channel}”发布公告并留存证明", until)


def _waived(done: Sequence[Done], what: str) -> bool:
    return any(one.kind == "waived" and one.channel == what for one in done)
