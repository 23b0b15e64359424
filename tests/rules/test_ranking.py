"""Weights, places and the rounding that only people see."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ranking import Place, WeightsInvalid, combined, display, rank, weigh


def test_case_51_document_and_site_are_weighed_exactly() -> None:
    weights = {"document-review": "0.4", "site-review": "0.6"}

    assert combined(Fraction(1225, 2), Fraction(2000, 3), weights) == 245 + 400


def test_case_51_other_cities_weigh_more_parts() -> None:
    parts = {"document-review": Fraction(600), "defence": Fraction(700), "survey": Fraction(800)}
    weights = {"document-review": "0.4", "defence": "0.4", "survey": "0.2"}

    assert weigh(parts, weights) == 680


def test_missing_part_is_never_a_zero() -> None:
    with pytest.raises(WeightsInvalid, match="缺少survey的得分"):
        weigh({"site-review": Fraction(1)}, {"site-review": "0.8", "survey": "0.2"})


def test_weights_add_up_to_one() -> None:
    with pytest.raises(WeightsInvalid, match="之和须为 1"):
        weigh({"site-review": Fraction(1)}, {"site-review": "0.8"})


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(1225, 2), 2, "612.50"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(1234, 10), 1, "123.4"),
    ],
)
def test_display_rounds_half_up(value: Fraction, decimals: int, text: str) -> None:
    assert display(value, decimals) == text


@given(st.integers(-10_000_000, 10_000_000))
def test_display_agrees_with_decimal(thousandths: int) -> None:
    quantized = (Decimal(thousandths) / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP)

    assert Decimal(display(Fraction(thousandths, 1000))) == quantized


def test_equal_in_print_is_not_equal_in_rank() -> None:
    scores = {"S001": Fraction(1837499, 3000), "S002": Fraction(1225, 2)}

    assert {display(score) for score in scores.values()} == {"612.50"}
    assert rank(scores) == (
        Place("S002", 1, Fraction(1225, 2)),
        Place("S001", 2, Fraction(1837499, 3000)),
    )


def test_exact_ties_share_a_place() -> None:
    scores = {"S003": Fraction(9), "S002": Fraction(7), "S001": Fraction(7), "S004": Fraction(5)}

    assert rank(scores) == (
        Place("S003", 1, Fraction(9)),
        Place("S001", 2, Fraction(7), ("S002",)),
        Place("S002", 2, Fraction(7), ("S001",)),
        Place("S004", 4, Fraction(5)),
    )


def test_article_13_5_is_a_priority_among_equals_only() -> None:
    scores = {"S001": Fraction(7), "S002": Fraction(7), "S003": Fraction(8)}

    places = rank(scores, priority={"S002"})

    assert [(place.ref, place.place, place.tied_with) for place in places] == [
        ("S003", 1, ()),
        ("S002", 2, ()),
        ("S001", 3, ()),
    ]


@given(st.dictionaries(st.text("ABC", min_size=1, max_size=3), st.fractions(0, 3)))
def test_places_follow_the_scores_alone(scores: dict[str, Fraction]) -> None:
    places = {place.ref: place for place in rank(scores)}

    for ref, place in places.items():
        assert place.place == 1 + sum(score > scores[ref] for score in scores.values())
        assert set(place.tied_with) == {r for r in scores if r != ref and scores[r] == scores[ref]}
