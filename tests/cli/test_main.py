"""The command line as a whole: exit codes, help, and never a traceback."""

import importlib
from pathlib import Path

import pytest

from cli import main
from tests.cli.conftest import Zhijiang


@pytest.fixture(autouse=True)
def _broken_commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("crash", "stumble", "say-no"):
        function = f"tests.cli.broken:{name.replace('-', '_')}"
        monkeypatch.setitem(main.COMMANDS, name, (function, "测试用"))
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))


def test_no_arguments_list_every_command(zhijiang: Zhijiang) -> None:
    answer = zhijiang()

    assert answer.code == 0
    assert [name for name in main.COMMANDS if f"  {name} " not in answer.out] == []


def test_help_speaks_chinese(zhijiang: Zhijiang) -> None:
    answer = zhijiang("policy", "show", "--help")

    assert answer.code == 0
    assert answer.out.startswith("用法：zhijiang policy show [选项] PACK\n")
    assert [
        word for word in ("Usage", "Parameters", "default", "required") if word in answer.out
    ] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["polcy"], "没有“polcy”这个命令，是不是 policy？用法见 zhijiang --help。"),
        (["policy", "chek"], "没有“chek”这个命令，是不是 check？用法见 zhijiang policy --help。"),
        (["policy", "check"], "缺少参数 PATH。用法见 zhijiang policy check --help。"),
        (["policy", "check", "a", "b"], "多出了参数：b。用法见 zhijiang policy check --help。"),
        (["policy", "show", "--x"], "没有“--x”这个选项。用法见 zhijiang policy show --help。"),
        (["stumble"], "找不到 /nowhere/at/all，请检查路径。"),
    ],
)
def test_bad_usage_is_one_line_that_says_what_to_do(
    zhijiang: Zhijiang, arguments: list[str], sentence: str
) -> None:
    answer = zhijiang(*arguments)

    assert (answer.code, answer.out, answer.err) == (2, "", f"{sentence}\n")


def test_no_is_exit_code_1(zhijiang: Zhijiang) -> None:
    assert zhijiang("say-no").code == 1


def test_a_crash_shows_a_sentence_and_keeps_the_traceback(
    zhijiang: Zhijiang, tmp_path: Path
) -> None:
    answer = zhijiang("crash")

    log = tmp_path / "logs" / "zhijiang.log"
    assert answer.code == 2
    assert answer.err.startswith("程序出错，已停止；")
    assert str(log) in answer.err
    assert "secret" not in answer.err
    assert "ZeroDivisionError: a secret of the machine room" in log.read_text(encoding="utf-8")


def test_a_crash_without_a_place_for_the_log_says_so(
    zhijiang: Zhijiang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path / "file"))

    answer = zhijiang("crash")

    assert answer.code == 2
    assert "日志也无法写入" in answer.err


def test_every_command_in_the_table_can_be_imported() -> None:
    for target, _ in main.COMMANDS.values():
        module, _, name = target.partition(":")
        assert hasattr(importlib.import_module(module), name), target
