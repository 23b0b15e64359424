"""Terms and deciders of the cases after the award, of which the regulation fixes almost none."""

from rules.policy.frame import ApproverRole
from rules.policy.leaf import Count, Positive, Section, later_leaf, leaf
from rules.sourced import Sourced


class Aftermath(Section):
    """Who decides on a case, how long each step of it may take, and what winners report.

    Days are calendar days, counted from the day after the step begins.
    """

    triage_role: Sourced[ApproverRole] = leaf("情况通报的受理决定人", "conferral")
    case_role: Sourced[ApproverRole] = leaf("案件的决定人", "conferral")
    statement_days: Sourced[Positive] = leaf("书面说明期限（自然日）", "conferral")
    return_days: Sourced[Positive] = leaf("交回奖牌、证书期限（自然日）", "conferral")
    recovery_days: Sourced[Positive] = leaf("缴回资金期限（自然日）", "conferral")
    notice_days: Sourced[Positive] = leaf("发布公告期限（自然日）", "conferral")
    fund_correction_days: Sourced[Positive] = leaf("资金使用整改期限（自然日）", "conferral")
    assessed_by: Sourced[ApproverRole] | None = later_leaf("评审员年度考核的签署人", "conferral")
    self_report_years: Sourced[Count] = leaf("每年自我报告的年数（0为不要求）", "conferral")
