"""The rules by hand: the examples of the contract, and refusals that say what to do."""

import json
from typing import Any

import pytest

from cli.calc import CALCULATIONS, calculate, schemas
from cli.refusal import InputRefused
from cli.shelf import criteria_named
from rules.calendar import YearUnknown
from rules.draw import PoolTooSmall
from rules.errors import UnknownName
from rules.sheet import SheetRefused
from runtime.days import POLICIES

NUMBERS = [item.number for item in criteria_named("gbt19580-2012").items]


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-24", 7, "2026-10-12"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2025-12-31", 5, "2026-01-08"),
    ],
)
def test_deadline_in_working_days(start: str, days: int, due: str) -> None:
    given = {"pack": "qinzhou-2021", "from": start, "days": days, "unit": "working"}

    assert calculate("deadline", given) == {"due": due}


def test_deadline_in_an_unknown_year_is_refused() -> None:
    with pytest.raises(YearUnknown):
        calculate("deadline", {"from": "2026-12-28", "days": 7})


def test_score_is_shown_and_exact() -> None:
    items = dict.fromkeys(NUMBERS, 60)
    sheets = [
        {"reviewer": "R1", "items": items | {"4.7.2": 40}},
        {"reviewer": "R2", "items": items | {"4.7.2": 65}},
        {"reviewer": "R3", "items": items},
    ]

    result = calculate("score", {"criteria": "gbt19580-2012", "sheets": sheets})

    assert result["total"] == "596.00"
    assert result["exact"] == "596/1"
    assert list(result["items"]) == NUMBERS
    assert result["items"]["4.7.2"] == {"mean": "44.00", "spread": 25}
    assert result["consensus_needed"] == ["4.7.2"]


def test_score_after_a_consensus_talk() -> None:
    sheets = [
        {"reviewer": f"R{n}", "items": dict.fromkeys(NUMBERS, 60) | {"4.1.2": percent}}
        for n, percent in enumerate((20, 60))
    ]
    talk = {"item": "4.1.2", "percent": 45, "minute": "讨论后一致认为…"}

    result = calculate(
        "score", {"criteria": "gbt19580-2012", "sheets": sheets, "consensus": [talk]}
    )

    assert result["items"]["4.1.2"] == {"mean": "22.50", "spread": 40}
    assert result["exact"] == "1185/2"
    assert result["consensus_needed"] == []


def test_incomplete_sheet_is_refused_with_the_items() -> None:
    sheet = {"reviewer": "R1", "items": dict.fromkeys(NUMBERS[1:], 60)}

    with pytest.raises(SheetRefused, match=r"R1的评分表缺条款 4\.1\.2 的评分"):
        calculate("score", {"criteria": "gbt19580-2012", "sheets": [sheet]})


def test_draw_answers_as_the_contract_says() -> None:
    given = {
        "pool": ["E01", "E02", "E03", "E04", "E05"],
        "excluded": {"E03": "why"},
        "size": 3,
        "reserves": 2,
        "seed": "2026-06-30:123456",
    }

    assert calculate("draw", given) == {
        "pool_sha256": "ab814253e3b434c3c41f94e3454230048fd711bb6ea367b2829d63a53dfb3411",
        "panel": ["E01", "E05", "E04"],
        "reserves": ["E02"],
        "excluded": {"E03": "why"},
    }


def test_draw_from_too_small_a_pool_is_refused() -> None:
    with pytest.raises(PoolTooSmall):
        calculate("draw", {"pool": ["E01"], "size": 3, "seed": "x"})


def test_ballot_answers_as_the_contract_says() -> None:
    tally = {"candidate": "A", "for": 15, "against": 2, "blank": 1, "recused": 0}
    given = {
        "pack": "qinzhou-2021",
        "appointed": 21,
        "present": 18,
        "candidates": {"A": {"combined": "712.50", "priority": False}},
        "rounds": [{"prize": "award", "tallies": [tally]}],
    }

    result = calculate("ballot", given)

    contract = ("quorum", "award", "nomination", "run_off", "vacant")
    assert {key: result[key] for key in contract} == {
        "quorum": True,
        "award": ["A"],
        "nomination": [],
        "run_off": [],
        "vacant": {"award": 3, "nomination": 6},
    }
    assert result["reasons"]["A"].endswith("列入建议名单。")


def test_eligibility_refuses_a_prize_that_the_pack_does_not_have() -> None:
    past = {"uscc": "91450721MA5XAAAA3K", "prize": "gold", "decided_on": "2025-12-01"}
    given = {
        "reference_date": "2026-06-30",
        "application": {"uscc": "91450721MA5XAAAA3K", "name": "某公司"},
        "history": [past],
    }

    with pytest.raises(UnknownName, match="没有“gold”这个奖项。"):
        calculate("eligibility", given)


def test_eligibility_answers_as_the_contract_says() -> None:
    code = "91450702MA5XAAAA1W"
    given = {
        "pack": "qinzhou-2021",
        "reference_date": "2026-06-30",
        "application": {
            "uscc": code,
            "name": "钦州示例有限公司",
            "legal_person": True,
            "registered_region": "450702",
            "established_on": "2015-06-01",
        },
        "history": [{"uscc": code, "prize": "award", "decided_on": "2021-12-01"}],
        "bans": [{"uscc": code, "until": "2027-01-01"}],
    }

    result = calculate("eligibility", given)

    failed = [f["condition"] for f in result["findings"] if f["outcome"] == "fail"]
    assert result["eligible"] is False
    assert failed == ["13(8)", "25"]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("tea", {}, "没有“tea”这种计算"),
        ("deadline", [], "整个输入 应为一组键值"),
        ("deadline", {"from": "2026-04-30"}, "days 缺少这一项"),
        ("deadline", {"from": "2026-04-30", "days": 5.0}, "days 应为整数"),
        ("deadline", {"from": 5, "days": 5}, "from 应为日期"),
        ("deadline", {"from": "2026-04-30", "days": 5, "unit": "weeks"}, "working、calendar"),
        ("deadline", {"from": "2026-04-30", "days": 5, "pack": "x"}, "没有政策包“x”"),
        ("score", {"criteria": "x", "sheets": []}, "没有评审标准“x”"),
        (
            "ballot",
            {"appointed": 1, "present": 1, "candidates": {"A": {"combined": "1/0"}}, "rounds": []},
            "combined 应为小数文本",
        ),
        (
            "eligibility",
            {"reference_date": "2026-06-30", "application": {"uscc": "", "name": "", "typo": 1}},
            "application.typo",
        ),
    ],
)
def test_input_that_does_not_fit_is_refused(name: str, given: object, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        calculate(name, given)


def test_pack_and_criteria_may_be_paths() -> None:
    given: dict[str, Any] = {
        "pack": str(POLICIES / "qinzhou-2021"),
        "criteria": str(POLICIES / "criteria" / "gbt19580-2012.toml"),
        "sheets": [{"reviewer": "R1", "items": dict.fromkeys(NUMBERS, 0)}],
    }

    assert calculate("score", given)["total"] == "0.00"


@pytest.mark.parametrize("name", CALCULATIONS)
def test_schemas_can_be_printed(name: str) -> None:
    printed = schemas(name)

    assert set(printed) == {"input", "output"}
    assert "from_" not in json.dumps(printed)
    assert "for_" not in json.dumps(printed)
