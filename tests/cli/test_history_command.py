"""`zhijiang history`: by name, as JSON, and for somebody nobody knows."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime import database, settings
from runtime.desk import open_desk
from tests.actions import factories as make
from tests.cli.conftest import Zhijiang


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation with one application in it."""
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    for cached in (settings.settings, database.engine):
        cached.cache_clear()
    database.upgrade()
    with open_desk() as desk:
        make.add(desk, make.edition())
        make.add(desk, make.application("S001"))
    yield tmp_path
    database.engine().dispose()
    for cached in (settings.settings, database.engine):
        cached.cache_clear()


def test_history_finds_a_name_and_answers_in_json(zhijiang: Zhijiang, home: Path) -> None:
    assert home.is_dir()

    answer = zhijiang("history", "钦州S001有限公司", "--json")

    assert answer.code == 0
    assert json.loads(answer.out)["申报"] == [
        {"届次": "第三届", "受理编号": "S001", "申报名称": "钦州S001有限公司", "结果": "已收"}
    ]


def test_an_unknown_name_is_refused_in_a_sentence(zhijiang: Zhijiang, home: Path) -> None:
    assert home.is_dir()

    answer = zhijiang("history", "从未出现有限责任公司")

    assert answer.code == 2
    assert "从未出现有限责任公司" in answer.err
