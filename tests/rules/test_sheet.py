"""What may stand in a score sheet."""

import pytest

from rules.sheet import Sheet, SheetProblem, comment_problems, is_percentage, sheet_problems

POINTS = {"4.1.2": 50, "4.1.3": 30}


def test_article_5_percentages_are_multiples_of_five_up_to_a_hundred() -> None:
    legal = [percent for percent in range(-5, 110) if is_percentage(percent, 5)]

    assert legal == list(range(0, 101, 5))


@pytest.mark.parametrize("percent", [True, 55.0, "55", None, 53])
def test_anything_but_a_whole_step_is_no_percentage(percent: object) -> None:
    assert not is_percentage(percent, 5)


def test_complete_sheet_has_no_problems() -> None:
    assert sheet_problems(Sheet("E01", {"4.1.2": 0, "4.1.3": 100}), POINTS, 5) == ()


def test_article_17_incomplete_sheet_names_the_items() -> None:
    sheet = Sheet("E01", {"4.1.2": 57, "4.9.9": 50})

    assert sheet_problems(sheet, POINTS, 5) == (
        SheetProblem("E01", "4.1.3", "missing", "E01的评分表缺条款 4.1.3 的评分。"),
        SheetProblem("E01", "4.9.9", "unknown", "E01的评分表有不存在的条款 4.9.9。"),
        SheetProblem(
            "E01",
            "4.1.2",
            "illegal",
            "E01的评分表条款 4.1.2 的评分“57”须为 0 到 100 之间 5 的倍数。",
        ),
    )


def test_comments_carry_the_percentages_at_the_extremes() -> None:
    sheet = Sheet("E01", {"a": 70, "b": 25, "c": 50, "d": 50, "e": 90, "f": 0})
    strengths = {"b": ["有方法"], "c": ["有展开"], "e": ["领先"]}
    opportunities = {"a": ["缺对比"], "d": [" "], "f": ["没有数据"]}

    found = comment_problems(sheet, strengths, opportunities)

    assert [(problem.item, problem.code) for problem in found] == [
        ("a", "no_strength"),
        ("b", "no_opportunity"),
        ("d", "no_comment"),
    ]
    assert found[0].sentence == "E01的评分表条款 a 评分 70%，没有写优势。"
