"""When a measured figure meets its target."""

import pytest

from benchmarks.row import Row


@pytest.mark.parametrize(
    ("ours", "target", "is_met"),
    [(1.0, "<= 1/12", True), (1.1, "<= 1/12", False), (1.0, "< 1/12", False), (12.0, ">= 1", True)],
)
def test_a_row_with_a_peer_is_judged_by_its_ratio(ours: float, target: str, is_met: bool) -> None:  # noqa: FBT001 - a table's column
    row = Row(name="transition", unit="s", ours=ours, reference=12.0, against="x", target=target)

    assert row.ok is is_met


def test_a_row_without_a_peer_is_judged_by_itself() -> None:
    assert Row(name="crowd", unit="s", ours=9.5, target="< 10").ok is True


def test_a_peer_that_was_not_measured_judges_nothing() -> None:
    row = Row(name="transition", unit="s", ours=0.3, against="Airflow", target="<= 1/6")

    assert row.ok is None


def test_a_skipped_row_says_why_and_claims_nothing() -> None:
    row = Row(name="transition", unit="s", skipped="no wheel")

    assert row.as_json() == {"name": "transition", "unit": "s", "skipped": "no wheel"}
