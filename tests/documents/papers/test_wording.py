from datetime import date

import pytest

from documents.papers.lines import signature_indents, title_lines, width
from documents.papers.wording import (
    chinese_number,
    date_text,
    edition_text,
    money_capitals,
    money_text,
)


@pytest.mark.parametrize(
    ("fen", "capitals"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (30_000_000, "叁拾万元整"),
        (1_000_000_00, "壹佰万元整"),
        (100_100_00, "壹拾万零壹佰元整"),
        (10_050_00, "壹万零伍拾元整"),
        (107_000_53, "壹拾万零柒仟元伍角叁分"),
        (100_000_001_00, "壹亿零壹元整"),
        (1_409_50, "壹仟肆佰零玖元伍角整"),
        (6_007_14, "陆仟零柒元壹角肆分"),
        (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
    ],
)
def test_money_in_capital_figures(fen: int, capitals: str) -> None:
    assert money_capitals(fen) == capitals


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_money_that_has_no_capital_figures_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="no capital figures"):
        money_capitals(fen)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(30_000_000, "30万元"), (12_345_60, "12345.60元"), (500_00, "500元"), (0, "0元")],
)
def test_money_in_figures(fen: int, text: str) -> None:
    assert money_text(fen) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(100, "一百"), (105, "一百零五"), (110, "一百一十"), (300, "三百"), (1010, "一千零一十")],
)
def test_headings_of_a_large_field_are_numbered(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_numbers_without_a_chinese_ordinal_are_refused() -> None:
    with pytest.raises(ValueError, match="no Chinese ordinal for 0"):
        chinese_number(0)


def test_dates_have_no_leading_zeros() -> None:
    assert date_text(date(2021, 3, 5)) == "2021年3月5日"


def test_editions() -> None:
    assert edition_text(3) == "第三届"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("会议纪要", ["会议纪要"]),
        (
            "关于征求第三届钦州市市长质量奖申报单位意见的函",
            ["关于征求第三届钦州市市长质量奖", "申报单位意见的函"],
        ),
        ("一" * 50, ["一" * 17, "一" * 16, "一" * 17]),
    ],
)
def test_long_titles_are_broken_between_words(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


def test_issuer_is_centred_over_the_date() -> None:
    for issuer, day in (("钦州市人民政府", "2026年3月5日"), ("一" * 20, "2026年3月5日")):
        of_issuer, of_date = signature_indents(issuer, day)
        printed = [width(text) - len(text) / 64 for text in (issuer, day)]

        assert of_issuer + printed[0] / 2 == of_date + printed[1] / 2
        assert min(of_issuer, of_date - 4) >= 0
