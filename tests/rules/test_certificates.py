"""Certificates open the door to an applicant's papers, one by one, and never by silence."""

import pytest

from rules.certificates import Certificate, Occasion, may_read, unsigned_after
from rules.findings import Outcome
from tests.rules.packs import pack

STANDING = Certificate("E01", Occasion.STANDING)
BEFORE = Certificate("E01", Occasion.BEFORE_READING, "S001")


@pytest.mark.parametrize(
    ("signed", "outcome", "code"),
    [
        ([], Outcome.EVIDENCE, "no_standing"),
        ([BEFORE], Outcome.EVIDENCE, "no_standing"),
        ([STANDING], Outcome.EVIDENCE, "no_certificate"),
        (
            [STANDING, Certificate("E02", Occasion.BEFORE_READING, "S001")],
            Outcome.EVIDENCE,
            "no_certificate",
        ),
        ([STANDING, BEFORE], Outcome.PASS, "ok"),
        (
            [STANDING, BEFORE, Certificate("E01", Occasion.AFTER_MEETING, "S001", True)],  # noqa: FBT003
            Outcome.FAIL,
            "recused",
        ),
    ],
)
def test_article_30_nothing_is_readable_before_both_certificates(
    signed: list[Certificate], outcome: Outcome, code: str
) -> None:
    found = may_read("E01", "S001", signed, pack())

    assert (found.condition, found.article) == ("recusal", "第三十条")
    assert (found.outcome, found.code) == (outcome, code)


def test_article_30_a_certificate_for_one_applicant_opens_no_other() -> None:
    assert (
        may_read("E01", "S002", [STANDING, BEFORE], pack()).settled_by == "就 S002 的无利害关系声明"
    )


def test_article_30_everybody_who_judged_signs_once_more_after_the_meeting() -> None:
    signed = [Certificate("E01", Occasion.AFTER_MEETING, "S001"), STANDING, BEFORE]

    found = unsigned_after({("E01", "S001"), ("E02", "S001"), ("E01", "S002")}, signed, pack())

    assert [f.sentence for f in found] == [
        "E01会后尚未就 S002 签署回避确认。",
        "E02会后尚未就 S001 签署回避确认。",
    ]
