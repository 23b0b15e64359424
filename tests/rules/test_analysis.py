from fractions import Fraction

from rules.analysis import Spread, category_percents, field_medians, reviewer_spreads
from rules.criteria import read_criteria
from runtime.days import POLICIES

CRITERIA = read_criteria(POLICIES / "criteria" / "gbt19580-2012.toml")


def test_half_of_every_item_is_half_of_every_category() -> None:
    half = {item.number: Fraction(item.points, 2) for item in CRITERIA.items}

    assert set(category_percents(CRITERIA, half).values()) == {Fraction(50)}


def test_median_of_an_even_field_lies_between_the_two_in_the_middle() -> None:
    field = [{"4.1": Fraction(value)} for value in (30, 80, 50, 41)]

    assert field_medians(field) == {"4.1": Fraction(91, 2)}


def test_reviewer_who_always_gives_ten_more_than_the_other_is_five_above_the_mean() -> None:
    items = [{"E01": 60, "E02": 50}, {"E01": 40, "E02": 30}]

    spreads = reviewer_spreads([items])

    assert spreads["E01"] == Spread(1, 40, Fraction(50), 60, Fraction(5))
    assert spreads["E02"] == Spread(1, 30, Fraction(40), 50, Fraction(-5))
