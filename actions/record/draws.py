"""The draws of an edition as its record tells them (art. 9(2), 10)."""

import json
from typing import Any

from actions.panels.announcing import failures, terms_of
from actions.panels.seats import draw_of, replacements_of, specialties_of
from actions.record.parts import decided
from models.panel import Panel, panels_of, refs_of
from models.types import id_of
from rules.commitment import Opening
from rules.draw import strata_of
from rules.record import ConflictsRecord, DrawsRecord, PanelRecord
from runtime.desk import Desk


def draws_record(desk: Desk, edition: int) -> DrawsRecord | None:
    """Seed, panels and every change of a seat; ``None`` while the panels are not decided."""
    found = decided(desk, edition, "panels")
    panels = panels_of(desk.session, id_of(found[0])) if found else []
    if not panels or not panels[0].facts.get("edition_seed"):
        return None
    facts = panels[0].facts
    return DrawsRecord(
        public_value=facts["public_value"],
        witnesses=tuple(facts["witnesses"]),
        edition_seed=facts["edition_seed"],
        panels=tuple(_panel(desk, panel) for panel in panels),
        conflicts=_conflicts(facts.get("conflicts")),
        terms=terms_of(panels),
        openings=tuple(Opening(**one) for one in facts.get("openings", ())),
        failed=failures(panels),
    )


def _conflicts(frozen: dict[str, Any] | None) -> ConflictsRecord | None:
    """What conflicts were looked for in; ``None`` for panels from before it was kept."""
    return ConflictsRecord.model_validate_json(json.dumps(frozen), strict=True) if frozen else None


def _panel(desk: Desk, panel: Panel) -> PanelRecord:
    draw = draw_of(panel)
    return PanelRecord(
        number=panel.number,
        refs=tuple(refs_of(desk.session, id_of(panel))),
        stages=panel.stages,
        pool=specialties_of(panel),
        strata=strata_of(desk.policy(panel.edition)),
        size=len(draw.panel),
        reserves=len(draw.reserves) + draw.missing_reserves,
        draw=draw,
        replacements=replacements_of(panel),
        leader=panel.leader,
    )
