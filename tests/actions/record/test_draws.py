"""The committed draw in the record: what was announced first binds what was drawn."""

import json
from collections.abc import Callable
from typing import Any

from actions.record.export import record_of
from rules.record import sealed, verify
from runtime.desk import Desk
from tests.actions.decided import edition_after_the_vote
from tests.rules.second_verifier import faults

Draws = dict[str, Any]


def swap_witness(draws: Draws) -> None:
    draws["openings"][1]["entry"] = draws["witnesses"][1] = "黄山"


def widen_panel(draws: Draws) -> None:
    draws["terms"]["panels"][0]["size"] -= 1


def forget_terms(draws: Draws) -> None:
    draws |= {"terms": None, "openings": []}


def other_source(draws: Draws) -> None:
    draws["terms"]["source"] = "次日收盘指数"


def other_value(draws: Draws) -> None:
    draws["public_value"] = "3214.56"


def invent_failure(draws: Draws) -> None:
    own = {"terms": draws["terms"], "public_value": "1", "silent": ["周正"]}
    draws["failed"] = [own]


CHANGES: list[Callable[[Draws], None]] = [
    swap_witness,
    widen_panel,
    forget_terms,
    other_source,
    other_value,
    invent_failure,
]


def test_a_change_of_terms_or_openings_is_found_by_both_verifiers(desk: Desk) -> None:
    whole = record_of(edition_after_the_vote(desk), 3)

    assert verify(json.loads(whole)) == ()
    for change in CHANGES:
        record = json.loads(whole)
        change(record["draws"])
        text = sealed(record)
        assert {one.section for one in verify(json.loads(text))} == {"draws"}, change.__name__
        assert faults(text) == ["draws"], change.__name__
