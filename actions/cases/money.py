"""The money of one winner, in fen: ordered, paid, to be recovered (art. 22, 25)."""

from actions.cases.cases import schedule_of
from documents.papers.wording import date_text, money_text
from models.case import Case
from models.conferral import fund_orders_of
from models.supervision import payments_of
from runtime.desk import Desk


def ordered_fen(desk: Desk, row: Case) -> int:
    """What the payment orders of the conferral come to."""
    orders = fund_orders_of(desk.session, row.edition)
    return sum(one.amount_fen for one in orders if one.ref == row.ref)


def registered_fen(desk: Desk, row: Case) -> int:
    """What the finance office reported as paid."""
    return sum(one.amount_fen for one in payments_of(desk.session, row.edition, row.ref))


def recoverable_fen(desk: Desk, row: Case) -> int:
    """What was paid; while nobody keeps the register of payments, what was ordered to be paid.

    Of a prize older than the first edition kept here, the whole money of the prize.
    """
    if row.prize and not row.ref:
        return desk.policy(row.edition).prize(row.prize).money_fen.value
    if payments_of(desk.session, row.edition):
        return registered_fen(desk, row)
    return ordered_fen(desk, row)


def money_told(desk: Desk, row: Case) -> str:
    """One sentence above the form on which the amount rests."""
    if not row.ref:
        return "质量发展资金：本系统没有该届的拨付记录，追缴按奖项资金全额计算，请核对。"
    ordered, paid = money_text(ordered_fen(desk, row)), money_text(registered_fen(desk, row))
    if payments_of(desk.session, row.edition):
        return f"质量发展资金：通知拨付{ordered}，已登记拨付{paid}，追缴以已登记拨付为准。"
    return f"质量发展资金：通知拨付{ordered}，没有拨付登记，追缴按通知拨付的全额计算。"


def plan_text(desk: Desk, row: Case) -> str:
    """The recovery as it was granted, with a day for each instalment; "" where none comes back."""
    schedule = schedule_of(desk, row)
    told = "；".join(
        f"第{number}期于{date_text(one.due_on)}前缴回{money_text(one.amount_fen)}"
        for number, one in enumerate(schedule, start=1)
    )
    if len(schedule) == 1:
        return told.removeprefix("第1期")
    return f"分{len(schedule)}期缴回：{told}" if schedule else ""
