"""What the decision on a case settles: the right article confirmed, instalments, a referral."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from actions.cases.cases import in_days, terms_of
from actions.cases.hearing import GROUNDS, REFERRAL, SCHEDULE, article_of, recoverable
from actions.details import Details, NoDetails
from actions.errors import ActionRefused
from models.case import Case
from rules.cases import CaseKind, Instalment, instalments_problem
from rules.money import fen_of
from runtime.desk import Desk


class GroundConfirmed(Details):
    """Article 26, and no other."""

    ground: Literal["弄虚作假骗取奖项", "授奖后发生事故、质量问题或违法违规"] = Field(
        title="适用情形", description="对照两条确认，与本案立案情形不符的不能通过"
    )


class Part(Details):
    """One instalment of a recovery."""

    due_on: date = Field(title="缴回期限", description="这一期最迟哪一天缴回")
    yuan: Decimal = Field(gt=0, title="金额（元）", description="这一期缴回多少元")


class FraudDetails(GroundConfirmed):
    """Article 25: with the instalments in which money comes back."""

    instalments: tuple[Part, ...] = Field(
        (), title=SCHEDULE, description="分期缴回的逐期填写；一次缴清或没有资金的不填"
    )


class ConductDetails(Details):
    """Article 30: a referral is noted, nothing more."""

    referral: str = Field(
        "", title=REFERRAL, description="涉嫌犯罪已移送的，写明机关和日期；没有则不填"
    )


DETAILS: dict[CaseKind, type[Details]] = {
    CaseKind.FRAUD: FraudDetails,
    CaseKind.REVOCATION: GroundConfirmed,
    CaseKind.CONDUCT: ConductDetails,
    CaseKind.TITLE: NoDetails,
    CaseKind.FUND: NoDetails,
}


def ruling_on_case(desk: Desk, row: Case, details: Details) -> dict[str, Any]:
    """What is kept with the decision.

    Raises:
        ActionRefused: the other article is named, or the instalments do not add up.
    """
    if isinstance(details, ConductDetails):
        return {REFERRAL: details.referral}
    if not isinstance(details, GroundConfirmed):
        return {}
    if GROUNDS[details.ground] is not row.kind:
        raise ActionRefused(
            f"本案按{article_of(desk, row)}立案，所选“{details.ground}”不是这一条的情形。"
            "两条的处理不同，请改选；如应适用另一条，请退回本案，并按该情形另行通报。"
        )
    if not isinstance(details, FraudDetails):
        return {}
    schedule = _schedule(desk, row, details.instalments)
    return {
        SCHEDULE: [
            {"due_on": one.due_on.isoformat(), "amount_fen": one.amount_fen} for one in schedule
        ]
    }


def _schedule(desk: Desk, row: Case, said: tuple[Part, ...]) -> list[Instalment]:
    """The instalments; none named means one by the policy's last day."""
    recover = recoverable(desk, row)
    if not recover:
        if said:
            raise ActionRefused(f"本案没有需要追缴的资金，“{SCHEDULE}”请不要填写。")
        return []
    if not said:
        return [Instalment(in_days(desk, terms_of(desk, row).recovery_days.value), recover)]
    found = [Instalment(one.due_on, _fen(one.yuan)) for one in said]
    if problem := instalments_problem(found, recover, desk.at.date()):
        raise ActionRefused(f"“{SCHEDULE}”：{problem}")
    return found


def _fen(yuan: Decimal) -> int:
    try:
        return fen_of(yuan)
    except ValueError as wrong:
        raise ActionRefused(f"“{SCHEDULE}”中{wrong}，请核对。") from wrong
