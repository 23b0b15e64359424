"""How people are reminded, chased and written to: ladders, channels, review of mass mail."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Annotated

from pydantic import ConfigDict, RootModel, StringConstraints

from rules.policy.leaf import Count, Positive, Section, Text, leaf
from rules.policy.words import WORDS
from rules.reminders import Before, Chase, Rungs
from rules.sourced import Sourced

DEFAULT = "default"
_STEP = (
    r"^(stage|morning|due|-[1-9]\d* (day|working_day)"
    r"|\+[1-9]\d* (working_day|week|month)( (panel_leader|office|office_head))?)$"
)
_SAID = {
    "stage": "按该阶段催办提前量",
    "morning": "截止当日上午",
    "due": "到期时",
    "day": "天",
    "working_day": "个工作日",
    "week": "周",
    "month": "个月",
    "panel_leader": WORDS["leader"],
    "office": WORDS["office"],
    "office_head": WORDS["office_head"],
}
Hour = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class LadderStep(RootModel[Annotated[str, StringConstraints(pattern=_STEP)]]):
    """One step: "stage", "-3 working_day", "morning", "due", "+1 week office"."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def __str__(self) -> str:
        term = re.fullmatch(r"([-+])(\d+) (\w+)(?: (\w+))?", self.root)
        if term is None:
            return _SAID[self.root]
        sign, number, unit, told = term.groups()
        when = f"{'提前' if sign == '-' else '逾期'}{number}{_SAID[unit]}"
        return f"{when}（并报{_SAID[told]}）" if told else when


class LadderPolicy(Section):
    """The reminders of one kind of duty; "default" is for every kind without an own ladder.

    "stage" stands for the stage's own `reminders`.
    """

    id: str
    steps: Sourced[tuple[LadderStep, ...]] = leaf("催办阶梯", "call")

    def rungs(self, stage_days: tuple[int, ...], morning: time) -> Rungs:
        words = [step.root.split(" ") for step in self.steps.value]
        before = [Before(-int(word[0]), word[1]) for word in words if word[0].startswith("-")]
        if ["stage"] in words:
            before += map(Before, stage_days)
        return Rungs(
            before=tuple(before),
            morning=morning,
            on_the_day=["morning"] in words,
            at_deadline=["due"] in words,
            after=tuple(
                Chase(int(word[0]), word[1], word[2] if word[2:] else "")
                for word in words
                if word[0].startswith("+")
            ),
        )


class Reminding(Section):
    """Ladders by kind of duty, and how letters travel."""

    morning: Sourced[Hour] = leaf("催办和每日摘要的发送时刻", "call")
    digest: Sourced[bool] = leaf("每个工作日上午向承办机构发送办理摘要", "call")
    review_from: Sourced[Count] = leaf("同一批信函达到多少封须先复核（0为不复核）", "call")
    review_hours: Sourced[Positive] = leaf("复核时间（小时），逾时自动放行", "call")
    channels: Sourced[Mapping[str, tuple[Text, ...]]] = leaf("邮件以外的通知渠道", "call")
    ladder: tuple[LadderPolicy, ...]

    def rungs(self, kind: str, stage_days: tuple[int, ...]) -> Rungs:
        """The ladder of a kind of duty; `stage_days` are the stage's own days before."""
        by_id = {one.id: one for one in self.ladder}
        rule = by_id.get(kind) or by_id[DEFAULT]
        return rule.rungs(stage_days, time.fromisoformat(self.morning.value))
