"""Packs of an installation lie in a folder of its own, which an upgrade does not touch."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run
from runtime.days import POLICIES
from runtime.packs import criteria_file, pack_folder, pack_folders

MoveTo = Callable[..., None]


@pytest.fixture
def own(tmp_path: Path, move_to: MoveTo) -> Path:
    folder = tmp_path / "packs"
    shutil.copytree(POLICIES / "qinzhou-2021", folder / "ours-2026")
    shutil.copytree(POLICIES / "criteria", folder / "criteria")
    move_to(tmp_path / "home", packs=str(folder))
    return folder


def test_own_packs_and_criteria_are_found_beside_the_shipped_ones(own: Path) -> None:
    assert pack_folder("ours-2026") == own / "ours-2026"
    assert pack_folder("qinzhou-2021") == POLICIES / "qinzhou-2021"
    assert {"ours-2026", "qinzhou-2021"} <= {folder.name for folder in pack_folders()}
    assert criteria_file("gbt19580-2012") == own / "criteria" / "gbt19580-2012.toml"


def test_an_own_pack_hides_the_shipped_one_of_its_name(own: Path) -> None:
    shutil.copytree(POLICIES / "qinzhou-2021", own / "qinzhou-2021")

    assert pack_folder("qinzhou-2021") == own / "qinzhou-2021"


def test_criteria_and_paths_are_no_packs(own: Path) -> None:
    assert [pack_folder(name) for name in ("criteria", "../packs/ours-2026", "")] == [None] * 3
    assert "criteria" not in {folder.name for folder in pack_folders()}
    assert own.is_dir()


@pytest.mark.usefixtures("own")
def test_the_command_line_knows_own_packs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policy", "check", "ours-2026"]) == 0
    assert "政策包 ours-2026 可以使用" in capsys.readouterr().out
