"""Properties that hold for every input: calendar, draw, scores, votes, order and names."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules.ballot import (
    BallotRule,
    Candidate,
    Meeting,
    RoundTally,
    Tally,
    ballot_rule,
    count_ballot,
)
from rules.calendar import PeriodUnit, add_days, add_months
from rules.draw import draw, draw_by_specialty, panel_seed
from rules.names import match_names
from rules.policy.review import Round, Trim
from rules.ranking import rank
from rules.replacement import Replacement, seated
from rules.replacement import replace as replaced
from rules.scoring import CombineRule, ScoringRule, Sheet, combine_sheets
from rules.shortlist import ShortlistRule, propose
from tests.rules.packs import pack
from tests.rules.test_calendar import china

CHINA = china()
DAYS = st.dates(date(2019, 1, 2), date(2026, 6, 30))
UNITS: st.SearchStrategy[PeriodUnit] = st.sampled_from(["working", "calendar"])
SEEDS = st.text("0123456789abcdef", min_size=1, max_size=8)
POOL = [f"E{n:02}" for n in range(20)]
PERCENTS = st.integers(0, 20).map(lambda n: n * 5)
RULES: st.SearchStrategy[CombineRule] = st.sampled_from(
    ["mean", "median", "trimmed_mean", "consensus", "leader"]
)
SCORES = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.fractions(0, 1000, max_denominator=60), min_size=1
)


@given(DAYS, st.integers(1, 20), st.integers(1, 20))
def test_working_days_one_after_the_other_are_those_at_once(start: date, a: int, b: int) -> None:
    at_once = add_days(CHINA, start, a + b, "working")
    halfway = add_days(CHINA, start, a, "working")

    assert at_once == add_days(CHINA, halfway, b, "working")


@given(DAYS, st.integers(1, 20), UNITS)
def test_a_later_start_never_ends_earlier(start: date, days: int, unit: PeriodUnit) -> None:
    ends = [add_days(CHINA, start + timedelta(days=n), days, unit) for n in range(5)]

    assert ends == sorted(ends)


@given(DAYS, st.integers(0, 120))
def test_months_forward_land_in_the_month_asked_for(day: date, months: int) -> None:
    there = add_months(day, months)

    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == day.day or (there + timedelta(days=1)).day == 1


@given(SEEDS, st.sampled_from(POOL))
def test_keeping_out_somebody_not_drawn_changes_nobody_drawn(seed: str, member: str) -> None:
    first = draw(POOL, {}, 5, 2, seed)
    again = draw(POOL, {member: "回避"}, 5, 2, seed)

    if member not in (*first.panel, *first.reserves):
        assert (again.panel, again.reserves) == (first.panel, first.reserves)
    assert [one for one in first.panel if one != member] == [
        one for one in again.panel if one in first.panel
    ]


@given(SEEDS, st.integers(1, 9))
def test_without_strata_specialties_do_not_matter(seed: str, number: int) -> None:
    specialties = {member: "财务" if n % 3 else "质量" for n, member in enumerate(POOL)}
    own = panel_seed(seed, number)

    assert draw_by_specialty(specialties, {}, 5, 2, own, strata=()) == draw(POOL, {}, 5, 2, own)


@given(SEEDS, st.lists(st.integers(0, 4), max_size=8))
def test_a_chain_of_replacements_keeps_every_seat_filled_by_somebody_new(
    seed: str, places: list[int]
) -> None:
    first = draw(POOL, {}, 5, 2, seed)
    changes: tuple[Replacement, ...] = ()
    seen = set(first.panel)
    for place in places:
        leaving = seated(first, changes)[place]
        change = replaced(first, POOL, leaving=leaving, reason="回避", earlier=changes)
        assert change.coming not in seen
        seen.add(change.coming)
        changes = (*changes, change)

    now = seated(first, changes)
    assert len(set(now)) == len(now) == 5


@given(RULES, st.lists(st.tuples(PERCENTS, PERCENTS), min_size=1, max_size=7))
def test_every_way_of_combining_stays_between_the_sheets(
    combine: CombineRule, percents_given: list[tuple[int, int]]
) -> None:
    both = enumerate(percents_given)
    sheets = [Sheet(f"E{n}", dict(zip("ab", one, strict=True))) for n, one in both]
    rule = ScoringRule(5, combine, Trim(high=1, low=1, min_n=5), 20)

    score = combine_sheets(sheets, {"a": 50, "b": 50}, rule, leader="E0")

    assert score.total == sum((item.mean for item in score.items.values()), Fraction(0))
    for number, item in score.items.items():
        percents = [sheet.items[number] for sheet in sheets]
        assert min(percents) * 50 <= item.mean * 100 <= max(percents) * 50


@given(SCORES, st.fractions(-50, 50, max_denominator=9), st.integers(1, 9))
def test_places_depend_on_the_order_of_scores_and_nothing_else(
    scores: dict[str, Fraction], shift: Fraction, factor: int
) -> None:
    moved = {ref: score * factor + shift for ref, score in scores.items()}

    assert [(p.ref, p.place, p.tied_with) for p in rank(scores)] == [
        (p.ref, p.place, p.tied_with) for p in rank(moved)
    ]


@given(SCORES)
def test_places_count_who_is_better(scores: dict[str, Fraction]) -> None:
    for one in rank(scores):
        assert one.place == 1 + sum(score > one.score for score in scores.values())
        assert set(one.tied_with) == {r for r in scores if scores[r] == one.score} - {one.ref}


@given(SCORES, st.integers(1, 8))
def test_a_higher_score_never_costs_a_place_on_the_shortlist(
    scores: dict[str, Fraction], k: int
) -> None:
    rule = ShortlistRule("top_k", seats=1, k=k)
    before = propose(scores, rule)
    for ref in before.chosen:
        assert ref in propose({**scores, ref: scores[ref] + 1}, rule).chosen


VOTES = st.dictionaries(st.sampled_from("ABCDEFGHIJKL"), st.integers(0, 18), min_size=1)
SWITCHES = st.tuples(st.booleans(), st.booleans(), st.booleans())


def counted(votes: dict[str, int], rule: BallotRule) -> dict[str, tuple[str, ...]]:
    """The lists when everybody is voted on with these votes for every prize."""
    candidates = {n: Candidate(Fraction(800 - i)) for i, n in enumerate(sorted(votes))}
    tallies = tuple(Tally(n, v, 18 - v, 0) for n, v in votes.items())
    prizes = [rule.rounds[0].prize] if rule.single else [one.prize for one in rule.rounds]
    held = [RoundTally(prize, tallies) for prize in prizes]
    return dict(count_ballot(rule, Meeting(21, 18, candidates), held).proposed)


@given(VOTES, SWITCHES)
def test_whatever_the_settings_seats_are_not_exceeded_and_nobody_is_listed_twice(
    votes: dict[str, int], switches: tuple[bool, bool, bool]
) -> None:
    rounds = (Round(prize="award", max_marks=4), Round(prize="nomination", max_marks=6))
    single, transfer, recused = switches
    rule = replace(
        ballot_rule(pack()), rounds=rounds, single=single, transfer=transfer, recused_count=recused
    )

    lists = counted(votes, rule)

    names = [name for own in lists.values() for name in own]
    assert len(names) == len(set(names)) <= 10
    assert len(lists["award"]) <= 4
    assert len(lists["nomination"]) <= (10 if transfer else 6)
    assert all(votes[name] * 2 > 18 for name in names)


@given(VOTES, st.integers(1, 5))
def test_more_votes_never_cost_a_seat(votes: dict[str, int], more: int) -> None:
    rule = replace(ballot_rule(pack()), tie=("combined_score", "vacant"))
    for winner in counted(votes, rule)["award"]:
        better = {**votes, winner: min(18, votes[winner] + more)}
        assert winner in counted(better, rule)["award"]


PARTS = st.lists(
    st.sampled_from(["钦州", "广西", "钦州市", "示例", "机械", "茶业", "集团", "有限公司", "股份"]),
    max_size=5,
).map("".join)


@given(PARTS, PARTS)
def test_names_compare_alike_in_both_directions(one: str, other: str) -> None:
    assert match_names(one, other, ["钦州市"]) is match_names(other, one, ["钦州市"])
