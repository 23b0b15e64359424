"""What follows the award: money, sanctions, use of the title, discipline (articles 22 to 31)."""

from typing import Literal

from rules.policy.frame import Unit
from rules.policy.leaf import Count, Positive, Section, Text, leaf, optional_leaf
from rules.sourced import Sourced

Trigger = Literal[
    "fraud", "accident", "quality_problem", "violation", "title_misuse", "fund_misuse"
]


class Instalment(Section):
    """One payment in percent of a prize's money, `after` saying what it waits for."""

    percent: Positive
    after: Literal["decision", "plan", "report"]


class Fund(Section):
    """The quality-development fund of the prizes that carry money."""

    instalments: Sourced[tuple[Instalment, ...]] = leaf("资金拨付批次", "conferral")
    allowed_uses: Sourced[tuple[Text, ...]] = leaf("资金用途", "conferral")
    plan_days: Sourced[Positive] = leaf("提交使用计划期限（自然日）", "conferral")
    report_months: Sourced[tuple[Positive, ...]] = leaf(
        "提交使用报告时间（授奖后第几个月）", "conferral"
    )


class Sanction(Section):
    """What one ground leads to; effects differ by ground and are never one generic revocation.

    `publish` and the recovery only concern prizes already conferred; `orders` are what the
    office or the competent authority writes.
    """

    trigger: Trigger
    article: Text
    ground: Sourced[Text] = leaf("情形", "conferral")
    revoke: Sourced[bool] = leaf("撤销称号", "conferral")
    return_items: Sourced[bool] = leaf("收回奖牌、证书", "conferral")
    recover_fund: Sourced[bool] = leaf("追缴质量发展资金", "conferral")
    ban_years: Sourced[Count] = leaf("取消申报资格（年）", "intake")
    ban_from: Sourced[Literal["decision_date", "edition_end"]] | None = optional_leaf(
        "取消资格的起算", "intake"
    )
    publish: Sourced[tuple[Text, ...]] = leaf("公告渠道", "conferral")
    orders: Sourced[tuple[Text, ...]] = leaf("处理措施", "conferral")


class TitleUse(Section):
    """How a winner may use the title (article 29)."""

    image_ads: Sourced[bool] = leaf("可用于企业形象宣传", "conferral")
    product_ads: Sourced[bool] = leaf("可用于产品宣传", "conferral")
    show_award_year: Sourced[bool] = leaf("须注明获奖年度", "conferral")
    corrected_by: Sourced[Text] = leaf("责令改正的部门", "conferral")
    correction_days: Sourced[Positive] = leaf("责令改正期限（天）", "conferral")
    correction_unit: Sourced[Unit] = leaf("责令改正期限单位", "conferral")


class Discipline(Section):
    """What befalls a reviewer who breaks the rules (article 30)."""

    disqualify: Sourced[bool] = leaf("取消评审资格", "panels")
    refer_crime: Sourced[bool] = leaf("涉嫌犯罪移送司法机关", "panels")
