"""The comparison sees what is lost, doubled or different; one that sees nothing proves nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from chaos.compare import compare

LETTER = {"kind": "mail", "named": "甲", "content": "受理"}
PAPER = {"kind": "paper", "named": "3/call/1/notice", "content": "a"}


@pytest.mark.parametrize(
    ("found", "lost", "duplicated", "differences"),
    [
        ([PAPER, LETTER], 0, 0, 0),
        ([LETTER], 1, 0, 0),
        ([LETTER, PAPER, LETTER], 0, 1, 0),
        ([LETTER, PAPER | {"content": "b"}], 0, 0, 1),
    ],
)
def test_it_counts_by_kind(
    tmp_path: Path, found: list[Any], lost: int, duplicated: int, differences: int
) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(json.dumps({"things": [LETTER, PAPER], "holds": True}))
    after.write_text(json.dumps({"things": found, "holds": True}))

    verdict = compare(before, after)

    counts = (len(verdict.lost), len(verdict.duplicated), len(verdict.differences))
    assert counts == (lost, duplicated, differences)


def test_a_record_that_does_not_hold_is_a_difference(tmp_path: Path) -> None:
    sound, broken = tmp_path / "sound.json", tmp_path / "broken.json"
    sound.write_text(json.dumps({"things": [], "holds": True}))
    broken.write_text(json.dumps({"things": [], "holds": False}))

    assert compare(sound, broken).differences == ["the record does not hold"]
