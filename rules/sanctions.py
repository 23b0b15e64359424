"""What follows a ground for action: different effects by ground, never one generic revocation.

Fraud (article 25) takes back title, plaque, certificate and money and bars the applicant; later
incidents (article 26) take back title, plaque and certificate only. The effects are the policy's
data; here they are applied to a case. Nothing is carried out here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.calendar import add_years
from rules.eligibility import Ban
from rules.policy import Policy
from rules.policy.after import Sanction

_COMPARED = ("fraud", "accident", "quality_problem", "violation")


@dataclass(frozen=True, slots=True)
class Effects:
    """What one case leads to. `recover_fen` is the money to recover, 0 when none is.

    `article` is where it stands; `leaves_edition` says that a running application ends.
    """

    trigger: str
    article: str
    leaves_edition: bool
    revoke: bool
    return_items: bool
    recover_fen: int
    ban_years: int
    publish: tuple[str, ...]
    orders: tuple[str, ...]


def effects(
    policy: Policy, trigger: str, *, prize_id: str | None, paid_fen: int | None = None
) -> Effects:
    """What that ground leads to for a winner of a prize, or (None) for a running application.

    Title, plaque, money and publication only concern a prize already conferred; both tiers are
    treated alike. `paid_fen` is what was paid so far, by default the prize's whole money.
    Raises UnknownName.
    """
    sanction = policy.sanction(trigger)
    conferred = prize_id is not None
    return Effects(
        trigger=trigger,
        article=sanction.article,
        leaves_edition=not conferred and sanction.ban_years.value > 0,
        revoke=conferred and sanction.revoke.value,
        return_items=conferred and sanction.return_items.value,
        recover_fen=_recoverable(policy, sanction, prize_id, paid_fen),
        ban_years=_ban_years(policy, sanction),
        publish=sanction.publish.value if conferred else (),
        orders=sanction.orders.value if conferred else (),
    )


def _ban_years(policy: Policy, sanction: Sanction) -> int:
    """A bar counted in editions lasts as many cycles."""
    cycle = policy.cycle.every_years.value if policy.hard.ban_unit.value == "editions" else 1
    return sanction.ban_years.value * cycle


def money_due(policy: Policy, prize_id: str, *, won_before: bool) -> int:
    """The money of a prize in fen (article 22); a city may pay a repeated winner nothing."""
    pays = policy.hard.pay_repeat_winner.value or not won_before
    return policy.prize(prize_id).money_fen.value if pays else 0


def reported(policy: Policy, trigger: str) -> bool:
    """Whether a department that finds it must tell the office (article 31)."""
    principles = policy.principles
    return principles is None or trigger in principles.reported.value


def _recoverable(
    policy: Policy, sanction: Sanction, prize_id: str | None, paid_fen: int | None
) -> int:
    if prize_id is None or not sanction.recover_fund.value:
        return 0
    paid = policy.prize(prize_id).money_fen.value if paid_fen is None else paid_fen
    return paid * policy.hard.recover_percent.value // 100


def comparison(
    policy: Policy, *, prize_id: str | None, paid_fen: int | None = None
) -> tuple[tuple[str, ...], ...]:
    """What fraud and what the later incidents lead to, side by side: a head and a row an effect.

    So that nobody takes the one article for the other.
    """
    found = [
        effects(policy, trigger, prize_id=prize_id, paid_fen=paid_fen) for trigger in _COMPARED
    ]
    grounds = [policy.sanction(trigger).ground.value for trigger in _COMPARED]
    return (
        ("", *(one.article for one in found)),
        ("情形", *grounds),
        ("称号", *("撤销" if one.revoke else "不撤销" for one in found)),
        ("奖牌、证书", *("收回" if one.return_items else "不收回" for one in found)),
        (
            "质量发展资金",
            *(f"追缴{_in_wan(x.recover_fen)}万元" if x.recover_fen else "不追缴" for x in found),
        ),
        (
            "今后申报",
            *(f"{x.ban_years}年内不得申报" if x.ban_years else "不取消资格" for x in found),
        ),
        ("公告", *("、".join(one.publish) or "不公告" for one in found)),
    )


def describe(policy: Policy, found: Effects) -> tuple[str, ...]:
    """The effects in Chinese, a line each; what the article does not provide is said too."""
    lines = [
        ("退出当届评审", found.leaves_edition, ""),
        ("撤销称号", found.revoke, f"不撤销称号（{found.article}未规定或尚未授奖）"),
        (
            "收回奖牌、证书",
            found.return_items,
            f"不收回奖牌、证书（{found.article}未规定或尚未授奖）",
        ),
        (
            f"追缴质量发展资金人民币{_in_wan(found.recover_fen)}万元",
            found.recover_fen > 0,
            f"不追缴质量发展资金（{found.article}未规定或没有已拨资金）",
        ),
        (
            f"今后{found.ban_years}年内不得申报{policy.meta.award_name.value}",
            found.ban_years > 0,
            f"不取消申报资格（{found.article}未规定）",
        ),
        (f"公告：{'、'.join(found.publish)}", bool(found.publish), ""),
        (f"措施：{'；'.join(found.orders)}", bool(found.orders), ""),
    ]
    told = (yes if holds else no for yes, holds, no in lines)
    return tuple(line for line in told if line)


def decided(policy: Policy, found: Effects, *, title: str) -> tuple[str, ...]:
    """The effects as the government decides them; what the article does not provide is not there.

    `title` is the prize with its edition: 第三届钦州市市长质量奖.
    """
    bar = f"取消其当届及今后{found.ban_years}年内申报{policy.meta.award_name.value}的资格"
    lines = (
        (found.revoke, f"撤销其{title}称号"),
        (found.return_items, "收回奖牌、证书"),
        (found.recover_fen > 0, f"追缴质量发展资金人民币{_in_wan(found.recover_fen)}万元"),
        (found.ban_years > 0, bar),
    )
    return tuple(line for holds, line in lines if holds)


def _in_wan(fen: int) -> str:
    return f"{Decimal(fen) / Decimal(1_000_000):f}"


def ban(
    policy: Policy,
    trigger: str,
    *,
    uscc: str,
    decided_on: date,
    edition_end: date | None = None,
) -> Ban | None:
    """The bar from applying that follows, None where the ground has none.

    It is in force from the decision (this edition included) and ends, both days counted, on the
    corresponding day after the years counted from the decision or the edition's end.
    """
    sanction = policy.sanction(trigger)
    years = _ban_years(policy, sanction)
    if not years:
        return None
    counts_from = sanction.ban_from.value if sanction.ban_from else "decision_date"
    begin = decided_on
    if counts_from == "edition_end":
        begin = edition_end or decided_on
    return Ban(
        uscc=uscc,
        starts_on=decided_on,
        until=add_years(begin, years),
        article=sanction.article,
        reason=sanction.ground.value,
    )
