"""What winners owe after the award: plan and reports of the fund, and yearly self-reports."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import select

from actions.cases.cases import aftermath_of, end_of
from actions.owed import Owed
from models.application import PastPrize, find_application
from models.conferral import Certificate, certificates_of, fund_orders_of
from models.supervision import activities_of, payments_of, statements_of
from rules.calendar import add_months, add_years
from rules.policy.citing import Topic
from runtime.desk import Desk

SELF_REPORT = "自我报告"
_BASES = {"fund-report": Topic.FUND_USE, "self-report": Topic.WINNER_DUTIES}


def owed_for_fund(desk: Desk, edition: int) -> list[Owed]:
    """Plans after the payment, reports in the months the policy names; not of revoked prizes."""
    funded = {order.ref for order in fund_orders_of(desk.session, edition)}
    return [
        owed
        for row in certificates_of(desk.session, edition)
        if row.ref in funded and not is_revoked(desk, row)
        for owed in _of_winner(desk, row)
    ]


def owed_self_reports(desk: Desk, edition: int) -> list[Owed]:
    """A report a year for as many years as the policy asks, by the day of the award."""
    years = aftermath_of(desk, edition).self_report_years.value
    found = []
    for row in certificates_of(desk.session, edition):
        done = [
            a.held_on
            for a in activities_of(desk.session, edition, row.ref)
            if a.kind == SELF_REPORT
        ]
        for year in range(1, years + 1):
            since, until = add_years(row.issued_on, year - 1), add_years(row.issued_on, year)
            if any(since < day <= until for day in done) or is_revoked(desk, row):
                continue
            what = (
                str(year),
                f"授奖后第{year}年的自我报告",
                "请填写宣传交流与自我报告登记表报送。",
            )
            found.append(_owed(desk, row, "self-report", until, what))
    return found


def is_revoked(desk: Desk, row: Certificate) -> bool:
    """Whether the prize behind a certificate was revoked."""
    query = select(PastPrize).where(
        PastPrize.uscc == row.uscc, PastPrize.prize == row.prize,
        PastPrize.decided_on == row.issued_on,
    )  # fmt: skip
    found = desk.session.exec(query).first()
    return found is not None and found.revoked_on is not None


def _of_winner(desk: Desk, row: Certificate) -> Iterator[Owed]:
    rule = desk.policy(row.edition).fund
    handed_in = {(s.kind, s.month) for s in statements_of(desk.session, row.edition, row.ref)}
    paid = [one.paid_on for one in payments_of(desk.session, row.edition, row.ref)]
    if paid and ("plan", 0) not in handed_in:
        due = date.fromordinal(min(paid).toordinal() + rule.plan_days.value)
        plan = ("plan", "质量发展资金使用计划", "请填写质量发展资金使用计划表报送。")
        yield _owed(desk, row, "fund-report", due, plan)
    for month in rule.report_months.value:
        if ("report", month) not in handed_in:
            what = f"授奖后第{month}个月的质量发展资金使用报告"
            said = "请填写质量发展资金使用报告表，连同支出证明报送。"
            due = add_months(row.issued_on, month)
            yield _owed(desk, row, "fund-report", due, (str(month), what, said))


def _owed(desk: Desk, row: Certificate, kind: str, due: date, what: tuple[str, str, str]) -> Owed:
    """`what` is subject, matter and request."""
    one = find_application(desk.session, row.edition, row.ref)
    subject, matter, request = what
    return Owed(
        f"{row.ref}/{subject}", row.name, one.email if one else "", matter, end_of(desk, due),
        _BASES[kind], request, kind=kind, role="applicant",
    )  # fmt: skip
