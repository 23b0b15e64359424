"""What has to fit together in the frame: stages, their order and length, dates, identifiers."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from rules.policy.draft import Complaint, Draft

Needs = Mapping[str, tuple[str, ...]]
"""The stages there are, each with those it builds on: `actions.stages.NEEDS`."""


def stage_order(draft: Draft, needs: Needs | None) -> Iterator[Complaint]:
    """Each stage once and described; given what there is, also known and after what it needs."""
    order = draft.texts("stages.order")
    described = [name for stage in draft.each("stages.stage") if (name := stage.plain("name"))]
    for name in sorted({name for name in order if order.count(name) > 1}):
        yield "stages.order", f"阶段 {name} 出现不止一次，次序成了环，请只保留一处。"
    for name in dict.fromkeys((*order, *described)):
        if needs is not None and name not in needs:
            yield "stages.order", f"没有名为 {name} 的阶段，可用的有 {'、'.join(needs)}。"
        elif name not in described:
            yield "stages.order", f"阶段 {name} 没有说明，请补一段 [[stages.stage]]。"
        elif name not in order:
            yield f"stages.stage.{name}", "这个阶段不在 stages.order 里，请加入次序或删去。"
    for name, earlier in _missing_before(order, needs or {}):
        if earlier in order:
            yield "stages.order", f"阶段 {name} 必须排在 {earlier} 之后，请调整次序。"
        else:
            yield "stages.order", f"阶段 {name} 以阶段 {earlier} 的结果为依据，请补上 {earlier}。"


def _missing_before(order: tuple[str, ...], needs: Needs) -> Iterator[tuple[str, str]]:
    for position, name in enumerate(order):
        for earlier in needs.get(name, ()):
            if earlier not in order[:position]:
                yield name, earlier


def stage_entries(draft: Draft) -> Iterator[Complaint]:
    """No stage twice, deadlines with a length, reminders falling."""
    for stage in draft.each("stages.stage"):
        unit, days = stage.value("unit", str), stage.value("days", int)
        if unit in ("working", "calendar") and days == 0:
            yield f"{stage.key}.days", "有期限单位却没有天数，请填天数，或把 unit 改为 none。"
        steps = [step for step in stage.value("reminders", list) or [] if type(step) is int]
        if any(a <= b for a, b in pairwise(steps)):
            yield f"{stage.key}.reminders", "催办提前量须由大到小且不重复，请重新排列。"


def ladders(draft: Draft) -> Iterator[Complaint]:
    """There is a ladder for every kind of duty that has no own one."""
    if "default" not in {entry.plain("id") for entry in draft.each("reminding.ladder")}:
        yield "reminding.ladder", '缺少 id = "default" 的催办阶梯，请补上。'


def identifiers(draft: Draft) -> Iterator[Complaint]:
    """No two entries of a list under one name."""
    for path, name in _LISTS:
        seen = [item.plain(name) for item in draft.each(path)]
        for twice in sorted({own for own in seen if own and seen.count(own) > 1}):
            yield f"{path}.{twice}", f"{name} 重复，请改名或删去一处。"


_LISTS = (
    ("prizes", "id"),
    ("stages.stage", "name"),
    ("eligibility.conditions", "id"),
    ("departments", "id"),
    ("sanctions", "trigger"),
)


def validity(draft: Draft) -> Iterator[Complaint]:
    """In force before it lapses; an annual award every year."""
    start, end = (draft.value("meta.effective_from", str), draft.value("meta.effective_to", str))
    if start and end and start > end:
        yield "meta.effective_to", "有效期早于施行日期，请核对两个日期。"
    if draft.value("cycle.type", str) == "annual" and draft.value("cycle.every_years", int) != 1:
        yield "cycle.every_years", "每年一届时间隔应为 1 年。"


def durations(draft: Draft) -> Iterator[Complaint]:
    """The publicity stage lasts as long as the publicity; replies fit into their stage."""
    stages = {stage.plain("name"): stage for stage in draft.each("stages.stage")}
    wanted = (("publicity", "publicity", "=="), ("consultation", "eligibility", "<="))
    for section, name, relation in wanted:
        days, unit = (draft.value(f"{section}.days", int), draft.value(f"{section}.unit", str))
        stage = stages.get(name)
        if stage is None or days is None or unit is None:
            continue
        total, total_unit = stage.value("days", int), stage.value("unit", str)
        if relation == "==" and (days, unit) != (total, total_unit):
            yield f"{section}.days", f"与阶段 {name} 的期限不一致，请改成同一个数和单位。"
        if relation == "<=" and unit == total_unit and total is not None and days > total:
            yield (
                f"{section}.days",
                f"期限 {days} 天超过阶段 {name} 的 {total} 天，请缩短或延长该阶段。",
            )
