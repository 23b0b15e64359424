"""Use of the title (article 29): in image advertising with the award year, never on products."""

from typing import Literal

from rules.policy import Policy

Medium = Literal["企业形象宣传", "产品宣传"]


def title_faults(policy: Policy, medium: Medium, *, shows_year: bool) -> tuple[str, ...]:
    """What is wrong with one use of the title, () when it is permitted."""
    rule = policy.title_use
    found = []
    if medium == "产品宣传" and not rule.product_ads.value:
        found.append("将称号用于产品宣传")
    if medium == "企业形象宣传" and not rule.image_ads.value:
        found.append("将称号用于企业形象宣传")
    if rule.show_award_year.value and not shows_year:
        found.append("未注明获奖年度")
    return tuple(found)
