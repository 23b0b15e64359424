"""What tellers hand in: totals that cannot be are refused in a sentence."""

import pytest

from rules.tally import BallotInvalid, RoundTally, Tally, check_marks, exceeds_marks


def held(*votes: int) -> RoundTally:
    return RoundTally("award", tuple(Tally(f"S{n:03}", own, 0, 0) for n, own in enumerate(votes)))


def test_article_19_a_round_without_candidates_is_refused() -> None:
    with pytest.raises(BallotInvalid, match="没有候选单位"):
        check_marks(held(), max_marks=1, ballots=18)


def test_article_19_more_marks_than_the_ballots_hold_are_refused() -> None:
    with pytest.raises(BallotInvalid, match="同意票合计 33 个"):
        check_marks(held(17, 16), max_marks=1, ballots=18)


def test_article_19_as_many_marks_as_the_ballots_hold_are_counted() -> None:
    full = held(18, 18)

    check_marks(full, max_marks=2, ballots=18)

    assert not exceeds_marks(full, max_marks=2, present=18)
