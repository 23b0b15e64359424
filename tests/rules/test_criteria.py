import pytest

from rules.criteria import CriteriaInvalid, parse_criteria
from rules.errors import UnknownName
from tests.rules.packs import POLICIES, gbt19580


def text() -> str:
    return (POLICIES / "criteria" / "gbt19580-2012.toml").read_text("utf-8")


def problems_of(wrong: str) -> tuple[str, ...]:
    with pytest.raises(CriteriaInvalid) as refused:
        parse_criteria(wrong)
    return refused.value.problems


def test_article_05_the_criteria_have_23_items_and_1000_points() -> None:
    criteria = gbt19580()

    assert len(criteria.items) == 23
    assert sum(item.points for item in criteria.items) == criteria.total == 1000
    assert {c.number: c.points for c in criteria.categories} == {
        "4.1": 110,
        "4.2": 90,
        "4.3": 90,
        "4.4": 130,
        "4.5": 100,
        "4.6": 80,
        "4.7": 400,
    }


def test_seventeen_items_are_processes_and_six_are_results() -> None:
    kinds = [item.kind for item in gbt19580().items]

    assert (kinds.count("process"), kinds.count("result")) == (17, 6)


def test_the_shipped_points_say_that_nobody_compared_them_with_the_standard() -> None:
    assert gbt19580().verified is False


def test_an_item_knows_its_category() -> None:
    item = gbt19580().item("4.4.3")

    assert (item.name, item.points, item.category) == ("财务资源", 15, "4.4")


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(UnknownName):
        gbt19580().item("4.1.1")


def test_every_percentage_has_its_band() -> None:
    band = gbt19580().band("process", 50)

    assert (band.low, band.high) == (50, 65)
    assert [facet.aspect for facet in band.facets] == ["方法", "展开", "学习", "整合"]
    assert gbt19580().band("result", 100).facets[0].aspect == "水平"


def test_a_percentage_between_two_bands_is_refused() -> None:
    with pytest.raises(UnknownName):
        gbt19580().band("process", 7)


def test_points_that_do_not_add_up_are_named_by_category_and_total() -> None:
    assert problems_of(text().replace("points = 50", "points = 49", 1)) == (
        "4.1 各条款合计 109 分，与所列 110 分不符。",
        "全部条款合计 999 分，与总分 1000 分不符。",
    )


def test_an_item_twice_and_an_item_of_no_category_are_named() -> None:
    twice = text().replace('"4.1.3"', '"4.1.2"', 1).replace('"4.7.7"', '"4.8.7"', 1)

    assert problems_of(twice) == (
        "4.7 各条款合计 350 分，与所列 400 分不符。",
        "条款 4.1.2 出现不止一次。",
        "条款 4.8.7 不属于任何类目。",
    )


def test_bands_that_overlap_or_leave_a_gap_are_named() -> None:
    assert problems_of(text().replace("high = 25", "high = 30", 1)) == (
        "process 的 30% 落在 2 个分段里，应恰好一个。",
    )
    assert problems_of(text().replace("high = 5\n", "high = 4\n", 1)) == (
        "process 的 5% 落在 0 个分段里，应恰好一个。",
    )


def test_a_file_of_the_wrong_shape_is_refused_with_every_fault() -> None:
    wrong = text().replace("verified = false", 'verified = "no"').replace("total = 1000", "")

    assert problems_of(wrong) == ("verified 应为 true 或 false。", "total 缺少这一项，请补上。")
