"""Who gives which award how often, and the stages an edition goes through."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from rules.policy.leaf import (
    OWN_STAGE,
    Count,
    MonthDay,
    Positive,
    Section,
    Text,
    later_leaf,
    leaf,
    optional_leaf,
)
from rules.sourced import Sourced

ApproverRole = Literal["office", "office_head", "chair", "government"]
Unit = Literal["working", "calendar"]
StageUnit = Literal["working", "calendar", "none"]


class Meta(Section):
    """Which regulation this is, of whom, and in force when."""

    id: str
    title: Sourced[Text] = leaf("规范性文件名称", "call")
    award_name: Sourced[Text] = leaf("奖项总称", "call")
    city: Sourced[Text] = leaf("城市", "call")
    region_code: Sourced[Text] = leaf("行政区划代码", "call")
    province: Sourced[Text] | None = later_leaf("所在省（自治区）", "deliberation")
    doc_no: Sourced[str | None] = leaf("发文字号", "call")
    issued_on: Sourced[date | None] = leaf("印发日期", "call")
    effective_from: Sourced[date | None] = leaf("施行日期", "call")
    effective_to: Sourced[date | None] = leaf("有效期至", "call")
    superseded_by: Sourced[str | None] = leaf("已被何文件取代", "call")
    supersedes: Sourced[str | None] | None = optional_leaf("取代的文件", "call")
    modelled_on: Sourced[Text] | None = optional_leaf("参照蓝本（非现行规定原文）", "call")


class Bodies(Section):
    """The offices and bodies by the names papers use."""

    committee: Sourced[Text] = leaf("评审委员会名称", "call")
    office: Sourced[Text] = leaf("承办机构名称", "call")
    office_full: Sourced[Text] | None = later_leaf("承办机构全称", "call")
    lead_group: Sourced[Text] = leaf("领导小组名称", "call")
    government: Sourced[Text] = leaf("批准机关名称", "call")
    finance: Sourced[Text] = leaf("资金安排部门", "conferral")
    discipline: Sourced[Text] = leaf("监督机关", "panels")

    @property
    def full_office(self) -> str:
        """The office as it signs: its full name, where the policy gives one."""
        return (self.office_full or self.office).value


class Committee(Section):
    """How the committee is made up; its seats go by post, not by person."""

    chair: Sourced[Text] = leaf("主任委员", "deliberation")
    deputies: Sourced[tuple[Text, ...]] = leaf("副主任委员", "deliberation")
    others_approved_by: Sourced[Text] = leaf("其他委员的审定人", "deliberation")


class Cycle(Section):
    """How often an edition is held, and on which day of its year it is opened by itself."""

    type: Sourced[Literal["every_n_years", "annual", "by_decision"]] = leaf("评选周期类型", "call")
    every_years: Sourced[Positive] = leaf("评选间隔（年）", "call")
    opens: Sourced[MonthDay] | None = later_leaf("每届启动日（月-日）", "call")


class Prize(Section):
    """One prize: money in fen, `max_orgs` a ceiling and never a target.

    A pack lists the highest prize first; the others are what `nomination_blocks` is about.
    """

    id: str
    name: Sourced[Text] = leaf("奖项名称", "call")
    max_orgs: Sourced[Positive] = leaf("名额上限（个）", "call")
    money_fen: Sourced[Count] = leaf("奖励资金", "call")
    may_be_vacant: Sourced[bool] = leaf("可以空缺", "deliberation")


class StagePolicy(Section):
    """One stage: its Chinese title, articles, who decides at its end and how long it lasts.

    `days` counts in `unit`; unit "none" means that no deadline runs. `reminders` are days before
    the deadline, largest first.
    """

    name: str
    articles: tuple[Text, ...]
    title: Sourced[Text] = leaf("阶段名称", OWN_STAGE)
    approver_role: Sourced[ApproverRole] = leaf("决定人", OWN_STAGE)
    days: Sourced[Count] = leaf("期限（天）", OWN_STAGE)
    unit: Sourced[StageUnit] = leaf("期限单位", OWN_STAGE)
    reminders: Sourced[tuple[Positive, ...]] = leaf("催办提前量（天）", OWN_STAGE)


class Stages(Section):
    """The stages and the order they are gone through, which differs from city to city."""

    order: Sourced[tuple[str, ...]] = leaf("阶段次序", "call")
    stage: tuple[StagePolicy, ...]


class Reopening(Section):
    """Who decides that a stage that was approved is gone through once more."""

    approver_role: Sourced[ApproverRole] = leaf("决定人", "call")
    approver_role_after_vote: Sourced[ApproverRole] = leaf("审议投票之后的决定人", "call")


class CriteriaRule(Section):
    """Which criteria file an edition is judged by, and when the version is fixed."""

    id: Sourced[Text] = leaf("评审标准", "call")
    pin_at: Sourced[Literal["notice", "intake_close"]] = leaf("评审标准版本的确定时点", "call")


class Texts(Section):
    """Statutory phrases printed word for word in notices and papers."""

    no_fee: Sourced[Text] = leaf("不收费声明", "call")
    fraud_notice: Sourced[Text] = leaf("弄虚作假后果告知", "intake")
    title_notice: Sourced[Text] = leaf("称号使用告知", "conferral")
    priority: Sourced[Text] = leaf("同等条件优先情形", "deliberation")
    process: Sourced[Text] = leaf("评审经过表述", "conferral")
    process_at: Sourced[Mapping[str, Text]] | None = later_leaf(
        "以前环节的评审经过表述", "publicity"
    )

    def process_of(self, stage: str) -> str:
        """How the list came about, as far as it is true when that stage says so."""
        own = self.process_at.value if self.process_at else {}
        return own.get(stage, self.process.value)
