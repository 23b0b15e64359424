"""The fund over all editions: granted, paid, reported, recovered and open, as table and chart."""

from dataclasses import dataclass

from sqlmodel import col, select

from actions.markdown import bars, table
from documents.papers.wording import edition_text, money_text
from models.case import cases_of, entries_of
from models.conferral import FundOrder
from models.edition import Edition
from models.supervision import FundStatement, items_of, payments_of, statements_of
from models.types import id_of
from runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class Account:
    """One winner's money, in fen; `flagged` are items that do not do."""

    edition: int
    ref: str
    name: str
    granted: int
    paid: int
    reported: int
    flagged: int
    recovered: int

    @property
    def open(self) -> int:
        """Paid, and neither reported as used nor given back."""
        return max(self.paid - self.reported - self.recovered, 0)


def accounts(desk: Desk) -> list[Account]:
    """Every winner that was ever granted money, oldest edition first."""
    found: dict[tuple[int, str], list[FundOrder]] = {}
    for order in desk.session.exec(
        select(FundOrder).order_by(col(FundOrder.edition), FundOrder.ref)
    ):
        found.setdefault((order.edition, order.ref), []).append(order)
    return [_account(desk, orders) for orders in found.values()]


def overview(desk: Desk) -> str:
    """The page for the Prefect UI."""
    rows = accounts(desk)
    lines = [
        (
            edition_text(one.edition), one.name, money_text(one.granted), money_text(one.paid),
            money_text(one.reported), one.flagged or "", money_text(one.recovered),
            money_text(one.open),
        )
        for one in rows
    ]  # fmt: skip
    header = ("届次", "获奖单位", "应拨", "已拨", "已报告使用", "有问题的项目", "已追缴", "待报告")
    return "\n\n".join(
        ["# 质量发展资金总览", table(header, lines), "## 各届金额（万元）", _chart(desk, rows)]
    )


def _chart(desk: Desk, rows: list[Account]) -> str:
    values: list[tuple[str, int]] = []
    for number in desk.session.exec(select(Edition.number).order_by(col(Edition.number))):
        own = [one for one in rows if one.edition == number]
        if own:
            name = edition_text(number)
            values += [
                (f"{name} 已拨", sum(one.paid for one in own) // 1_000_000),
                (f"{name} 已报告", sum(one.reported for one in own) // 1_000_000),
                (f"{name} 待报告", sum(one.open for one in own) // 1_000_000),
            ]
    return bars(values)


def _account(desk: Desk, orders: list[FundOrder]) -> Account:
    first = orders[0]
    reports = [
        s for s in statements_of(desk.session, first.edition, first.ref) if s.kind == "report"
    ]
    items = [item for one in reports for item in _items(desk, one)]
    paid = payments_of(desk.session, first.edition, first.ref)
    return Account(
        edition=first.edition,
        ref=first.ref,
        name=first.name,
        granted=sum(one.amount_fen for one in orders),
        paid=sum(one.amount_fen for one in paid),
        reported=sum(fen for fen, fault in items if not fault),
        flagged=sum(bool(fault) for _, fault in items),
        recovered=_recovered(desk, first.edition, first.ref),
    )


def _items(desk: Desk, statement: FundStatement) -> list[tuple[int, str]]:
    return [(one.amount_fen, one.fault) for one in items_of(desk.session, id_of(statement))]


def _recovered(desk: Desk, edition: int, ref: str) -> int:
    own = [one for one in cases_of(desk.session) if (one.edition, one.ref) == (edition, ref)]
    return sum(
        entry.amount_fen
        for one in own
        for entry in entries_of(desk.session, id_of(one))
        if entry.kind == "payment"
    )
