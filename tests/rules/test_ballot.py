"""The vote: two lists, exact majorities, recusals, ties, vacancies, and the vote over the score."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ballot import (
    BallotInvalid,
    BallotResult,
    BallotRule,
    Candidate,
    Meeting,
    RoundTally,
    Tally,
    ballot_rule,
    count,
    count_ballot,
)
from rules.ballot_rule import RankBy
from rules.errors import UnknownName
from rules.policy import read_pack
from rules.policy.review import Majority, Round

QINZHOU = read_pack(Path(__file__).parents[2] / "policies" / "qinzhou-2021")
RULE = ballot_rule(QINZHOU)
MOST_VOTES = replace(RULE, run_off_majority=None)


def candidates(*names: str) -> dict[str, Candidate]:
    """Candidates with falling scores: 800, 799, …"""
    return {name: Candidate(Fraction(800 - n)) for n, name in enumerate(names)}


def held(
    prize: str, votes: dict[str, int], *, present: int = 18, run_off: bool = False
) -> RoundTally:
    """A round in which everybody present voted for or against each candidate."""
    tallies = (Tally(name, own, present - own, 0) for name, own in votes.items())
    return RoundTally(prize, tuple(tallies), run_off=run_off)


def counted(
    known: dict[str, Candidate], *rounds: RoundTally, rule: BallotRule = RULE, present: int = 18
) -> BallotResult:
    return count_ballot(rule, Meeting(21, present, known), rounds)


def test_article_19_contract_example() -> None:
    rounds = [RoundTally("award", (Tally("A", 15, 2, 1),))]

    result = count(QINZHOU, 21, 18, {"A": Candidate(Fraction("712.50"))}, rounds)

    assert result == BallotResult(
        quorum=True,
        proposed={"award": ("A",), "nomination": ()},
        vacant={"award": 3, "nomination": 6},
        reasons={
            "A": "市长质量奖投票：同意 15 票、反对 2 票、弃权 1 票，超过收回票 18 票的 1/2，"
            "排第 1 名，列入建议名单。"
        },
        runners_up={"award": ()},
    )
    assert result.is_final, "nobody is left for the nominations"
    assert result.as_json() == {
        "quorum": True,
        "award": ["A"],
        "nomination": [],
        "run_off": [],
        "vacant": {"award": 3, "nomination": 6},
        "reasons": result.reasons,
        "notes": [],
        "next_prize": "",
        "chair_note": [],
    }


def test_article_4_never_more_than_the_seats() -> None:
    everybody = dict.fromkeys("ABCDEFGHIJKL", 18)

    result = counted(candidates(*everybody), held("award", everybody), rule=replace(RULE, tie=()))

    assert result.proposed["award"] == ()
    assert result.vacant["award"] == 4


def test_case_23_absent_members_count_against_the_quorum_only() -> None:
    result = counted(candidates("A"), held("award", {"A": 8}, present=14), present=14)

    assert result.quorum
    assert result.proposed["award"] == ("A",)
    assert "超过收回票 14 票的 1/2" in result.reasons["A"]


def test_case_30_withdrawn_applicant_is_no_candidate_any_more() -> None:
    with pytest.raises(BallotInvalid, match="B不是候选单位"):
        counted(candidates("A"), held("award", {"A": 12, "B": 12}))


def test_case_46_quorum_counts_from_the_members_of_the_day() -> None:
    rounds = [held("award", {"A": 12}, present=13)]

    assert count(QINZHOU, 19, 13, candidates("A"), rounds).quorum
    assert not count(QINZHOU, 20, 13, candidates("A"), rounds).quorum


def test_case_24_quorum_is_two_thirds_of_the_appointed() -> None:
    award = {"A": 13}

    enough = counted(candidates("A"), held("award", award, present=14), present=14)
    short = counted(candidates("A"), held("award", award, present=13), present=13)

    assert enough.quorum
    assert not short.quorum
    assert short.proposed == {"award": (), "nomination": ()}
    assert short.vacant == {"award": 4, "nomination": 6}
    assert short.reasons == {"A": "到会 13 人，未达到 21 名委员的 2/3，表决无效。"}
    assert short.next_prize == "award"


def test_case_24_exactly_half_does_not_pass() -> None:
    result = counted(candidates("A", "B"), held("award", {"A": 9, "B": 10}))

    assert result.proposed["award"] == ("B",)
    assert result.reasons["A"] == (
        "市长质量奖投票：同意 9 票、反对 9 票、弃权 0 票，未超过收回票 18 票的 1/2，不列入。"
    )


@pytest.mark.parametrize(
    ("majority", "tally", "passes"),
    [
        (Majority(num=2, den=3, strict=False, of="present"), Tally("A", 12, 0, 0), True),
        (Majority(num=2, den=3, strict=True, of="present"), Tally("A", 12, 0, 0), False),
        (Majority(num=1, den=2, strict=True, of="appointed"), Tally("A", 10, 0, 0), False),
        (Majority(num=1, den=2, strict=True, of="appointed"), Tally("A", 10, 0, 0, 2), True),
        (Majority(num=1, den=2, strict=False, of="ballots"), Tally("A", 0, 0, 0), False),
    ],
)
def test_case_24_every_number_is_policy(majority: Majority, tally: Tally, *, passes: bool) -> None:
    rule = replace(RULE, majority=majority)

    result = counted(candidates("A"), RoundTally("award", (tally,)), rule=rule)

    assert (result.proposed["award"] == ("A",)) is passes


def test_case_21_denominator_leaves_out_the_recused() -> None:
    tallies = (Tally("A", 9, 8, 0, recused=1), Tally("B", 9, 9, 0))

    result = counted(candidates("A", "B"), RoundTally("award", tallies))

    assert result.proposed["award"] == ("A",)
    assert "（回避 1 人，不计入），超过收回票 17 票的 1/2" in result.reasons["A"]


def test_case_25_nobody_is_on_both_lists() -> None:
    known = candidates("A", "B")
    both = {"A": 18, "B": 10}

    result = counted(known, held("award", {"A": 18, "B": 2}), held("nomination", both))

    assert result.proposed == {"award": ("A",), "nomination": ("B",)}
    assert result.notes == ("A已列入市长质量奖建议名单，其市长质量奖提名奖票数不计。",)
    assert result.is_final


def test_case_26_seats_nobody_reaches_stay_vacant_and_do_not_move() -> None:
    known = candidates("A", "B", "C", "D", "E", "F", "G", "H")
    award = dict.fromkeys(known, 5) | {"A": 12}
    nomination = dict.fromkeys("BCDEFGH", 11)

    result = counted(
        known, held("award", award), held("nomination", nomination | {"H": 10, "G": 12})
    )

    assert result.proposed == {"award": ("A",), "nomination": ("G", "B", "C", "D", "E", "F")}
    assert result.vacant == {"award": 3, "nomination": 0}
    assert result.runners_up == {"award": (), "nomination": ("H",)}
    assert result.reasons["H"].endswith("排第 7 名，名额 6 个已满，不列入。")


def test_case_26_prize_that_may_not_stay_vacant_is_noted() -> None:
    award, nomination = RULE.prizes
    rule = replace(RULE, prizes=(replace(award, may_be_vacant=False), nomination))

    result = counted(candidates("A"), held("award", {"A": 12}), held("nomination", {}), rule=rule)

    assert result.notes == ("市长质量奖不得空缺，还缺 3 个，须由评审委员会重新审议。",)


FIVE = {"A": 15, "B": 14, "C": 13, "D": 11, "E": 11}


def test_case_27_tie_at_seat_four_asks_for_a_run_off() -> None:
    result = counted(candidates(*FIVE), held("award", FIVE), held("nomination", {}))

    assert result.proposed["award"] == ("A", "B", "C")
    assert (result.run_off, result.run_off_prize, result.run_off_seats) == (("D", "E"), "award", 1)
    assert result.vacant == {"award": 1, "nomination": 6}
    assert result.reasons["D"].endswith("与E同票，须再次投票。")
    assert result.notes == ("同票名额尚未确定，后面轮次的票数暂不统计。",)
    assert not result.is_final


def test_case_27_run_off_decides() -> None:
    result = counted(
        candidates(*FIVE), held("award", FIVE), held("award", {"D": 8, "E": 10}, run_off=True)
    )

    assert result.proposed["award"] == ("A", "B", "C", "E")
    assert result.reasons["E"].endswith("与D同票，再次投票同意 10 票，依据再次投票列入建议名单。")
    assert result.reasons["D"].endswith("再次投票同意 8 票，未达到收回票的 1/2，不列入。")


def test_case_27_article_13_5_decides_after_an_equal_run_off() -> None:
    known = candidates(*FIVE)
    known["E"] = replace(known["E"], priority=True)

    result = counted(known, held("award", FIVE), held("award", {"D": 9, "E": 9}))

    assert result.proposed["award"] == ("A", "B", "C", "E")
    assert result.reasons["E"].endswith("依据第十三条第（五）项优先情形列入建议名单。")
    assert result.reasons["D"].endswith("依据再次投票、第十三条第（五）项优先情形不列入。")


def test_case_27_combined_score_decides_next() -> None:
    result = counted(candidates(*FIVE), held("award", FIVE), held("award", {"D": 9, "E": 9}))

    assert result.proposed["award"] == ("A", "B", "C", "D")
    assert result.reasons["D"].endswith("依据综合得分列入建议名单。")


def test_case_27_still_equal_means_vacant() -> None:
    known = candidates(*FIVE)
    known["E"] = known["D"]

    result = counted(known, held("award", FIVE), held("award", {"D": 9, "E": 9}))

    assert result.proposed["award"] == ("A", "B", "C")
    assert result.vacant["award"] == 1
    assert result.reasons["D"].endswith("按规定次序仍不能区分，名额空缺，不列入。")


def test_case_27_policy_without_further_rules_leaves_the_seat_vacant() -> None:
    rule = replace(RULE, tie=("priority",))

    result = counted(candidates(*FIVE), held("award", FIVE), rule=rule)

    assert result.proposed["award"] == ("A", "B", "C")
    assert result.run_off == ()
    assert result.vacant["award"] == 1


def test_case_27_three_tied_for_two_seats() -> None:
    votes = {"A": 15, "B": 14, "C": 11, "D": 11, "E": 11}
    run_off = held("award", {"C": 9, "D": 12, "E": 9})

    result = counted(candidates(*votes), held("award", votes), run_off)

    assert result.proposed["award"] == ("A", "B", "D", "C")


def test_article_19_a_run_off_has_a_majority_of_its_own() -> None:
    again = held("award", {"D": 0, "E": 1})

    result = counted(candidates(*FIVE), held("award", FIVE), again)
    most = counted(candidates(*FIVE), held("award", FIVE), again, rule=MOST_VOTES)

    assert (result.proposed["award"], result.vacant["award"]) == (("A", "B", "C"), 1)
    assert result.reasons["E"].endswith("再次投票同意 1 票，未达到收回票的 1/2，不列入。")
    assert most.proposed["award"] == ("A", "B", "C", "E")


@pytest.mark.parametrize(
    ("run_offs", "words"),
    [
        ([{"C": 9, "D": 9, "E": 9}], "只在同票的D、E之间进行"),
        ([{"D": 9}], "缺少E的票数"),
        ([{"D": 9, "E": 9}, {"D": 8, "E": 10}], "再次投票多于规定的次数"),
    ],
)
def test_case_27_run_off_is_among_the_tied_only(run_offs: list[dict[str, int]], words: str) -> None:
    rounds = [held("award", votes, run_off=True) for votes in run_offs]

    with pytest.raises(BallotInvalid, match=words):
        counted(candidates(*FIVE), held("award", FIVE), *rounds)


def test_run_off_without_a_tie_is_refused() -> None:
    with pytest.raises(BallotInvalid, match="再次投票多于规定的次数"):
        counted(candidates("A"), held("award", {"A": 15}), held("award", {"A": 10}))


def test_case_49_vote_wins_over_score_and_the_chair_explains() -> None:
    known = candidates("TOP", "B")

    result = counted(known, held("award", {"TOP": 3, "B": 15}), held("nomination", {"TOP": 4}))

    assert result.proposed == {"award": ("B",), "nomination": ()}
    assert result.chair_note == ("TOP",)
    assert result.reasons["TOP"].endswith("综合得分高于已列入的B，依据第十九条以投票结果为准。")


@pytest.mark.parametrize(
    ("rank_by", "expected"),
    [("votes", ("C", "B")), ("votes_then_score", ("C", "A")), ("score", ("A", "B"))],
)
def test_case_49_rank_by_is_policy(rank_by: RankBy, expected: tuple[str, ...]) -> None:
    prizes = (replace(RULE.prizes[0], seats=2), RULE.prizes[1])
    rule = replace(RULE, prizes=prizes, rank_by=rank_by, tie=("priority", "combined_score"))
    known = candidates("A", "B", "C")
    known["B"] = replace(known["B"], priority=True)

    result = counted(known, held("award", {"A": 11, "B": 11, "C": 12}), rule=rule)

    assert result.proposed["award"] == expected


def test_case_22_more_marks_than_members_can_cast_are_noted() -> None:
    known = candidates("A", "B", "C", "D", "E")

    result = counted(known, held("award", {"A": 18, "B": 17, "C": 16, "D": 15, "E": 14}))

    assert result.notes == (
        "市长质量奖的同意票合计超过到会 18 人每人最多选 4 个的总数，请核对票数。",
    )


def test_missing_tally_is_never_a_zero() -> None:
    with pytest.raises(BallotInvalid, match="缺少B的票数"):
        counted(candidates("A", "B"), held("award", {"A": 12}))


@pytest.mark.parametrize(
    ("tallies", "words"),
    [
        ((Tally("X", 1, 0, 0),), "X不是候选单位"),
        ((Tally("A", 1, 0, 0), Tally("A", 1, 0, 0)), "不止一行"),
        ((Tally("A", -1, 0, 0),), "不能为负"),
        ((Tally("A", 10, 8, 0, recused=1),), "收回 18 票，多于可投票的 17 人"),
    ],
)
def test_tally_that_cannot_be_is_refused(tallies: tuple[Tally, ...], words: str) -> None:
    with pytest.raises(BallotInvalid, match=words):
        counted(candidates("A"), RoundTally("award", tallies))


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        ([held("gold", {"A": 1})], "没有为“gold”规定投票轮次"),
        ([held("nomination", {"A": 1})], "市长质量奖提名奖的投票次序与规定不符"),
        (
            [held("award", {"A": 1}), held("nomination", {"A": 1}), held("award", {"A": 1})],
            "市长质量奖的投票次序与规定不符",
        ),
        ([held("award", {"A": 1}, run_off=True)], "还没有第一次投票"),
    ],
)
def test_rounds_out_of_order_are_refused(rounds: list[RoundTally], words: str) -> None:
    with pytest.raises(BallotInvalid, match=words):
        counted(candidates("A"), *rounds)


@pytest.mark.parametrize(("appointed", "present"), [(0, 0), (21, -1), (21, 22)])
def test_meeting_that_cannot_have_been_held_is_refused(appointed: int, present: int) -> None:
    with pytest.raises(BallotInvalid):
        Meeting(appointed, present, {})


def test_round_for_a_prize_nobody_has_is_refused() -> None:
    with pytest.raises(UnknownName, match="没有“gold”这个奖项"):
        RULE.prize("gold")


def test_before_the_first_round_nothing_is_decided() -> None:
    result = counted(candidates("A"))

    assert result.next_prize == "award"
    assert result.reasons == {"A": "尚未投票。"}


def test_three_tiers_are_three_rounds() -> None:
    prizes = tuple(
        replace(RULE.prizes[0], id=name, name=name, seats=1) for name in ("金", "银", "铜")
    )
    rounds = tuple(Round(prize=name, max_marks=1) for name in ("金", "银", "铜"))
    rule = replace(RULE, prizes=prizes, rounds=rounds)

    result = counted(
        candidates("A", "B", "C"),
        held("金", {"A": 12, "B": 3, "C": 3}),
        held("银", {"B": 12, "C": 3}),
        held("铜", {"C": 12}),
        rule=rule,
    )

    assert result.proposed == {"金": ("A",), "银": ("B",), "铜": ("C",)}


votes_of_ten = st.lists(st.integers(0, 18), min_size=1, max_size=10)


def first_ballot(votes: list[int]) -> tuple[dict[str, Candidate], dict[str, int]]:
    names = [f"S{n:03d}" for n in range(len(votes))]
    return candidates(*names), dict(zip(names, votes, strict=True))


@given(votes=votes_of_ten)
def test_seats_are_never_exceeded_and_only_the_passed_are_seated(votes: list[int]) -> None:
    known, award = first_ballot(votes)

    result = counted(known, held("award", award))

    assert len(result.proposed["award"]) + result.vacant["award"] == 4
    assert len(result.proposed["award"]) + result.run_off_seats <= 4
    assert all(award[name] > 9 for name in (*result.proposed["award"], *result.run_off))
    assert not set(result.proposed["award"]) & set(result.run_off)


@given(votes=votes_of_ten, place=st.integers(0, 9), fewer=st.integers(0, 18))
def test_losing_votes_never_makes_a_loser_win(votes: list[int], place: int, fewer: int) -> None:
    known, award = first_ballot(votes)
    name = sorted(known)[place % len(known)]
    worse = award | {name: min(fewer, award[name])}

    before = counted(known, held("award", award))
    after = counted(known, held("award", worse))

    if name not in before.proposed["award"] and name not in before.run_off:
        assert name not in after.proposed["award"]
        assert name not in after.run_off


@given(votes=votes_of_ten, shuffle=st.permutations(range(10)))
def test_order_of_the_ballot_list_is_irrelevant(votes: list[int], shuffle: list[int]) -> None:
    known, award = first_ballot(votes)
    shuffled = [sorted(award)[n] for n in shuffle if n < len(award)]

    result = counted(known, held("award", {name: award[name] for name in shuffled}))

    assert result == counted(known, held("award", award))


FLOOR = replace(RULE, floor=Fraction(799))


def test_nobody_below_the_floor_is_put_to_the_vote() -> None:
    known = candidates("A", "B", "C")  # 800, 799, 798

    result = counted(
        known, held("award", {"A": 10, "B": 8}), held("nomination", {"B": 10}), rule=FLOOR
    )

    assert result.is_final
    assert result.proposed == {"award": ("A",), "nomination": ("B",)}
    assert result.reasons["C"] == "综合得分 798.00 分，低于规定的最低 799.00 分，不提请投票。"


def test_votes_for_somebody_below_the_floor_do_not_count() -> None:
    known = candidates("A", "B", "C")

    result = counted(known, held("award", {"A": 10, "B": 8, "C": 18}), rule=FLOOR)

    assert result.proposed["award"] == ("A",)
    assert result.notes == ("C综合得分低于规定的最低分，其票数不计。",)
