"""``make chaos`` in short: the first stages of an edition, ten processes killed."""

import json
import os
from pathlib import Path

import pytest

from chaos.__main__ import main

KILLS = 10


@pytest.mark.skipif(
    "ZHIJIANG_LONG_TESTS" not in os.environ,
    reason="takes minutes: ZHIJIANG_LONG_TESTS=1 make test ARGS=tests/chaos",
)
@pytest.mark.e2e
@pytest.mark.timeout(1500)
def test_ten_kills_leave_no_trace(tmp_path: Path) -> None:
    code = main(KILLS, acts=2, home=tmp_path / "chaos")

    summary = json.loads((tmp_path / "chaos" / "summary.json").read_text(encoding="utf-8"))
    assert summary["differences"] == []
    assert (code, summary["lost"], summary["duplicated"]) == (0, 0, 0)
    assert summary["kills"] >= KILLS
