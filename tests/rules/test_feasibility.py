import itertools
from dataclasses import replace
from datetime import date

import pytest

from rules.feasibility import Circumstances, Slot, Strain, strains, timetable
from rules.policy import Policy
from tests.rules.packs import changed_pack, pack
from tests.rules.test_calendar import china

FINE = Circumstances(
    applicants=40, reviewers=60, committee=21, opens_on=date(2025, 3, 3), conflicted=5, absent=3
)


def keys(circumstances: Circumstances, policy: Policy | None = None) -> list[tuple[str, bool]]:
    found = strains(policy or pack(), circumstances, china())
    return [(strain.key, strain.blocking) for strain in found]


@pytest.mark.parametrize("name", ["qinzhou-2021", "modelled-jining", "modelled-xuchang"])
def test_an_ordinary_edition_works(name: str) -> None:
    assert keys(FINE, pack(name)) == []


@pytest.mark.parametrize(
    ("reviewers", "expected"),
    [
        (0, [("panel.size_min", True)]),
        (7, [("panel.size_min", True)]),
        (9, [("panel.size", True)]),
        (11, [("panel.reserves", False)]),
        (12, []),
    ],
)
def test_too_few_reviewers_after_conflicts_are_told(
    reviewers: int, expected: list[tuple[str, bool]]
) -> None:
    assert keys(replace(FINE, applicants=10, reviewers=reviewers, conflicted=5)) == expected


def test_panels_that_share_reviewers_are_told() -> None:
    assert strains(pack(), replace(FINE, applicants=100, reviewers=50), china()) == (
        Strain(
            "panel.applicants_per_panel",
            blocking=False,
            sentence="100个申报单位须10个评审组、50人次，而可用评审员45名，"
            "有人须进入多个组，请扩库或调大 panel.applicants_per_panel。",
        ),
    )


def test_a_meeting_without_quorum_is_told_with_the_value_to_change() -> None:
    found = strains(pack(), replace(FINE, absent=8), china())

    assert [(s.key, s.blocking) for s in found] == [("vote.quorum", True)]
    assert "委员21名、预计到会13名，法定人数须14名" in found[0].sentence
    assert "vote.quorum" in found[0].sentence


@pytest.mark.parametrize(("committee", "absent"), [(0, 0), (3, 5)])
def test_no_committee_has_no_quorum(committee: int, absent: int) -> None:
    nobody = replace(FINE, committee=committee, absent=absent)

    assert keys(nobody) == [("vote.quorum", True)]


@pytest.mark.parametrize(
    ("strict", "absent", "expected"),
    [
        ("true", 9, []),
        ("true", 10, [("vote.pass", True)]),
        ("false", 10, []),
        ("false", 11, [("vote.pass", True)]),
    ],
)
def test_a_majority_of_all_members_that_cannot_be_reached_is_told(
    strict: str, absent: int, expected: list[tuple[str, bool]]
) -> None:
    policy = changed_pack(
        ("vote.toml", "num = 2, den = 3", "num = 1, den = 3"),
        ("vote.toml", 'strict = true, of = "ballots"', f'strict = {strict}, of = "appointed"'),
    )

    assert keys(replace(FINE, committee=20, absent=absent), policy) == expected


def test_a_period_longer_than_its_stage_is_told() -> None:
    policy = changed_pack(("entry.toml", "days = { value = 15,", "days = { value = 25,"))

    found = strains(policy, FINE, china())

    assert [(s.key, s.blocking) for s in found] == [("verification.days", True)]
    assert "请缩短 verification.days 或延长 stages.stage.eligibility.days。" in found[0].sentence


def test_a_window_over_a_holiday_may_be_shorter_than_its_working_days() -> None:
    policy = changed_pack(("stages.toml", "days = { value = 45,", "days = { value = 7,"))

    over_spring_festival = keys(replace(FINE, opens_on=date(2025, 1, 20)), policy)
    in_march = keys(FINE, policy)

    assert over_spring_festival == [("correction.days", True)]
    assert in_march == []


def test_a_shortlist_shorter_than_the_seats_is_told() -> None:
    policy = changed_pack(("scoring.toml", "k = { value = 12,", "k = { value = 9,"))

    assert keys(FINE, policy) == [("shortlist.k", False)]


def test_fewer_applicants_than_seats_are_told() -> None:
    assert keys(replace(FINE, applicants=8)) == [("stages.stage.intake.days", False)]


def test_a_year_without_a_holiday_plan_is_told_and_stops_nothing_else() -> None:
    assert keys(replace(FINE, opens_on=date(2026, 9, 1), absent=8)) == [
        ("policies/calendars/2027.toml", False),
        ("vote.quorum", True),
    ]


def test_a_stage_left_out_has_no_window() -> None:
    short = pack().model_copy(
        update={
            "stages": pack().stages.model_copy(
                update={"order": replace(pack().stages.order, value=("call", "intake"))}
            )
        }
    )

    assert keys(FINE, short) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("effective_to = {", "effective_to = { value = 2025-12-31,"), []),
        (
            ("effective_to = {", "effective_to = { value = 2025-03-02,"),
            [("meta.effective_to", True)],
        ),
        (("effective_from = {", "effective_from = { value = 2025-03-03,"), []),
        (
            ("effective_from = {", "effective_from = { value = 2025-03-04,"),
            [("meta.effective_from", True)],
        ),
        (
            ("superseded_by = {", 'superseded_by = { value = "2026年办法",'),
            [("meta.superseded_by", True)],
        ),
    ],
)
def test_article_32_a_regulation_not_in_force_is_told(
    change: tuple[str, str], expected: list[tuple[str, bool]]
) -> None:
    assert keys(FINE, changed_pack(("meta.toml", *change))) == expected


def test_a_timetable_follows_the_order_of_the_policy() -> None:
    slots = timetable(pack(), date(2025, 3, 1), china())

    assert [slot.stage for slot in slots] == list(pack().stages.order.value)
    assert slots[:2] == (
        Slot("call", date(2025, 3, 3), date(2025, 3, 10)),
        Slot("intake", date(2025, 3, 11), date(2025, 4, 25)),
    )
    assert all(a.due < b.begins for a, b in itertools.pairwise(slots))


def test_a_stage_without_a_deadline_takes_a_day() -> None:
    policy = changed_pack(("stages.toml", 'unit = { value = "working"', 'unit = { value = "none"'))

    assert timetable(policy, date(2025, 3, 3), china())[0] == Slot(
        "call", date(2025, 3, 3), date(2025, 3, 3)
    )


def test_a_timetable_goes_no_further_than_it_is_asked() -> None:
    slots = timetable(pack(), date(2026, 3, 2), china(), through="intake")

    assert [slot.stage for slot in slots] == ["call", "intake"]
