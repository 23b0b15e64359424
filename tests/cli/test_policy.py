"""`zhijiang policy`: a pack that holds, one that does not, and one that is not there."""

import shutil
from pathlib import Path

import pytest

from cli.shelf import SHELF
from tests.cli.conftest import Zhijiang


@pytest.fixture
def broken_pack(tmp_path: Path) -> Path:
    """Qinzhou's pack without its vote and with a wrong word in its cycle."""
    folder = tmp_path / "broken"
    shutil.copytree(SHELF / "qinzhou-2021", folder)
    (folder / "vote.toml").unlink()
    meta = (folder / "meta.toml").read_text(encoding="utf-8")
    (folder / "meta.toml").write_text(meta.replace('"article"', '"hearsay"', 1), encoding="utf-8")
    return folder


def test_list_names_the_packs_and_nothing_else(zhijiang: Zhijiang) -> None:
    answer = zhijiang("policy", "list")

    assert answer.code == 0
    assert "qinzhou-2021" in answer.out
    assert "criteria" not in answer.out
    assert "calendars" not in answer.out


def test_check_of_a_pack_that_holds(zhijiang: Zhijiang) -> None:
    answer = zhijiang("policy", "check", "qinzhou-2021")

    assert answer.code == 0
    assert answer.out.startswith("政策包 qinzhou-2021 可以使用：钦州市市长质量奖")


def test_check_takes_a_path(zhijiang: Zhijiang) -> None:
    assert zhijiang("policy", "check", str(SHELF / "qinzhou-2021")).code == 0


def test_check_lists_every_problem_at_once(zhijiang: Zhijiang, broken_pack: Path) -> None:
    answer = zhijiang("policy", "check", str(broken_pack))

    assert answer.code == 1
    assert "vote" in answer.out
    assert "meta.toml：meta.title" in answer.out
    assert answer.err == ""


def test_show_says_the_basis_and_the_article(zhijiang: Zhijiang) -> None:
    answer = zhijiang("policy", "show", "qinzhou-2021", "--markdown")

    assert answer.code == 0
    assert "| 办法条文 | 第十九条 |" in answer.out


def test_show_as_a_table(zhijiang: Zhijiang) -> None:
    answer = zhijiang("policy", "show", "qinzhou-2021")

    assert answer.code == 0
    assert "钦州市市长质量奖评审管理办法" in answer.out


def test_show_of_a_broken_pack_points_to_check(zhijiang: Zhijiang, broken_pack: Path) -> None:
    answer = zhijiang("policy", "show", str(broken_pack))

    assert answer.code == 2
    assert f"请先运行 zhijiang policy check {broken_pack}。" in answer.err


@pytest.mark.parametrize("pack", ["nowhere", "criteria", "../rules"])
def test_an_unknown_pack_is_refused_with_the_known_names(zhijiang: Zhijiang, pack: str) -> None:
    answer = zhijiang("policy", "check", pack)

    assert (answer.code, answer.out) == (2, "")
    assert "qinzhou-2021" in answer.err


def test_a_pack_that_is_not_utf8_is_refused(zhijiang: Zhijiang, broken_pack: Path) -> None:
    (broken_pack / "vote.toml").write_bytes("质量奖评审".encode("gb18030"))

    answer = zhijiang("policy", "check", str(broken_pack))

    assert answer.code == 2
    assert "请另存为 UTF-8" in answer.err
