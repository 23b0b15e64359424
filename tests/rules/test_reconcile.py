"""Document against site, item by item."""

from fractions import Fraction

from rules.policy.review import Trim
from rules.reconcile import ItemChange, Reconciliation, reconcile, reconcile_scores
from rules.scoring import ScoringRule, Sheet, combine_sheets


def test_article_18_every_changed_item_needs_a_reason() -> None:
    document = {"4.1.2": 50, "4.1.3": 60, "4.1.4": 70}
    site = {"4.1.2": 55, "4.1.3": 60, "4.1.4": 60}

    result = reconcile(document, site, {"4.1.2": " 现场核实展开范围更广 ", "4.1.4": " "})

    assert result == Reconciliation(
        changes=(
            ItemChange("4.1.2", Fraction(50), Fraction(55), "现场核实展开范围更广"),
            ItemChange("4.1.4", Fraction(70), Fraction(60)),
        ),
        unexplained=("4.1.4",),
        missing=(),
    )
    assert result.changes[1].difference == -10
    assert not result.is_complete
    assert result.sentence == "条款 4.1.4 的现场评分与资料评分不同，须逐项写明理由。"


def test_article_18_item_not_scored_on_site_is_missing() -> None:
    result = reconcile({"4.1.2": 50}, {}, {})

    assert result == Reconciliation(changes=(), unexplained=(), missing=("4.1.2",))
    assert not result.is_complete
    assert result.sentence == "条款 4.1.2 没有现场评分。"


def test_panel_scores_compare_in_points() -> None:
    rule = ScoringRule(5, "mean", Trim(high=1, low=1, min_n=5), 20)
    document = combine_sheets([Sheet("E1", {"a": 50})], {"a": 40}, rule)
    site = combine_sheets([Sheet("E1", {"a": 60}), Sheet("E2", {"a": 65})], {"a": 40}, rule)

    result = reconcile_scores(document, site, {"a": "核实后提高"})

    assert result.changes == (ItemChange("a", Fraction(20), Fraction(25), "核实后提高"),)
    assert result.is_complete
    assert not result.sentence
