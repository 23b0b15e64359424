"""Who may apply, who recommends, who is asked: articles 13 to 16 as data."""

from typing import Literal

from rules.policy.frame import Unit
from rules.policy.leaf import Count, Positive, Section, Text, leaf
from rules.sourced import Sourced

Material = Literal[
    "营业执照或法人证书",
    "许可证",
    "体系认证证书",
    "审计报告",
    "完税证明",
    "社保证明",
    "信用报告",
    "无重大事故证明",
    "内审与管理评审",
    "顾客调查",
    "荣誉证书",
    "组织概述",
    "自我评价报告",
    "其他",
]
"""The kinds of material in the list of attachments; "其他" asks for nothing in particular."""

ConditionKind = Literal["auto", "evidence", "attest", "department_check", "verification"]
AutoCheck = Literal["registration", "reapply", "listed", "minimum"]


class ConditionParams(Section):
    """What an automatic condition computes.

    `registration` legal person, place and years of operation; `reapply` years since an earlier
    prize; `listed` membership of a named list (`name`); `minimum` a reported figure (`name`)
    of at least `at_least`, in the figure's own unit. `clean_period` says that reported facts
    count only when they fall into the clean years.
    """

    check: AutoCheck | None = None
    name: str = ""
    at_least: int | None = None
    clean_period: bool = False


class Condition(Section):
    """One condition of article 13 (or of a city's own), and how it is looked at.

    auto: the rules decide from the record. evidence: a paper settles it. attest: the applicant's
    declaration settles it. department_check: consulted departments settle it. verification: a
    report of experts or a third party settles it.
    """

    id: str
    article: Text
    text: Sourced[Text] = leaf("条件内容", "call")
    kind: Sourced[ConditionKind] = leaf("审查方式", "eligibility")
    params: Sourced[ConditionParams] = leaf("审查参数", "eligibility")


class Eligibility(Section):
    """The clocks and lists behind the conditions.

    `regions` are prefixes of administrative division codes; `window_days` is how close (±) to
    the end of the waiting period a human looks at it.
    """

    min_operation_years: Sourced[Count] = leaf("最低经营年限（年）", "call")
    clean_years: Sourced[Count] = leaf("无重大事故年限（年）", "call")
    reapply_years: Sourced[Count] = leaf("获奖后再次申报间隔（年）", "call")
    reapply_count_by: Sourced[Literal["decision_date", "award_year", "edition"]] = leaf(
        "再次申报间隔的起算", "eligibility"
    )
    nomination_blocks: Sourced[bool] = leaf("首位以外的奖项是否影响再次申报", "call")
    legal_forms: Sourced[tuple[Text, ...]] = leaf("可申报的组织类型", "call")
    regions: Sourced[tuple[Text, ...]] = leaf("登记注册区域（区划代码前缀）", "call")
    reference_date: Sourced[
        Literal["application_deadline", "submission", "acceptance", "fixed_date"]
    ] = leaf("资格条件的基准日", "call")
    window_days: Sourced[Count] = leaf("临近期限须人工认定的天数", "eligibility")
    conditions: tuple[Condition, ...]


class Recommendation(Section):
    """Whose signed opinion an application needs before it reaches the office."""

    mode: Sourced[Literal["any_of", "all_of"]] = leaf("推荐方式", "call")
    who: Sourced[tuple[Text, ...]] = leaf("推荐单位", "call")


class Materials(Section):
    """What the call asks for beside the form: a package without one of these is incomplete."""

    required: Sourced[tuple[Material, ...]] = leaf("申报表以外必须提交的材料", "call")


class Correction(Section):
    """补正: how often and how long an incomplete application may be completed; never lateness."""

    times: Sourced[Count] = leaf("补正次数", "intake")
    days: Sourced[Positive] = leaf("补正期限（天）", "intake")
    unit: Sourced[Unit] = leaf("补正期限单位", "intake")


class Department(Section):
    """A consulted department and the conditions it is asked about."""

    id: str
    name: Sourced[Text] = leaf("部门名称", "eligibility")
    conditions: Sourced[tuple[str, ...]] = leaf("征求意见事项", "eligibility")


class Consultation(Section):
    """How long departments have, and what their silence means (never consent)."""

    days: Sourced[Positive] = leaf("征求意见期限（天）", "eligibility")
    unit: Sourced[Unit] = leaf("征求意见期限单位", "eligibility")
    silent_means: Sourced[Literal["officer_decides", "fail"]] = leaf(
        "逾期未反馈的处理", "eligibility"
    )


class VerificationRule(Section):
    """Who verifies the achievements nobody can compute, and by when."""

    by: Sourced[tuple[Text, ...]] = leaf("核实方式", "eligibility")
    conditions: Sourced[tuple[str, ...]] = leaf("须核实的条件", "eligibility")
    days: Sourced[Positive] = leaf("核实期限（天）", "eligibility")
    unit: Sourced[Unit] = leaf("核实期限单位", "eligibility")
