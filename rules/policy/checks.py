"""What has to fit together across a pack: order, sums, limits and references."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from rules.policy.draft import Draft

Complaint = tuple[str, str]
"""The key at fault and a Chinese sentence that says what to do."""

STAGE_NAMES = (
    "call",
    "intake",
    "eligibility",
    "panels",
    "document-review",
    "site-review",
    "deliberation",
    "publicity",
    "approval",
    "conferral",
)
"""The stages there is a flow for; a pack orders them, and may leave some out."""

_NEEDS = {
    "intake": ("call",),
    "eligibility": ("intake",),
    "document-review": ("panels", "eligibility"),
    "site-review": ("document-review",),
    "deliberation": ("eligibility",),
    "publicity": ("deliberation",),
    "approval": ("deliberation",),
    "conferral": ("publicity", "approval"),
}


def complaints(draft: Draft) -> Iterator[Complaint]:
    """Everything that does not fit; values that are missing or malformed are passed over."""
    for check in _CHECKS:
        yield from check(draft)


def stage_order(draft: Draft) -> Iterator[Complaint]:
    """Each stage once, known, described, and after those it needs."""
    order = draft.texts("stages.order")
    described = [stage.plain("name") for stage in draft.each("stages.stage")]
    for name in sorted({name for name in order if order.count(name) > 1}):
        yield "stages.order", f"阶段 {name} 出现不止一次，次序成了环，请只保留一处。"
    for name in dict.fromkeys((*order, *described)):
        if name not in STAGE_NAMES:
            yield (
                "stages.order",
                f"没有名为 {name} 的阶段，可用的有 {'、'.join(STAGE_NAMES)}。",
            )
        elif name not in described:
            yield "stages.order", f"阶段 {name} 没有说明，请补一段 [[stages.stage]]。"
        elif name not in order:
            yield (
                f"stages.stage.{name}",
                "这个阶段不在 stages.order 里，请加入次序或删去。",
            )
    for name, earlier in _missing_before(order):
        yield "stages.order", f"阶段 {name} 必须排在 {earlier} 之后，请调整次序。"


def _missing_before(order: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for position, name in enumerate(order):
        for earlier in _NEEDS.get(name, ()):
            if earlier not in order[:position]:
                yield name, earlier


def stage_entries(draft: Draft) -> Iterator[Complaint]:
    """No stage twice, deadlines with a length, reminders falling."""
    for stage in draft.each("stages.stage"):
        unit, days = stage.value("unit", str), stage.value("days", int)
        if unit in ("working", "calendar") and days == 0:
            yield (
                f"{stage.key}.days",
                "有期限单位却没有天数，请填天数，或把 unit 改为 none。",
            )
        steps = [step for step in stage.value("reminders", list) or [] if type(step) is int]
        if any(a <= b for a, b in pairwise(steps)):
            yield f"{stage.key}.reminders", "催办提前量须由大到小且不重复，请重新排列。"


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
    start, end = (
        draft.value("meta.effective_from", str),
        draft.value("meta.effective_to", str),
    )
    if start and end and start > end:
        yield "meta.effective_to", "有效期早于施行日期，请核对两个日期。"
    if draft.value("cycle.type", str) == "annual" and draft.value("cycle.every_years", int) != 1:
        yield "cycle.every_years", "每年一届时间隔应为 1 年。"


def panel_sizes(draft: Draft) -> Iterator[Complaint]:
    """size_min ≤ size ≤ size_max, and enough left after recusals."""
    low, high = draft.value("panel.size_min", int), draft.value("panel.size_max", int)
    size, left = (
        draft.value("panel.size", int),
        draft.value("panel.min_after_recusal", int),
    )
    if low is not None and high is not None and low > high:
        yield "panel.size_min", f"最少人数 {low} 大于最多人数 {high}，请对调或改正。"
    if size is not None and low is not None and size < low:
        yield "panel.size", f"抽取人数 {size} 少于规定的最少人数 {low}，请调大。"
    if size is not None and high is not None and size > high:
        yield "panel.size", f"抽取人数 {size} 多于规定的最多人数 {high}，请调小。"
    if left is not None and low is not None and left < low:
        yield (
            "panel.min_after_recusal",
            f"回避后最少人数 {left} 低于规定的最少人数 {low}，请调大。",
        )
    if left is not None and size is not None and left > size:
        yield (
            "panel.min_after_recusal",
            f"回避后最少人数 {left} 多于抽取人数 {size}，请调小。",
        )


def weights(draft: Draft) -> Iterator[Complaint]:
    """Weights of known components that add up to one."""
    table = draft.value("scoring.weights", dict)
    if table is None:
        return
    known = (*draft.texts("stages.order"), *draft.texts("scoring.outside"))
    for name in sorted(set(table) - set(known)):
        yield (
            "scoring.weights",
            f"权重项 {name} 不是本政策的阶段，也不在 scoring.outside 里。",
        )
    for name in draft.texts("scoring.outside"):
        if name not in table:
            yield (
                "scoring.outside",
                f"外部得分项 {name} 没有权重，请在 scoring.weights 里写明。",
            )
    total = _sum(table.values())
    if total is not None and total != 1:
        yield "scoring.weights", f"权重合计为 {total}，应为 1，请调整。"


def _sum(texts: object) -> Decimal | None:
    try:
        return sum((Decimal(text) for text in texts), Decimal(0))  # type: ignore[attr-defined]
    except (InvalidOperation, TypeError, ValueError):
        return None


def scoring(draft: Draft) -> Iterator[Complaint]:
    """Steps that divide 100, and trimming that leaves somebody."""
    step = draft.value("scoring.percent_step", int)
    if step and 100 % step:
        yield "scoring.percent_step", f"评分间隔 {step} 不能整除 100，请改为 5、10 等。"
    trim = Draft(draft.value("scoring.trim", dict) or {})
    high, low, least = (_number(trim, name) for name in ("high", "low", "min_n"))
    trimmed = draft.value("scoring.combine", str) == "trimmed_mean"
    if trimmed and None not in (high, low, least) and (high or 0) + (low or 0) >= (least or 0):
        yield "scoring.trim", "去掉最高、最低分后没有分数剩下，请调大 min_n。"


def _number(draft: Draft, name: str) -> int | None:
    found = draft._find(name)
    return found if type(found) is int else None


def shortlist(draft: Draft) -> Iterator[Complaint]:
    """The number that the chosen mode needs."""
    needed = {"top_k": "k", "ratio": "ratio", "min_score": "min_score"}
    mode = draft.value("shortlist.mode", str)
    name = needed.get(mode or "")
    if name and not draft.has(f"shortlist.{name}"):
        yield f"shortlist.{name}", f"入围方式为 {mode} 时必须写明 {name}。"


def vote(draft: Draft) -> Iterator[Complaint]:
    """Fractions up to one, each prize voted on once, tie rules that end."""
    for name in ("quorum", "pass"):
        part = Draft(draft.value(f"vote.{name}", dict) or {})
        num, den = _number(part, "num"), _number(part, "den")
        if num is not None and den is not None and num > den:
            yield f"vote.{name}", f"比例 {num}/{den} 大于 1，请改正。"
    yield from _rounds(draft)
    tie = draft.texts("vote.tie")
    if tie and (tie[-1] != "vacant" or len(set(tie)) < len(tie)):
        yield "vote.tie", "同票处理次序须以 vacant 收尾且不重复，否则可能没有结论。"


def _rounds(draft: Draft) -> Iterator[Complaint]:
    seats = {prize.plain("id"): prize.value("max_orgs", int) for prize in draft.each("prizes")}
    voted = []
    for item in draft.value("vote.rounds", list) or []:
        part = Draft(item if isinstance(item, dict) else {})
        prize, marks = part.plain("prize"), _number(part, "max_marks")
        voted.append(prize)
        limit = seats.get(prize)
        if prize not in seats:
            yield "vote.rounds", f"没有名为 {prize} 的奖项，请核对 prizes。"
        elif limit is not None and marks is not None and marks > limit:
            yield (
                "vote.rounds",
                f"{prize} 最多 {limit} 个名额，不能选 {marks} 个，请调小。",
            )
    for prize in seats:
        if draft.has("vote.rounds") and voted.count(prize) != 1:
            yield (
                "vote.rounds",
                f"奖项 {prize} 须恰好有一轮投票，请补上或删去多余的一轮。",
            )


def conditions(draft: Draft) -> Iterator[Complaint]:
    """Every condition has somebody who settles it, and nobody is asked about an unknown one."""
    kinds = {
        item.plain("id"): item.value("kind", str) for item in draft.each("eligibility.conditions")
    }
    asked = [
        (
            "verification.conditions",
            draft.texts("verification.conditions"),
            "verification",
        )
    ]
    for item in draft.each("departments"):
        asked.append((f"{item.key}.conditions", item.texts("conditions"), "department_check"))
    for key, ids, kind in asked:
        for own in ids:
            if own not in kinds:
                yield (
                    key,
                    f"没有编号为 {own} 的申报条件，请核对 eligibility.conditions。",
                )
            elif kinds[own] != kind:
                yield (
                    key,
                    f"条件 {own} 的审查方式不是 {kind}，请改其 kind 或从这里删去。",
                )
    covered = {(own, kind) for _, ids, kind in asked for own in ids}
    for own, found in kinds.items():
        if found in ("verification", "department_check") and (own, found) not in covered:
            key = f"eligibility.conditions.{own}"
            yield (
                key,
                f"审查方式为 {found}，却没有人核查它，请在 departments 或 verification 里列入。",
            )


def condition_params(draft: Draft) -> Iterator[Complaint]:
    """An automatic condition says what is computed."""
    for item in draft.each("eligibility.conditions"):
        params = Draft(item.value("params", dict) or {})
        check = params.plain("check")
        if item.value("kind", str) == "auto" and not check:
            yield f"{item.key}.params", "系统核对的条件须写明 check。"
        if check in ("listed", "minimum") and not params.plain("name"):
            yield f"{item.key}.params", f"check 为 {check} 时须写明 name。"
        if check == "minimum" and _number(params, "at_least") is None:
            yield f"{item.key}.params", "check 为 minimum 时须写明 at_least。"


def durations(draft: Draft) -> Iterator[Complaint]:
    """The publicity stage lasts as long as the publicity; replies fit into their stage."""
    stages = {stage.plain("name"): stage for stage in draft.each("stages.stage")}
    wanted = (("publicity", "publicity", "=="), ("consultation", "eligibility", "<="))
    for section, name, relation in wanted:
        days, unit = (
            draft.value(f"{section}.days", int),
            draft.value(f"{section}.unit", str),
        )
        stage = stages.get(name)
        if stage is None or days is None or unit is None:
            continue
        total, total_unit = stage.value("days", int), stage.value("unit", str)
        if relation == "==" and (days, unit) != (total, total_unit):
            yield (
                f"{section}.days",
                f"与阶段 {name} 的期限不一致，请改成同一个数和单位。",
            )
        if relation == "<=" and unit == total_unit and total is not None and days > total:
            yield (
                f"{section}.days",
                f"期限 {days} 天超过阶段 {name} 的 {total} 天，请缩短或延长该阶段。",
            )


def money(draft: Draft) -> Iterator[Complaint]:
    """Instalments that add up to the whole."""
    parts = [Draft(part) for part in draft.value("fund.instalments", list) or [] if part]
    percents = [_number(part, "percent") for part in parts]
    total = sum(percent or 0 for percent in percents)
    if percents and None not in percents and total != 100:
        yield "fund.instalments", f"各批次合计 {total}%，应为 100%，请调整。"


def bans(draft: Draft) -> Iterator[Complaint]:
    """A ban that has a length has a beginning."""
    for item in draft.each("sanctions"):
        if item.value("ban_years", int) and not item.has("ban_from"):
            yield f"{item.key}.ban_from", "取消申报资格须写明从何时起算。"


_CHECKS: tuple[Callable[[Draft], Iterator[Complaint]], ...] = (
    stage_order,
    stage_entries,
    identifiers,
    validity,
    panel_sizes,
    weights,
    scoring,
    shortlist,
    vote,
    conditions,
    condition_params,
    durations,
    money,
    bans,
)
