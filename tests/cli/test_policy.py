"""`zhijiang policy`: a pack that holds, one that does not, and one that is not there."""

import shutil
from pathlib import Path

import pytest

from runtime.days import POLICIES
from tests.cli.conftest import Zhijiang


@pytest.fixture
def broken_pack(tmp_path: Path) -> Path:
    """Qinzhou's pack without its vote and with a wrong word in its cycle."""
    folder = tmp_path / "broken"
    shutil.copytree(POLICIES / "qinzhou-2021", folder)
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
    assert zhijiang("policy", "check", str(POLICIES / "qinzhou-2021")).code == 0


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


@pytest.mark.parametrize("pack", ["nowhere", "criteria", "../no-such-folder"])
def test_an_unknown_pack_is_refused_with_the_known_names(zhijiang: Zhijiang, pack: str) -> None:
    answer = zhijiang("policy", "check", pack)

    assert (answer.code, answer.out) == (2, "")
    assert "qinzhou-2021" in answer.err


def test_a_pack_that_is_not_utf8_is_refused(zhijiang: Zhijiang, broken_pack: Path) -> None:
    (broken_pack / "vote.toml").write_bytes("质量奖评审".encode("gb18030"))

    answer = zhijiang("policy", "check", str(broken_pack))

    assert answer.code == 2
    assert "请另存为 UTF-8" in answer.err


HEADS = ("--applicants", "40", "--reviewers", "60", "--committee", "21", "--opens-on", "2026-03-02")


def test_check_says_that_an_edition_can_be_held(zhijiang: Zhijiang) -> None:
    answer = zhijiang("policy", "check", "qinzhou-2021", *HEADS, "--absent", "3")

    assert answer.code == 0
    assert "可以开展，没有须留意的取值。" in answer.out


@pytest.mark.parametrize(
    ("pack", "circumstances", "said"),
    [
        ("qinzhou-2021", ("--conflicted", "58"), "panel.size_min　回避后只剩2名评审员"),
        ("modelled-jining", ("--absent", "8"), "vote.quorum　委员21名、预计到会13名"),
    ],
)
def test_check_names_what_cannot_work_and_what_to_change(
    zhijiang: Zhijiang, pack: str, circumstances: tuple[str, ...], said: str
) -> None:
    answer = zhijiang("policy", "check", pack, *HEADS, *circumstances)

    assert answer.code == 1
    assert f"不能开展　{said}" in answer.out


def test_check_of_a_window_shorter_than_its_working_days(
    zhijiang: Zhijiang, tmp_path: Path
) -> None:
    folder = tmp_path / "short"
    shutil.copytree(POLICIES / "qinzhou-2021", folder)
    entry = (folder / "entry.toml").read_text(encoding="utf-8")
    longer = entry.replace("days = { value = 15,", "days = { value = 25,")
    (folder / "entry.toml").write_text(longer, encoding="utf-8")

    answer = zhijiang("policy", "check", str(folder), *HEADS)

    assert answer.code == 1
    assert "请缩短 verification.days 或延长 stages.stage.eligibility.days。" in answer.out


def test_check_warns_without_saying_no(zhijiang: Zhijiang) -> None:
    answer = zhijiang(
        "policy", "check", "qinzhou-2021", "--applicants", "8", "--reviewers", "60",
        "--committee", "21", "--opens-on", "2026-03-02",
    )  # fmt: skip

    assert answer.code == 0
    assert "须留意　stages.stage.intake.days" in answer.out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--applicants", "40"), "还须给出 --reviewers、--committee"),
        ((*HEADS[:4], "--committee", "-1"), "不能为负数"),
        ((*HEADS, "--absent", "-1"), "不能为负数"),
    ],
)
def test_check_with_half_the_numbers_is_refused(
    zhijiang: Zhijiang, given: tuple[str, ...], said: str
) -> None:
    answer = zhijiang("policy", "check", "qinzhou-2021", *given)

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
