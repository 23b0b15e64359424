"""What has to fit together after the award: instalments and bans."""

from collections.abc import Iterator

from rules.policy.archive import CLASSES
from rules.policy.draft import Complaint, Draft

_WHOLE = 100


def money(draft: Draft) -> Iterator[Complaint]:
    """Instalments that add up to the whole."""
    parts = [Draft(part) for part in draft.value("fund.instalments", list) or [] if part]
    percents = [part.number("percent") for part in parts]
    total = sum(percent or 0 for percent in percents)
    if percents and None not in percents and total != _WHOLE:
        yield "fund.instalments", f"各批次合计 {total}%，应为 100%，请调整。"


def bans(draft: Draft) -> Iterator[Complaint]:
    """A ban that has a length has a beginning."""
    for item in draft.each("sanctions"):
        if item.value("ban_years", int) and not item.has("ban_from"):
            yield f"{item.key}.ban_from", "取消申报资格须写明从何时起算。"


def retention(draft: Draft) -> Iterator[Complaint]:
    """No kind of document in two classes."""
    seen: dict[str, str] = {}
    for name in CLASSES:
        for kind in draft.texts(f"archive.{name}"):
            if kind in seen:
                yield f"archive.{name}", f"“{kind}”已列入 {seen[kind]}，请只保留一处。"
            seen[kind] = name
