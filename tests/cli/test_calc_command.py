"""`zhijiang calc` as a program: what it reads, what it writes, what it refuses."""

import json

import pytest

from cli.calc import CALCULATIONS
from cli.calc_command import SUMMARIES
from tests.cli.conftest import Zhijiang

DEADLINE = '{"pack": "qinzhou-2021", "from": "2026-04-30", "days": 5, "unit": "working"}'


def test_every_calculation_is_a_command() -> None:
    assert list(SUMMARIES) == list(CALCULATIONS)


def test_json_in_json_out(zhijiang: Zhijiang) -> None:
    answer = zhijiang("calc", "deadline", stdin=DEADLINE)

    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == {"due": "2026-05-11"}


def test_chinese_stays_readable(zhijiang: Zhijiang) -> None:
    given = {"pool": ["E01", "E02"], "excluded": {"E02": "回避"}, "size": 1, "reserves": 0}

    answer = zhijiang("calc", "draw", stdin=json.dumps(given | {"seed": "s"}))

    assert '"E02": "回避"' in answer.out


@pytest.mark.parametrize("name", CALCULATIONS)
def test_schema_needs_no_input(zhijiang: Zhijiang, name: str) -> None:
    answer = zhijiang("calc", name, "--schema")

    assert answer.code == 0
    assert set(json.loads(answer.out)) == {"input", "output"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "输入不是合法的 UTF-8 JSON"),
        ("{", "输入不是合法的 UTF-8 JSON"),
        ("评审".encode("gb18030"), "输入不是合法的 UTF-8 JSON"),
        ("[" * 100_000, "输入不是合法的 UTF-8 JSON"),
        ("[]", "输入不符合要求"),
        ('{"pool": ["E01"], "pool": []}', "输入里重复出现：pool。"),
        ('{"pool": ["E01"], "excluded": {}, "size": 2, "reserves": 0, "seed": "s"}', ""),
    ],
)
def test_unusable_input_is_one_line(zhijiang: Zhijiang, given: str | bytes, words: str) -> None:
    answer = zhijiang("calc", "draw", stdin=given)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(words)
    assert answer.err.count("\n") == 1


def test_an_unknown_calculation_is_refused(zhijiang: Zhijiang) -> None:
    answer = zhijiang("calc", "drow")

    assert (answer.code, answer.out) == (2, "")
    assert "是不是 draw？" in answer.err
