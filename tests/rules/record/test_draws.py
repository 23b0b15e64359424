"""A draw that was announced before chance came in is repeated, and what was arranged is found."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from rules.commitment import (
    Committed,
    FailedDraw,
    Opening,
    PanelTerms,
    Terms,
    commitment,
    committed_seed,
)
from rules.conflicts import conflicts_between, exclusions
from rules.draw import draw, panel_seed
from rules.record import draws
from tests.rules import test_record as made
from tests.rules.packs import pack

VALUE = "3 8 15/9"
OPENED = (Opening("周正", "s1", "青山"), Opening("陶安民", "s2", "绿水"))


def _terms(**changes: Any) -> Terms:
    closed = tuple(Committed(one.name, commitment(one.salt, one.entry)) for one in OPENED)
    drawn = made.draws().panels[0].draw
    panels = (PanelTerms(1, 5, 2, drawn.excluded),)
    return replace(Terms("双色球第90期", drawn.pool_sha256, panels, closed), **changes)


def _record(announced: Terms | None = None, **changes: Any) -> Any:
    """A record of nothing but a draw: announced, and drawn with what was opened."""
    terms = announced or _terms()
    seed = committed_seed(terms, VALUE, OPENED)
    before = made.draws()
    assert before.conflicts is not None
    found = [
        finding
        for one in before.conflicts.reviewers
        for finding in conflicts_between(
            one, before.conflicts.applicants, policy=pack(), on=before.conflicts.on
        )
    ]
    drawn = draw(made.POOL, exclusions(found), 5, 2, panel_seed(seed, 1))
    panel = before.panels[0].model_copy(
        update={"draw": drawn, "replacements": (), "leader": drawn.panel[1]}
    )
    facts = {
        "public_value": VALUE, "witnesses": ("青山", "绿水"), "edition_seed": seed,
        "panels": (panel,), "terms": terms, "openings": OPENED,
    }  # fmt: skip
    events = (
        {"action": "panels.draw_announced", "facts": {"terms_sha256": terms.sha256}},
        {"action": "panels.drawn", "facts": {"edition_seed": seed}},
    )
    own = {name: changes.pop(name) for name in ("events",) if name in changes}
    return SimpleNamespace(
        draws=before.model_copy(update={**facts, **changes}), policy=pack(),
        **{"events": events, **own},
    )  # fmt: skip


def _codes(record: Any) -> set[str]:
    return {one.code for one in draws.check(record)}


def test_a_draw_as_it_was_announced_holds() -> None:
    assert _codes(_record()) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"events": ()}, "order"),
        ({"events": ({"action": "panels.drawn", "facts": {}},)}, "order"),
        ({"events": ({"action": "panels.draw_announced", "facts": None},)}, "order"),
        ({"witnesses": ("青山", "黄山")}, "witnesses"),
        ({"failed": (FailedDraw(_terms(source="上一期"), VALUE, ()),)}, "failed"),
        ({"terms": None, "openings": OPENED}, "terms"),
    ],
)
def test_what_was_arranged_is_found(changes: dict[str, Any], code: str) -> None:
    assert code in _codes(_record(**changes))


@pytest.mark.parametrize(
    "panels",
    [
        (PanelTerms(2, 5, 2, {}),),
        (PanelTerms(1, 4, 2, {}),),
        (PanelTerms(1, 5, 2, {"E99": "不在库中"}),),
    ],
)
def test_another_pool_size_or_exclusion_than_announced_is_found(
    panels: tuple[PanelTerms, ...],
) -> None:
    assert "terms" in _codes(_record(_terms(panels=panels)))


def test_an_announcement_of_other_terms_is_none() -> None:
    other = {"action": "panels.draw_announced", "facts": {"terms_sha256": "0" * 64}}

    assert "order" in _codes(_record(events=(other,)))


def test_a_draw_may_follow_one_that_failed_with_another_witness_and_source() -> None:
    gone = (Committed("路人", commitment("s", "红花")),)
    failed = FailedDraw(_terms(source="上一期", witnesses=gone), VALUE, ("路人",))

    assert _codes(_record(failed=(failed,))) == set()
