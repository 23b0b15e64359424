"""No article and no hard case without a value or rule that decides it and a test that tries it."""

import pytest

from tests.rules import articles
from tests.rules.packs import pack


@pytest.mark.parametrize("row", articles.article_rows(), ids=lambda row: f"article {row.number}")
def test_every_article_is_decided_and_tried(row: articles.Row) -> None:
    assert row.keys or row.rules
    assert row.tests


@pytest.mark.parametrize("row", articles.case_rows(), ids=lambda row: f"case {row.number}")
def test_every_hard_case_is_decided_and_tried(row: articles.Row) -> None:
    assert row.keys or row.rules
    assert row.tests


def test_every_setting_of_a_hard_case_exists() -> None:
    known = {value.key for value in pack().values()}

    assert {key for row in articles.case_rows() for key in row.keys} - known == set()


def test_every_setting_belongs_to_a_hard_case() -> None:
    own = {value.key for value in pack().values() if value.key.startswith("hard_cases.")}

    # Severity is a warning beside the scores: it changes no outcome.
    assert own - {key for row in articles.case_rows() for key in row.keys} == {
        "hard_cases.severity_points"
    }


def test_the_page_is_what_make_docs_would_write() -> None:
    assert articles.PAGE.read_text(encoding="utf-8") == articles.page(), "run make docs"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第十三条第（八）项（需满5年）", {13}),
        ("第十四条至第二十二条", set(range(14, 23))),
        ("第二条、第三十二条", {2, 32}),
        ("办法未作规定", set()),
        ("(articles 9(2) and 10)", {9, 10}),
        ("articles 22 to 31 as data", set(range(22, 32))),
        ("article 13(8)", {13}),
        ("articles 5, 17 and 18", {5, 17, 18}),
        ("第三十三条", set()),
    ],
)
def test_citations_are_read_in_both_languages(text: str, numbers: set[int]) -> None:
    assert articles.numbers_in(text) == numbers
