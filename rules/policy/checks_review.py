"""What has to fit together in review and vote: sizes, weights, thresholds, rounds."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from rules.policy.draft import Complaint, Draft

_WHOLE = 100


def panel_sizes(draft: Draft) -> Iterator[Complaint]:
    """size_min ≤ size ≤ size_max, and enough left after recusals."""
    low, high = draft.value("panel.size_min", int), draft.value("panel.size_max", int)
    size, left = draft.value("panel.size", int), draft.value("panel.min_after_recusal", int)
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
        yield "panel.min_after_recusal", f"回避后最少人数 {left} 多于抽取人数 {size}，请调小。"


def weights(draft: Draft) -> Iterator[Complaint]:
    """Weights of known components that add up to one."""
    table = draft.value("scoring.weights", dict)
    if table is None:
        return
    outside = draft.value("scoring.outside", dict) or {}
    known = (*draft.texts("stages.order"), *outside)
    for name in sorted(set(table) - set(known)):
        yield "scoring.weights", f"权重项 {name} 不是本政策的阶段，也不在 scoring.outside 里。"
    for name in outside:
        if name not in table:
            yield "scoring.outside", f"外部得分项 {name} 没有权重，请在 scoring.weights 里写明。"
    total = _sum(table.values())
    if total is not None and total != 1:
        yield "scoring.weights", f"权重合计为 {total}，应为 1，请调整。"


def _sum(texts: Iterable[Any]) -> Decimal | None:
    try:
        return sum((Decimal(text) for text in texts), Decimal(0))
    except (InvalidOperation, TypeError, ValueError):
        return None


def scoring(draft: Draft) -> Iterator[Complaint]:
    """Steps that divide 100, and trimming that leaves somebody."""
    step = draft.value("scoring.percent_step", int)
    if step and step <= _WHOLE and _WHOLE % step:
        yield "scoring.percent_step", f"评分间隔 {step} 不能整除 100，请改为 5、10 等。"
    trim = Draft(draft.value("scoring.trim", dict) or {})
    high, low, least = (trim.number(name) for name in ("high", "low", "min_n"))
    trimmed = draft.value("scoring.combine", str) == "trimmed_mean"
    if trimmed and None not in (high, low, least) and (high or 0) + (low or 0) >= (least or 0):
        yield "scoring.trim", "去掉最高、最低分后没有分数剩下，请调大 min_n。"


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
        num, den = part.number("num"), part.number("den")
        if num is not None and den is not None and num > den:
            yield f"vote.{name}", f"比例 {num}/{den} 大于 1，请改正。"
    yield from _rounds(draft)
    tie = draft.texts("vote.tie")
    if tie and (tie[-1] != "vacant" or len(set(tie)) < len(tie)):
        yield "vote.tie", "同票处理次序须以 vacant 收尾且不重复，否则可能没有结论。"


def _marks_limit(draft: Draft, seats: Mapping[str, int | None], prize: str) -> int | None:
    """The seats of a prize, or of all prizes where one ballot fills them all."""
    if draft.value("hard_cases.single_ballot", bool):
        return sum(own or 0 for own in seats.values())
    return seats.get(prize)


def _rounds(draft: Draft) -> Iterator[Complaint]:
    seats = {prize.plain("id"): prize.value("max_orgs", int) for prize in draft.each("prizes")}
    voted = []
    for item in draft.value("vote.rounds", list) or []:
        part = Draft(item if isinstance(item, dict) else {})
        prize, marks = part.plain("prize"), part.number("max_marks")
        voted.append(prize)
        limit = _marks_limit(draft, seats, prize)
        if prize not in seats:
            yield "vote.rounds", f"没有名为 {prize} 的奖项，请核对 prizes。"
        elif limit is not None and marks is not None and marks > limit:
            yield "vote.rounds", f"{prize} 最多 {limit} 个名额，不能选 {marks} 个，请调小。"
    for prize in seats:
        if draft.has("vote.rounds") and voted.count(prize) != 1:
            yield "vote.rounds", f"奖项 {prize} 须恰好有一轮投票，请补上或删去多余的一轮。"


def strata(draft: Draft) -> Iterator[Complaint]:
    """Specialties named once, that fit into a panel."""
    entries = [
        Draft(e) for e in draft.value("hard_cases.strata", list) or [] if isinstance(e, dict)
    ]
    names, size = [entry.plain("specialty") for entry in entries], draft.value("panel.size", int)
    if len(set(names)) < len(names):
        yield "hard_cases.strata", "同一专业只能规定一次最少人数，请合并。"
    wanted = sum(entry.number("at_least") or 0 for entry in entries)
    if size is not None and wanted > size:
        yield "hard_cases.strata", f"各专业最少人数之和 {wanted} 超过抽取人数 {size}，请调小。"
