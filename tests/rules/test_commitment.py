from dataclasses import replace

import pytest

from rules.commitment import (
    Committed,
    FailedDraw,
    Opening,
    PanelTerms,
    Terms,
    canonical_value,
    check_terms,
    commitment,
    committed_seed,
    silent_in,
)
from rules.draw import DrawInvalid

OPENED = (Opening("周正", "s1", "青山"), Opening("陶安民", "s2", "绿水"))


def terms(source: str = "双色球第90期", *, witnesses: tuple[Opening, ...] = OPENED) -> Terms:
    closed = tuple(Committed(one.name, commitment(one.salt, one.entry)) for one in witnesses)
    return Terms(source, "a" * 64, (PanelTerms(1, 5, 2, {"E01": "曾任顾问"}),), closed)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("33 08，03 15、21 27 / 09", "3.8.15.21.27.33./9./"),
        ("3057.42/10234.50", "3057.42./10234.50./"),
        ("ab cd", "ABCD/"),
        ("0", "0./"),
    ],
)
def test_a_value_has_one_spelling_however_it_was_copied(text: str, canonical: str) -> None:
    assert canonical_value(text) == canonical


def test_the_seed_depends_on_the_terms_the_value_and_every_entry() -> None:
    seed = committed_seed(terms(), "3 8/9", OPENED)

    assert committed_seed(terms(), "08 03/09", OPENED[::-1]) == seed
    assert committed_seed(terms(), "3 8/10", OPENED) != seed
    assert committed_seed(terms("另一期"), "3 8/9", OPENED) != seed


def test_another_entry_than_the_committed_one_is_refused() -> None:
    with pytest.raises(DrawInvalid, match=r"陶安民.*承诺不符"):
        committed_seed(terms(), "3 8/9", (OPENED[0], Opening("陶安民", "s2", "黄山")))


def test_without_every_opening_there_is_no_seed() -> None:
    assert silent_in(terms(), OPENED[:1]) == ("陶安民",)
    with pytest.raises(DrawInvalid, match="陶安民没有开示"):
        committed_seed(terms(), "3 8/9", OPENED[:1])


def test_after_a_failure_neither_the_value_nor_the_silent_witness_comes_again() -> None:
    failed = (FailedDraw(terms(), "3 8/9", ("陶安民",)),)

    with pytest.raises(DrawInvalid, match="尚未产生"):
        check_terms(terms(), failed)
    with pytest.raises(DrawInvalid, match=r"陶安民.*换人"):
        check_terms(terms("下一期"), failed)
    check_terms(terms("下一期", witnesses=OPENED[:1]), failed)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"witnesses": ()}, "至少要有一名见证人"),
        ({"witnesses": (Committed("周正", "青山"),)}, "64 位十六进制"),
        ({"source": " "}, "没有写明公开数的来源"),
    ],
)
def test_terms_that_leave_something_open_are_refused(
    changed: dict[str, object], sentence: str
) -> None:
    with pytest.raises(DrawInvalid, match=sentence):
        check_terms(replace(terms(), **changed), ())  # type: ignore[arg-type]


def test_nobody_opens_who_was_not_announced() -> None:
    with pytest.raises(DrawInvalid, match=r"路人.*不在公布的见证人之中"):
        silent_in(terms(), (*OPENED, Opening("路人", "s", "红花")))


def test_an_empty_entry_makes_no_seed() -> None:
    empty = (Opening("周正", "s1", ""),)

    with pytest.raises(DrawInvalid, match="不能为空"):
        committed_seed(terms(witnesses=empty), "3 8/9", empty)
