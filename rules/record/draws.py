"""Draws of a record repeated from pool and seed."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from rules.commitment import FailedDraw, check_terms, committed_seed
from rules.draw import draw_by_specialty, edition_seed, panel_seed
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import DrawsRecord, PanelRecord, Record
from rules.replacement import replace

SECTION = "draws"


def check(record: Record) -> Iterator[Discrepancy]:
    """Seeds, panels and replacements that do not follow from what they claim to."""
    if record.draws is None:
        return
    yield from guarded(SECTION, "", partial(_edition, record.draws))
    yield from guarded(SECTION, "", partial(_announced, record, record.draws))
    for panel in record.draws.panels:
        subject = str(panel.number)
        yield from guarded(SECTION, subject, partial(_panel, record, record.draws, panel))
        yield from guarded(SECTION, subject, partial(_replacements, panel))


def panel_of(record: Record, number: int) -> PanelRecord | None:
    """The panel of that number."""
    panels = record.draws.panels if record.draws else ()
    return next((panel for panel in panels if panel.number == number), None)


def _edition(draws: DrawsRecord) -> Iterator[Discrepancy]:
    if draws.terms is None:
        seed = edition_seed(draws.public_value, draws.witnesses)
    else:
        seed = committed_seed(draws.terms, draws.public_value, draws.openings)
    if seed != draws.edition_seed:
        sentence = "抽取种子与公开数值和见证人写下的内容不符。"
        yield Discrepancy(SECTION, "", "seed", sentence)
    numbers = [panel.number for panel in draws.panels]
    if len(set(numbers)) < len(numbers):
        yield Discrepancy(SECTION, "", "number", "有两个评审组编号相同。")


def _announced(record: Record, draws: DrawsRecord) -> Iterator[Discrepancy]:
    """The draw is the one that was announced, and the chain has it announced before it was made."""
    if draws.terms is None:
        if draws.openings or draws.failed or "panels.draw_announced" in _actions(record):
            yield Discrepancy(SECTION, "", "terms", "记录中没有事先公布的抽签办法。")
        return
    for position, one in enumerate(draws.failed):
        if _is_unsound(draws.failed, position, one):
            sentence = f"第 {position + 1} 次不成立的抽签与记录不符。"
            yield Discrepancy(SECTION, str(position), "failed", sentence)
    check_terms(draws.terms, draws.failed)
    if tuple(one.entry for one in draws.openings) != draws.witnesses:
        yield Discrepancy(SECTION, "", "witnesses", "见证人所写与开示的内容不符。")
    if not _are_terms_kept(draws):
        sentence = "评审员库、人数或剔除情况与事先公布的抽签办法不符。"
        yield Discrepancy(SECTION, "", "terms", sentence)
    if not _is_in_order(record, draws):
        sentence = "留痕记录中没有先公布这一抽签办法、后抽签的事项。"
        yield Discrepancy(SECTION, "", "order", sentence)


def _actions(record: Record) -> set[object]:
    return {event.get("action") for event in record.events}


def _is_unsound(failed: Sequence[FailedDraw], position: int, one: FailedDraw) -> bool:
    check_terms(one.terms, failed[:position])
    names = {witness.name for witness in one.terms.witnesses}
    return not one.silent or not set(one.silent) <= names


def _are_terms_kept(draws: DrawsRecord) -> bool:
    terms = {panel.number: panel for panel in draws.terms.panels} if draws.terms else {}
    if terms.keys() != {panel.number for panel in draws.panels}:
        return False
    return all(
        draws.terms is not None
        and draws.terms.pool_sha256 == panel.draw.pool_sha256
        and (panel.size, panel.reserves) == (terms[panel.number].size, terms[panel.number].reserves)
        and {**terms[panel.number].excluded, **panel.draw.excluded} == panel.draw.excluded
        for panel in draws.panels
    )


def _is_in_order(record: Record, draws: DrawsRecord) -> bool:
    """Announced under its hash, later drawn with its seed."""
    waits_for = "panels.draw_announced"
    for event in record.events:
        facts = event.get("facts")
        if event.get("action") != waits_for or not isinstance(facts, Mapping):
            continue
        if waits_for == "panels.drawn" and facts.get("edition_seed") == draws.edition_seed:
            return True
        if draws.terms and facts.get("terms_sha256") == draws.terms.sha256:
            waits_for = "panels.drawn"
    return False


def _panel(record: Record, draws: DrawsRecord, panel: PanelRecord) -> Iterator[Discrepancy]:
    subject, rule = str(panel.number), record.policy.panel
    if panel.draw.seed != panel_seed(draws.edition_seed, panel.number):
        sentence = f"第 {subject} 评审组的种子不是由当届种子得出的。"
        yield Discrepancy(SECTION, subject, "seed", sentence)
    if not rule.size_min.value <= panel.size <= rule.size_max.value:
        sentence = (
            f"第 {subject} 评审组 {panel.size} 人，不在规定的 "
            f"{rule.size_min.value} 至 {rule.size_max.value} 人之内。"
        )
        yield Discrepancy(SECTION, subject, "size", sentence)
    again = draw_by_specialty(
        panel.pool,
        panel.draw.excluded,
        panel.size,
        panel.reserves,
        panel.draw.seed,
        strata=panel.strata,
    )
    if again != panel.draw:
        yield Discrepancy(
            SECTION, subject, "draw", f"第 {subject} 评审组按种子重新抽取，结果不一致。"
        )


def _replacements(panel: PanelRecord) -> Iterator[Discrepancy]:
    subject = str(panel.number)
    for position, change in enumerate(panel.replacements):
        again = replace(
            panel.draw,
            panel.pool,
            leaving=change.leaving,
            reason=change.reason,
            ref=change.ref,
            earlier=panel.replacements[:position],
            excluded=change.excluded,
        )
        if again != change:
            sentence = f"第 {subject} 评审组第 {position + 1} 次替换重新核对后不一致。"
            yield Discrepancy(SECTION, subject, "replacement", sentence)
    members = {*panel.draw.panel, *(change.coming for change in panel.replacements)}
    if panel.leader and panel.leader not in members:
        sentence = f"第 {subject} 评审组组长{panel.leader}不是该组评审员。"
        yield Discrepancy(SECTION, subject, "leader", sentence)


def seat_of(panel: PanelRecord, ref: str) -> dict[str, int]:
    """The seat of everybody who sat on the panel for one applicant, from first to last.

    Who leaves passes the seat on, so two of the same seat are one voice.
    """
    seats = {who: number for number, who in enumerate(panel.draw.panel)}
    for change in panel.replacements:
        if change.ref in ("", ref) and change.leaving in seats:
            seats[change.coming] = seats[change.leaving]
    return seats
