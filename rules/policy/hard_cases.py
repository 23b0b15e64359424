"""What a regulation leaves open in hard cases, one setting each; an office confirms them all."""

from datetime import date
from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from rules.policy.leaf import Count, Positive, Section, Text, leaf
from rules.sourced import Basis, Sourced

Orderer = Literal["office", "leader", "applicant"]
Percent = Annotated[int, Field(ge=1, le=100)]
T = TypeVar("T")


class StratumRule(Section):
    """At least this many members of a panel come from one specialty."""

    specialty: Text
    at_least: Positive


class HardCases(Section):
    """Settings of the hard cases; a pinned policy from before they existed reads as `as_before`.

    Years and counts of 0 mean that nothing is asked. `nominee_wait_years` 0 makes winners of
    lower prizes wait as long as the others, where they wait at all. `grace_minutes` run from the
    closing of the window, `severity_points` is in points of the whole score.
    """

    fixed_reference_date: Sourced[date | None] = leaf("固定的资格基准日", "call")
    reapply_inclusive: Sourced[bool] = leaf("再次申报间隔届满当日即可申报", "call")
    years_in_city: Sourced[Count] = leaf("在本地登记注册最低年限（年）", "call")
    nominee_wait_years: Sourced[Count] = leaf("其他奖项再次申报间隔（年）", "call")
    max_per_group: Sourced[Count] = leaf("同一集团推荐上限（个，0为不限）", "call")
    grace_minutes: Sourced[Count] = leaf("申报截止宽限（分钟）", "call")
    appeal_to: Sourced[Text | None] = leaf("不予推荐的申诉单位", "intake")
    withdraw_until: Sourced[Text] = leaf("最后可撤回申报的阶段", "intake")
    major_levels: Sourced[tuple[Text, ...]] = leaf("属于重大的事故等级", "eligibility")
    recheck_before: Sourced[tuple[Literal["approval"], ...]] = leaf("何阶段之前复核", "approval")
    strata: Sourced[tuple[StratumRule, ...]] = leaf("评审组专业构成", "panels")
    may_order_recusal: Sourced[tuple[Orderer, ...]] = leaf("可决定他人回避者", "panels")
    keep_if_submitted: Sourced[bool] = leaf("回避前已交的评分是否仍计入", "document-review")
    severity_points: Sourced[Count] = leaf("评分宽严提示的偏差（分）", "document-review")
    remote: Sourced[bool] = leaf("委员可远程参会", "deliberation")
    proxy: Sourced[bool] = leaf("委员可委托他人参会", "deliberation")
    recused_in_denominator: Sourced[bool] = leaf("回避者计入通过票数的基数", "deliberation")
    single_ballot: Sourced[bool] = leaf("各奖项合并一次投票", "deliberation")
    transfer_vacant: Sourced[bool] = leaf("空缺名额转入下一奖项", "deliberation")
    pay_repeat_winner: Sourced[bool] = leaf("再次获奖是否再拨资金", "conferral")
    recover_percent: Sourced[Percent] = leaf("追缴资金比例（%）", "conferral")
    ban_unit: Sourced[Literal["years", "editions"]] = leaf("取消申报资格的计量", "intake")


def _kept(value: T) -> Sourced[T]:
    return Sourced(
        value=value, basis=Basis.PROJECT_DEFAULT, cite="开启当届时的政策包未载明，沿用当时的处理"
    )


@cache
def as_before() -> HardCases:
    """What code decided before these were settings."""
    return HardCases(
        fixed_reference_date=_kept(None),
        reapply_inclusive=_kept(value=True),
        years_in_city=_kept(0),
        nominee_wait_years=_kept(0),
        max_per_group=_kept(0),
        grace_minutes=_kept(0),
        appeal_to=_kept(None),
        withdraw_until=_kept("conferral"),
        major_levels=_kept(()),
        recheck_before=_kept(("approval",)),
        strata=_kept(()),
        may_order_recusal=_kept(("office", "leader")),
        keep_if_submitted=_kept(value=False),
        severity_points=_kept(50),
        remote=_kept(value=False),
        proxy=_kept(value=False),
        recused_in_denominator=_kept(value=False),
        single_ballot=_kept(value=False),
        transfer_vacant=_kept(value=False),
        pay_repeat_winner=_kept(value=True),
        recover_percent=_kept(100),
        ban_unit=_kept("years"),
    )
