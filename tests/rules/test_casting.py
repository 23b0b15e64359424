"""What a ballot may hold, secret or open."""

import pytest

from rules.casting import Choice, OpenVote, ballot_problems, tally_of, tally_open
from rules.tally import BallotInvalid, Tally

CANDIDATES = ("A", "B", "C")


def test_case_22_complete_ballot_is_taken() -> None:
    ballot = {"A": Choice.FOR, "B": Choice.AGAINST}

    assert ballot_problems(ballot, CANDIDATES, max_marks=1, recused={"C"}) == ()


def test_case_22_marks_are_checked_when_casting() -> None:
    ballot = {"A": Choice.FOR, "B": Choice.FOR, "X": Choice.BLANK}

    assert ballot_problems(ballot, CANDIDATES, max_marks=1, recused={"B"}) == (
        "X不是候选单位。",
        "您已对B回避，不能投票。",
        "同意 2 个，最多只能选 1 个。",
        "请对C选择同意、不同意或弃权。",
    )


def test_choices_have_the_words_of_the_ballot() -> None:
    assert [choice.label for choice in Choice] == ["同意", "不同意", "弃权"]


def test_pile_of_votes_becomes_a_tally() -> None:
    votes = [Choice.FOR, Choice.BLANK, Choice.FOR, Choice.AGAINST]

    assert tally_of("A", votes, recused=1) == Tally("A", 2, 1, 1, 1)


def test_open_votes_are_counted_by_candidate() -> None:
    votes = [
        OpenVote("甲", "B", Choice.FOR),
        OpenVote("乙", "B", Choice.AGAINST),
        OpenVote("甲", "A", Choice.BLANK),
    ]

    assert tally_open(votes, {"A": ["乙"], "C": []}) == (
        Tally("A", 0, 0, 1, 1),
        Tally("B", 1, 1, 0),
        Tally("C", 0, 0, 0),
    )


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ([OpenVote("甲", "A", Choice.FOR)] * 2, "甲对A投了不止一票"),
        ([OpenVote("乙", "A", Choice.FOR)], "乙已对A回避"),
    ],
)
def test_open_vote_counts_each_member_once(votes: list[OpenVote], words: str) -> None:
    with pytest.raises(BallotInvalid, match=words):
        tally_open(votes, {"A": ["乙"]})
