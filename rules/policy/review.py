"""Panels, scores, shortlist, ballot and publicity: articles 9, 10 and 17 to 20 as data."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from rules.policy.frame import Unit
from rules.policy.leaf import (
    Count,
    Decimal,
    Positive,
    Section,
    Text,
    former_leaf,
    later_leaf,
    leaf,
    optional_leaf,
)
from rules.sourced import Sourced

TieRule = Literal["run_off", "priority", "combined_score", "vacant"]


class Panel(Section):
    """How many reviewers judge an applicant and how they are found."""

    size_min: Sourced[Positive] = leaf("评审组最少人数", "panels")
    size_max: Sourced[Positive] = leaf("评审组最多人数", "panels")
    size: Sourced[Positive] = leaf("评审组抽取人数", "panels")
    reserves: Sourced[Count] = leaf("候补评审员人数", "panels")
    leader: Sourced[Literal["appointed_by_office", "elected", "first_drawn"]] = leaf(
        "组长产生方式", "panels"
    )
    same_for_both: Sourced[bool] = leaf("资料评审与现场评审同一评审组", "panels")
    min_after_recusal: Sourced[Positive] = leaf("回避后最少人数", "panels")
    cooling_years: Sourced[Count] = leaf("利害关系回避年限（年）", "panels")
    applicants_per_panel: Sourced[Positive] = leaf("每个评审组评审对象上限（个）", "panels")
    draw_source: Sourced[Text] | None = later_leaf("抽签公开数来源", "panels")
    after_certificate_blocks: Sourced[bool] | None = later_leaf(
        "缺评审后声明时不得作出决定", "document-review"
    )


class Trim(Section):
    """How many of the highest and lowest are left out, from `min_n` reviewers on."""

    high: Count
    low: Count
    min_n: Count


class Scoring(Section):
    """How sheets become a score. Percentages are whole percents, weights decimal strings.

    `outside` names components that no stage here produces, id to Chinese name (a satisfaction
    survey carried out by a contractor, say): their results are imported, on the same scale as a
    review, and weighed in.
    """

    percent_step: Sourced[Annotated[int, Field(ge=1, le=100)]] = leaf(
        "评分间隔（百分点）", "document-review"
    )
    combine: Sourced[Literal["mean", "trimmed_mean", "median", "consensus"]] = leaf(
        "组内合成方法", "document-review"
    )
    trim: Sourced[Trim] = leaf("去掉最高、最低分", "document-review")
    spread_limit: Sourced[Count] = leaf("须合议的分差（百分点）", "document-review")
    weights: Sourced[Mapping[str, Decimal]] = leaf("各环节权重", "document-review")
    outside: Sourced[Mapping[str, Text]] | None = optional_leaf("外部得分项", "document-review")
    rounding: Sourced[Literal["half_up"]] = leaf("显示舍入方式", "document-review")
    decimals: Sourced[Count] = leaf("显示小数位数", "document-review")


class Shortlist(Section):
    """Who goes on to the site review; `k`, `ratio` (times the seats) and `min_score` by mode.

    `min_score` applies in every mode when present: nobody below it is shortlisted.
    """

    mode: Sourced[Literal["top_k", "ratio", "min_score", "manual"]] = leaf(
        "入围方式", "document-review"
    )
    k: Sourced[Positive] | None = optional_leaf("入围数量（个）", "document-review")
    ratio: Sourced[Decimal] | None = optional_leaf("入围与名额之比", "document-review")
    min_score: Sourced[Decimal] | None = optional_leaf("入围最低分", "document-review")


class Quorum(Section):
    """At least num/den of whom."""

    num: Positive
    den: Positive
    of: Literal["appointed", "current"]


class Majority(Section):
    """num/den of what; strict means more than, otherwise at least."""

    num: Positive
    den: Positive
    strict: bool
    of: Literal["ballots", "present", "appointed"]


class Round(Section):
    """One ballot: which prize, and how many candidates a member may mark."""

    prize: str
    max_marks: Positive


class Vote(Section):
    """How the committee votes. `pass_` is written `pass` in a pack.

    Nobody whose combined score is below `min_score` is put to the vote. Without `run_off_pass` a
    run-off goes to whoever has more votes, however few.
    """

    secret: Sourced[bool] = leaf("无记名投票", "deliberation")
    quorum: Sourced[Quorum] = leaf("会议法定人数", "deliberation")
    pass_: Sourced[Majority] = leaf("通过票数", "deliberation", alias="pass")
    rounds: Sourced[tuple[Round, ...]] = leaf("投票轮次", "deliberation")
    tie: Sourced[tuple[TieRule, ...]] = leaf("同票处理次序", "deliberation")
    rank_by: Sourced[Literal["votes", "votes_then_score", "score"]] = leaf(
        "排序依据", "deliberation"
    )
    run_off_pass: Sourced[Majority] | None = later_leaf("再次投票的通过票数", "deliberation")
    min_score: Sourced[Decimal] | None = later_leaf("提请投票的最低综合得分", "deliberation")


class Objection(Section):
    """How objections are taken; `reply_days` is the time members have for a written opinion."""

    real_name: Sourced[Literal["encouraged", "required"]] = leaf("异议实名要求", "publicity")
    opinions_of: Sourced[Literal["all_members", "office"]] = leaf("书面征求意见的对象", "publicity")
    reply_days: Sourced[Positive] = leaf("委员书面答复期限（天）", "publicity")
    reply_unit: Sourced[Unit] = leaf("委员书面答复期限单位", "publicity")
    refill: Sourced[Literal["none", "next", "revote"]] | None = former_leaf()
    hold: Sourced[Literal["whole_list", "affected"]] | None = former_leaf()


class Publicity(Section):
    """How long, counted from when, and where the proposed list is published."""

    days: Sourced[Positive] = leaf("公示期限（天）", "publicity")
    unit: Sourced[Unit] = leaf("公示期限单位", "publicity")
    count_from: Sourced[Literal["next_day", "same_day"]] = leaf("公示起算", "publicity")
    channels: Sourced[tuple[Text, ...]] = leaf("公示渠道", "publicity")
    objection: Objection
