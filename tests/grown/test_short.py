"""``make grown`` in short: the first stages on every part, each of which ends once."""

import json
import shutil
from pathlib import Path

import pytest

from grown.__main__ import main

_NEEDED = ("haproxy", "redis-server")


@pytest.mark.long
@pytest.mark.e2e
@pytest.mark.timeout(1800)
@pytest.mark.skipif(
    not (
        all(shutil.which(name, path="/usr/sbin:/usr/bin") for name in _NEEDED)
        and list(Path("/usr/lib/postgresql").glob("*/bin"))
    ),
    reason="needs the Debian packages postgresql, redis-server and haproxy",
)
def test_every_kind_of_process_ends_once_and_leaves_no_trace(tmp_path: Path) -> None:
    code = main(cities=1, small=True, acts=3, home=tmp_path / "grown", pause=5)

    summary = json.loads((tmp_path / "grown" / "summary.json").read_text(encoding="utf-8"))
    assert summary["differences"] == []
    assert (code, summary["lost"], summary["duplicated"]) == (0, 0, 0)
    assert summary["kinds"] == [
        "api", "worker", "services", "redis", "postgresql", "balancer", "machine",
    ]  # fmt: skip
