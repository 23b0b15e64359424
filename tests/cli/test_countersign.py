"""The observer signs heads the chain grows to, and nothing else."""

from pathlib import Path
from typing import Any

from cli.countersign import countersign
from cli.verify import verify_file
from rules.chain import link
from rules.record import sealed
from tests.rules.test_record import record


def written(path: Path, loaded: dict[str, Any]) -> Path:
    path.write_text(sealed(loaded), encoding="utf-8")
    return path


def grown(loaded: dict[str, Any]) -> dict[str, Any]:
    facts = {"at": "2026-08-01T09:00:00+08:00", "action": "后来"}
    previous = loaded["events"][-1]["sha256"]
    event = {**facts, "prev_sha256": previous, "sha256": link(previous, facts)}
    return {**loaded, "events": [*loaded["events"], event]}


def rewritten(loaded: dict[str, Any]) -> dict[str, Any]:
    """The chain with its last event changed and linked again, as only its keeper can."""
    event = {**loaded["events"][-1], "action": "改写"}
    event["sha256"] = link(event["prev_sha256"], event)
    return {**loaded, "events": [*loaded["events"][:-1], event]}


def test_the_chain_that_grows_is_signed_and_the_rewritten_one_is_not(tmp_path: Path) -> None:
    first = written(tmp_path / "a.json", record())
    later = written(tmp_path / "b.json", grown(record()))
    other = written(tmp_path / "c.json", grown(rewritten(record())))
    own = tmp_path / "observer"

    assert countersign(first, name="监督", folder=own) == 0
    assert verify_file(other).holds
    assert countersign(other, name="监督", folder=own) == 1
    assert countersign(later, name="监督", folder=own) == 0
    assert countersign(first, name="监督", folder=own) == 1, "shorter than what was signed"
