"""Use of the quality-development fund (article 23): every item under an allowed use, none too much.

The article forbids other uses and names no penalty; what is found here is flagged, nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.money import yuan_text
from rules.policy import Policy


@dataclass(frozen=True, slots=True)
class FundItem:
    """One line of a plan or report, in fen."""

    use: str
    amount_fen: int
    has_proof: bool = True


@dataclass(frozen=True, slots=True)
class FundFault:
    """One thing wrong; `item` is the line's position from 0, None where the whole is meant.

    A missing proof is to be handed in; the others are misuse.
    """

    item: int | None
    sentence: str
    is_misuse: bool = True


def faults(
    policy: Policy, items: Sequence[FundItem], *, granted_fen: int, is_report: bool
) -> tuple[FundFault, ...]:
    """Lines outside the allowed uses, spending without proof, and a sum above what was granted."""
    allowed, article = policy.fund.allowed_uses.value, policy.sanction("fund_misuse").article
    found = [
        FundFault(at, f"“{one.use}”不属于{article}规定的资金用途")
        for at, one in enumerate(items)
        if one.use not in allowed
    ]
    found += [
        FundFault(at, f"“{one.use}”的支出没有附证明材料", is_misuse=False)
        for at, one in enumerate(items)
        if is_report and not one.has_proof
    ]
    total = sum(one.amount_fen for one in items)
    if total > granted_fen:
        found.append(
            FundFault(None, f"合计{yuan_text(total)}元，超过质量发展资金{yuan_text(granted_fen)}元")
        )
    return tuple(found)
