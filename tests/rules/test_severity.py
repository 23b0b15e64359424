"""Severity is shown, never applied."""

from fractions import Fraction

from rules.severity import Severity, severities
from rules.sheet import Sheet

POINTS = {"a": 100}


def sheet(reviewer: str, percent: int) -> Sheet:
    return Sheet(reviewer, {"a": percent})


def test_reviewers_are_compared_on_the_same_applicants_only() -> None:
    sheets = {
        "S001": [sheet("E1", 70), sheet("E2", 50), sheet("E3", 60)],
        "S002": [sheet("E1", 90), sheet("E2", 40)],
        "S003": [sheet("E4", 10)],
        "S004": [],
    }

    found = severities(sheets, POINTS, limit=Fraction(30))

    assert found == (
        Severity(
            "E1",
            Fraction(65, 2),
            2,
            "E1在 2 个申报单位上的总分平均比同组其他评审员高 32.50 分，"
            "供合议时参考，不调整原始评分。",
        ),
        Severity(
            "E2",
            Fraction(-65, 2),
            2,
            "E2在 2 个申报单位上的总分平均比同组其他评审员低 32.50 分，"
            "供合议时参考，不调整原始评分。",
        ),
        Severity("E3", Fraction(0), 1),
    )
