"""A small edition on Prefect's own server and process worker, with nothing of our engine."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chaos.small import small_examples
from cli.verify import verify_file

pytestmark = [pytest.mark.long, pytest.mark.timeout(2400)]
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one demo left its things."""
    folder = tmp_path_factory.mktemp("plain")
    examples, home = small_examples(folder / "examples"), folder / "home"
    zhijiang = str(Path(sys.executable).with_name("zhijiang"))
    command = (zhijiang, "demo", "--plain", "--examples", str(examples), "--home", str(home))
    played = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert played.returncode == 0, played.stdout + played.stderr
    return home


@pytest.fixture(scope="module")
def summary(home: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((home / "summary.json").read_text(encoding="utf-8"))
    return loaded


def test_it_comes_to_its_conferral_without_our_engine(summary: dict[str, Any]) -> None:
    stages = [(stage["stage"], stage["phase"]) for stage in summary["stages"]]

    assert summary["engine"] == "stock"
    assert (len(stages), stages[-1]) == (10, ("conferral", "approved"))
    assert summary["award"]


def test_its_record_holds(home: Path, summary: dict[str, Any]) -> None:
    assert summary["audit"]["chain"] == "ok"
    assert verify_file(home / "record.zip").holds


def test_neither_server_nor_worker_was_ours(home: Path) -> None:
    words = "".join(log.read_text(encoding="utf-8") for log in (home / "logs").glob("*.log"))

    assert "Worker 'embedded' started" in words
    assert "deployments.engine.resident" not in words
