"""Replacements follow from the first draw alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.draw import Draw, DrawInvalid, PoolTooSmall, draw, drawn_order
from rules.replacement import Replacement, Source, replace, replacement_seed, seated

POOL = tuple(f"E{number:02d}" for number in range(1, 10))


def first_draw(reserves: int = 2) -> Draw:
    return draw(POOL, {"E09": "请假"}, 3, reserves, "seed")


def test_case_17_next_reserve_takes_the_seat_for_that_applicant_only() -> None:
    first = first_draw()
    leaving = first.panel[1]

    change = replace(first, POOL, leaving=leaving, reason="主动回避", ref="S001")

    assert change == Replacement(
        1, leaving, first.reserves[0], "主动回避", Source.RESERVE, "S001", "", {}
    )
    assert seated(first, [change], "S001") == (
        first.panel[0],
        first.reserves[0],
        first.panel[2],
    )
    assert seated(first, [change], "S002") == first.panel
    assert seated(first, [change]) == first.panel


def test_reserve_who_cannot_come_is_passed_over_with_the_reason_kept() -> None:
    first = first_draw()

    change = replace(
        first,
        POOL,
        leaving=first.panel[0],
        reason="因病",
        excluded={first.reserves[0]: "与申报单位有利害关系"},
    )

    assert change.coming == first.reserves[1]
    assert change.excluded == {first.reserves[0]: "与申报单位有利害关系"}
    assert seated(first, [change]) == (first.reserves[1], *first.panel[1:])


def test_without_reserves_the_draw_goes_on_with_a_chained_seed() -> None:
    first = first_draw(reserves=1)
    change_1 = replace(first, POOL, leaving=first.panel[0], reason="因病")

    change_2 = replace(first, POOL, leaving=change_1.coming, reason="因病", earlier=[change_1])

    seed = replacement_seed("seed", 2)
    left = [m for m in POOL if m not in {*first.panel, *first.reserves, "E09"}]
    assert change_2 == Replacement(
        2, first.reserves[0], drawn_order(left, seed)[0], "因病", Source.DRAWN, "", seed, {}
    )
    assert seated(first, [change_1, change_2]) == (change_2.coming, *first.panel[1:])


def test_exhausted_pool_says_so() -> None:
    first = draw(POOL[:3], {}, 3, 0, "seed")

    with pytest.raises(PoolTooSmall, match="还缺 1 人"):
        replace(first, POOL[:3], leaving=first.panel[0], reason="因病")


def test_replacement_from_another_pool_is_refused() -> None:
    first = first_draw()

    with pytest.raises(DrawInvalid, match="与首次抽取时冻结的名单不一致"):
        replace(first, (*POOL, "E10"), leaving=first.panel[0], reason="因病")


def test_replacement_without_a_reason_is_refused() -> None:
    first = first_draw()

    with pytest.raises(DrawInvalid, match="没有写明理由"):
        replace(first, POOL, leaving=first.panel[0], reason=" ")


def test_somebody_who_does_not_sit_cannot_be_replaced() -> None:
    first = first_draw()

    with pytest.raises(DrawInvalid, match="不在该评审组内"):
        replace(first, POOL, leaving=first.reserves[0], reason="因病")


@given(seed=st.text(min_size=1), leavers=st.lists(st.integers(0, 2), max_size=5))
def test_nobody_comes_back_and_the_panel_keeps_its_size(seed: str, leavers: list[int]) -> None:
    first = draw(POOL, {}, 3, 1, seed)
    changes: list[Replacement] = []
    gone: set[str] = set()

    for place in leavers:
        leaving = seated(first, changes)[place]
        gone.add(leaving)
        changes.append(replace(first, POOL, leaving=leaving, reason="因病", earlier=changes))

        now = seated(first, changes)
        assert len(set(now)) == len(first.panel)
        assert not gone & set(now)
