"""The draw: exactly the published procedure, and nobody sits who may not."""

import hashlib
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.draw import (
    Draw,
    DrawInvalid,
    PoolTooSmall,
    Stratum,
    draw,
    draw_by_specialty,
    drawn_order,
    edition_seed,
    panel_seed,
    pool_sha256,
)

POOL = tuple(f"E{number:02d}" for number in range(1, 13))
SEED = "seed"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_article_9_2_draw_is_the_published_procedure() -> None:
    excluded = {"E03": "现任职于申报单位。"}

    result = draw(POOL, excluded, 5, 2, SEED)

    order = sorted((m for m in POOL if m != "E03"), key=lambda m: sha256(f"{SEED}:{m}"))
    assert result == Draw(
        pool_sha256=sha256("\n".join(POOL)),
        panel=tuple(order[:5]),
        reserves=tuple(order[5:7]),
        excluded=excluded,
        seed=SEED,
        missing_reserves=0,
    )


def test_case_15_draw_has_a_fixed_answer_anyone_can_compare() -> None:
    result = draw(("E01", "E02", "E03", "E04", "E05"), {}, 3, 1, "2026-06-30:123456")

    assert result.pool_sha256 == "ab814253e3b434c3c41f94e3454230048fd711bb6ea367b2829d63a53dfb3411"
    assert result.panel == ("E01", "E05", "E03")
    assert result.reserves == ("E04",)


def test_case_15_seed_joins_the_public_value_and_the_witnesses() -> None:
    seed = edition_seed("3214.55", ["青山", "绿水"])

    assert seed == sha256("3214.55\n青山\n绿水")
    assert panel_seed(seed, 2) == sha256(f"{seed}:panel:2")


def test_pool_hash_covers_the_excluded_too() -> None:
    result = draw(POOL, {"E01": "回避"}, 3, 0, SEED)

    assert result.pool_sha256 == pool_sha256(reversed(POOL))


def test_draw_with_few_members_left_has_fewer_reserves_and_says_so() -> None:
    result = draw(POOL[:4], {}, 3, 2, SEED)

    assert len(result.reserves) == 1
    assert result.missing_reserves == 1


def test_article_10_pool_too_small_says_how_many_are_missing_and_why() -> None:
    with pytest.raises(PoolTooSmall) as refused:
        draw(("E01", "E02", "E03"), {"E02": "回避。"}, 3, 0, SEED)

    assert refused.value.missing == 1
    assert refused.value.excluded == {"E02": "回避。"}
    assert refused.value.sentence == (
        "评审员库可抽取 2 人，需要 3 人，还缺 1 人：已排除 1 人（E02：回避）。"
    )


def test_pool_too_small_without_exclusions_asks_for_more_experts() -> None:
    with pytest.raises(PoolTooSmall, match="没有人被排除，须先充实专家库"):
        draw(("E01",), {}, 3, 0, SEED)


def test_draw_by_specialty_seats_each_stratum_first() -> None:
    pool = {member: "农业" if member in {"E11", "E12"} else "制造" for member in POOL}

    result = draw_by_specialty(pool, {}, 3, 2, SEED, strata=[Stratum("农业", 2)])

    order = drawn_order(POOL, SEED)
    assert {"E11", "E12"} < set(result.panel)
    assert result.panel == tuple(m for m in order if m in result.panel)
    assert result.reserves == tuple(m for m in order if m not in result.panel)[:2]


def test_draw_by_specialty_names_the_stratum_that_is_short() -> None:
    pool = {"E01": "农业", "E02": "制造", "E03": "制造", "E04": "农业"}

    with pytest.raises(PoolTooSmall) as refused:
        draw_by_specialty(
            pool, {"E04": "回避", "E03": "请假"}, 2, 0, SEED, strata=[Stratum("农业", 2)]
        )

    assert refused.value.sentence == (
        "“农业”专业可抽取 1 人，需要 2 人，还缺 1 人：已排除 1 人（E04：回避）。"
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"seed": ""}, "没有种子"),
        ({"size": 0}, "至少为 1"),
        ({"reserves": -1}, "不能为负"),
        ({"excluded": {"X1": "回避"}}, "X1不在评审员库内"),
        ({"excluded": {"E01": " "}}, "没有写明理由"),
        ({"pool": ["E01", "E01"]}, "E01在库内重复"),
        ({"pool": ["E01", ""]}, "不能为空"),
        ({"pool": ["E01", "E\n2"]}, "不能换行"),
    ],
)
def test_draw_that_could_not_be_repeated_is_refused(changed: dict[str, Any], words: str) -> None:
    request: dict[str, Any] = {
        "pool": POOL,
        "excluded": {},
        "size": 3,
        "reserves": 0,
        "seed": SEED,
    }

    with pytest.raises(DrawInvalid, match=words):
        draw(**(request | changed))


@pytest.mark.parametrize(
    ("strata", "words"),
    [
        ([Stratum("农业", 1), Stratum("农业", 1)], "只能规定一次"),
        ([Stratum("农业", 2), Stratum("制造", 2)], "超过评审组人数"),
    ],
)
def test_strata_that_contradict_are_refused(strata: list[Stratum], words: str) -> None:
    with pytest.raises(DrawInvalid, match=words):
        draw_by_specialty({"E01": "农业"}, {}, 3, 0, SEED, strata=strata)


@pytest.mark.parametrize(("value", "witnesses"), [("", []), ("1", [""]), ("1", ["a\nb"])])
def test_seed_from_ambiguous_entries_is_refused(value: str, witnesses: list[str]) -> None:
    with pytest.raises(DrawInvalid):
        edition_seed(value, witnesses)


def test_panels_are_numbered_from_one() -> None:
    with pytest.raises(DrawInvalid):
        panel_seed(SEED, 0)


pools = st.lists(st.text("ABCDE0123456789", min_size=1, max_size=4), unique=True, min_size=1)


@given(pool=pools, out=st.data(), seed=st.text(min_size=1), reserves=st.integers(0, 3))
def test_draw_takes_members_who_may_serve_and_ignores_the_pool_order(
    pool: list[str], out: st.DataObject, seed: str, reserves: int
) -> None:
    excluded = dict.fromkeys(out.draw(st.sets(st.sampled_from(pool))), "回避")
    free = set(pool) - set(excluded)
    size = out.draw(st.integers(1, max(1, len(free))))
    if not free:
        with pytest.raises(PoolTooSmall):
            draw(pool, excluded, size, reserves, seed)
        return

    result = draw(pool, excluded, size, reserves, seed)

    drawn = (*result.panel, *result.reserves)
    assert set(drawn) <= free
    assert len(set(drawn)) == len(drawn)
    assert len(result.panel) == size
    assert len(result.reserves) == min(reserves, len(free) - size)
    assert draw(out.draw(st.permutations(pool)), excluded, size, reserves, seed) == result


@given(pool=pools, seed=st.text(min_size=1))
def test_larger_panel_keeps_everyone_drawn_for_the_smaller(pool: list[str], seed: str) -> None:
    sizes = range(1, len(pool) + 1)
    panels = [draw(pool, {}, size, 0, seed).panel for size in sizes]

    assert all(large[: len(small)] == small for small, large in itertools.pairwise(panels))
