"""The whole regulation of one city as a frozen value."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from rules.canonical import canonical_json
from rules.errors import UnknownName
from rules.policy.after import Discipline, Fund, Sanction, TitleUse
from rules.policy.aftermath import Aftermath
from rules.policy.archive import Archive
from rules.policy.entry import (
    Condition,
    Consultation,
    Correction,
    Department,
    Eligibility,
    Materials,
    Recommendation,
    VerificationRule,
)
from rules.policy.frame import (
    Bodies,
    Committee,
    CriteriaRule,
    Cycle,
    Meta,
    Prize,
    Reopening,
    StagePolicy,
    Stages,
    Texts,
)
from rules.policy.hard_cases import HardCases, as_before
from rules.policy.leaf import Section
from rules.policy.principles import Principles
from rules.policy.reminding import Reminding
from rules.policy.review import Panel, Publicity, Scoring, Shortlist, Vote
from rules.policy.values import PolicyValue, values_of
from rules.reminders import Before, Rungs
from rules.sourced import Basis

_WORKED_OUT = ("_canonical", "_values", "sha256")


class Policy(Section):
    """A policy pack that holds: made by `parse_pack`, stored with an edition as canonical JSON."""

    meta: Meta = Field(title="文件信息")
    bodies: Bodies = Field(title="组织机构")
    committee: Committee = Field(title="评审委员会")
    cycle: Cycle = Field(title="评选周期")
    prizes: tuple[Prize, ...] = Field(title="奖项", min_length=1)
    stages: Stages = Field(title="阶段")
    reopening: Reopening | None = Field(default=None, title="重新进行")
    criteria: CriteriaRule = Field(title="评审标准")
    eligibility: Eligibility = Field(title="申报条件")
    recommendation: Recommendation = Field(title="推荐")
    materials: Materials | None = Field(default=None, title="申报材料")
    correction: Correction = Field(title="补正")
    departments: tuple[Department, ...] = Field(title="征求意见部门")
    consultation: Consultation = Field(title="征求意见")
    verification: VerificationRule = Field(title="业绩核实")
    panel: Panel = Field(title="评审组")
    scoring: Scoring = Field(title="评分")
    shortlist: Shortlist = Field(title="入围")
    vote: Vote = Field(title="投票")
    publicity: Publicity = Field(title="公示")
    fund: Fund = Field(title="资金")
    sanctions: tuple[Sanction, ...] = Field(title="处理")
    title_use: TitleUse = Field(title="称号使用")
    discipline: Discipline = Field(title="评审纪律")
    texts: Texts = Field(title="固定表述")
    reminding: Reminding | None = Field(default=None, title="催办和信函")
    principles: Principles | None = Field(default=None, title="目的、原则和义务")
    hard_cases: HardCases | None = Field(default=None, title="疑难情形")
    aftermath: Aftermath | None = Field(default=None, title="授奖后监督")
    archive: Archive | None = Field(default=None, title="归档")

    @model_serializer(mode="wrap")
    def _without_what_came_later(self, plain: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Editions pinned before a section existed keep their text, and with it their hash."""
        fields: dict[str, Any] = plain(self)
        return {key: value for key, value in fields.items() if value is not None}

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The policy written by `canonical_json`; raises pydantic's ValidationError otherwise."""
        return cls.model_validate_json(text, strict=True)

    def model_dump(self, **how: Any) -> dict[str, Any]:
        """What the pack says and no more.

        A section that came after an edition was pinned is not in its text, so that the text, and
        its hash, stay what they were.
        """
        return super().model_dump(**{"exclude_unset": True, **how})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Another policy; what was worked out from the values of this one stays here."""
        copied = super().model_copy(update=update, deep=deep)
        for name in _WORKED_OUT:
            copied.__dict__.pop(name, None)
        return copied

    def canonical_json(self) -> str:
        """The one text of this policy: what an edition pins."""
        return self._canonical

    @cached_property
    def _canonical(self) -> str:
        return canonical_json(self)

    @cached_property
    def sha256(self) -> str:
        """Hash of the canonical text, 64 hex digits."""
        return hashlib.sha256(self._canonical.encode()).hexdigest()

    @property
    def hard(self) -> HardCases:
        """How hard cases are handled; a policy pinned before they were settings keeps its ways."""
        return self.hard_cases or as_before()

    def stage(self, name: str) -> StagePolicy:
        """The stage of that name; raises UnknownName."""
        for stage in self.stages.stage:
            if stage.name == name:
                return stage
        raise UnknownName(f"{self.meta.title.value}没有“{name}”这个阶段。")

    def comes_before(self, earlier: str, later: str) -> bool:
        """Whether a stage comes before another in this policy's order."""
        order = self.stages.order.value
        return earlier in order[: order.index(self.stage(later).name)]

    def next_stage(self, name: str) -> str | None:
        """The stage after this one in the policy's order, None after the last."""
        order = self.stages.order.value
        position = order.index(self.stage(name).name) + 1
        return order[position] if position < len(order) else None

    def rungs(self, kind: str, stage: str | None = None) -> Rungs:
        """The ladder that chases a kind of duty, in a stage or after the award."""
        days = self.stage(stage).reminders.value if stage else ()
        return (
            self.reminding.rungs(kind, days) if self.reminding else Rungs(tuple(map(Before, days)))
        )

    def prize(self, prize_id: str) -> Prize:
        """The prize of that id; raises UnknownName."""
        for prize in self.prizes:
            if prize.id == prize_id:
                return prize
        raise UnknownName(f"{self.meta.title.value}没有“{prize_id}”这个奖项。")

    def condition(self, condition_id: str) -> Condition:
        """The condition of that id ("13(8)"); raises UnknownName."""
        for condition in self.eligibility.conditions:
            if condition.id == condition_id:
                return condition
        raise UnknownName(f"{self.meta.title.value}没有“{condition_id}”这项申报条件。")

    def sanction(self, trigger: str) -> Sanction:
        """What follows that ground ("fraud"); raises UnknownName."""
        for sanction in self.sanctions:
            if sanction.trigger == trigger:
                return sanction
        raise UnknownName(f"{self.meta.title.value}没有规定“{trigger}”这种情形的处理。")

    def values(self) -> tuple[PolicyValue, ...]:
        """Every leaf with its Chinese label, shown value, basis, citation and first stage."""
        return self._values

    @cached_property
    def _values(self) -> tuple[PolicyValue, ...]:
        return values_of(self, self.stages.order.value, self._names())

    def _names(self) -> dict[str, str]:
        """Chinese words for the policy's own identifiers: prizes, stages, conditions, scores."""
        return {
            **{prize.id: prize.name.value for prize in self.prizes},
            **{stage.name: stage.title.value for stage in self.stages.stage},
            **{condition.id: condition.article for condition in self.eligibility.conditions},
            **(self.scoring.outside.value if self.scoring.outside else {}),
        }

    def project_defaults(self, stage: str | None = None) -> tuple[PolicyValue, ...]:
        """The values nobody but the office can vouch for; of one stage, or of all."""
        return tuple(
            value
            for value in self.values()
            if value.basis is Basis.PROJECT_DEFAULT and stage in (None, value.stage)
        )
