"""The calendar follows its files, in a process that runs already."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.days import calendar
from runtime.settings import settings

PLAN = 'year = {year}\nsource = "示例"\noff_days = []\nmake_up_workdays = []\n'


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The office's own folder of plans."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHIJIANG_CALENDARS", str(tmp_path))
        settings.cache_clear()
        yield tmp_path
    settings.cache_clear()


def test_a_year_is_known_as_soon_as_its_file_is_there(folder: Path) -> None:
    assert 2041 not in calendar().years

    (folder / "2041.toml").write_text(PLAN.format(year=2041), encoding="utf-8")

    assert calendar().years[2041].source == "示例"


def test_a_file_that_cannot_be_used_makes_its_year_unknown(folder: Path) -> None:
    assert 2026 in calendar().years

    (folder / "2026.toml").write_text(PLAN.format(year=2025), encoding="utf-8")

    assert 2026 not in calendar().years
