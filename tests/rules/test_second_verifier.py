"""The page about the record is enough: a verifier written from it agrees with ours."""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rules.record import sealed
from tests.rules import test_record as ours
from tests.rules.second_verifier import faults

SOURCE = Path(__file__).with_name("second_verifier.py")


def test_it_knows_nothing_of_this_repository() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}

    assert modules | plain <= {
        "collections.abc",
        "datetime",
        "fractions",
        "hashlib",
        "json",
        "math",
        "re",
        "typing",
    }


def test_a_record_that_holds_has_no_faults() -> None:
    assert faults(ours.text()) == []


def lose_votes(record: dict[str, Any]) -> None:
    tally = record["ballot"]["rounds"][1]["tallies"][0]
    tally["votes_for"], tally["votes_against"] = 8, 10


@pytest.mark.parametrize(
    ("change", "section"),
    [
        (ours.change_policy, "policy"),
        (ours.change_event, "events"),
        (ours.drop_event, "events"),
        (ours.change_witness, "draws"),
        (ours.change_panel_seed, "draws"),
        (ours.swap_panel_members, "draws"),
        (ours.change_size, "draws"),
        (ours.repeat_panel, "draws"),
        (ours.change_replacement, "draws"),
        (ours.change_percent, "reviews"),
        (ours.drop_item, "reviews"),
        (ours.drop_sheets, "reviews"),
        (ours.count_the_recused, "reviews"),
        (ours.stranger_scores, "reviews"),
        (ours.find_interest_later, "reviews"),
        (ours.forget_the_talk, "reviews"),
        (ours.forget_a_reason, "reviews"),
        (ours.change_shortlist_score, "shortlist"),
        (ours.change_shortlist, "shortlist"),
        (ours.leave_open, "shortlist"),
        (ours.change_combined, "combined"),
        (ours.drop_site_review, "combined"),
        (lose_votes, "ballot"),
        (ours.impossible_votes, "ballot"),
        (ours.stranger_stands, "ballot"),
        (ours.drop_a_proof, "publicity"),
        (ours.prove_later, "publicity"),
        (ours.forget_the_holiday, "publicity"),
        (ours.close_early, "publicity"),
    ],
)
def test_it_finds_what_ours_finds(change: Callable[[dict[str, Any]], None], section: str) -> None:
    changed = ours.record()
    change(changed)
    again = sealed(changed)

    assert section in faults(again)
    assert section in {section for section, _, _ in ours.codes(json.loads(again), reseal=False)}


def test_it_finds_a_broken_seal() -> None:
    assert faults(ours.text().replace("3214.55", "3214.56")) == ["record", "draws"]
