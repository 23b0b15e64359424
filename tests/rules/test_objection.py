"""Objections: taken or passed on, never lost; what they do to the list."""

from datetime import date, datetime
from pathlib import Path

import pytest

from rules.canonical import BEIJING
from rules.objection import (
    Admissibility,
    ObjectionFacts,
    ObjectionInvalid,
    Verdict,
    admissible,
    leaves_list,
    tells_of_fraud,
)
from rules.policy import read_pack
from rules.publicity import Period
from tests.rules.packs import changed_pack

QINZHOU = read_pack(Path(__file__).parents[2] / "policies" / "qinzhou-2021")
REAL_NAMES = changed_pack(("publicity.toml", 'value = "encouraged"', 'value = "required"'))
PERIOD = Period(
    published_at=datetime(2026, 4, 30, 9, tzinfo=BEIJING),
    first_day=date(2026, 5, 6),
    last_day=date(2026, 5, 11),
    ends_at=datetime(2026, 5, 12, tzinfo=BEIJING),
)
LAST_MINUTE = datetime(2026, 5, 11, 23, 59, 59, tzinfo=BEIJING)


def objection(
    *,
    received_at: datetime = LAST_MINUTE,
    ref: str = "S001",
    matter: str = "事故",
    named: bool = True,
) -> ObjectionFacts:
    return ObjectionFacts(received_at, ref, matter, is_real_name=named)


def test_case_32_objection_in_the_last_minute_is_in_time() -> None:
    assert admissible(objection(), PERIOD, {"S001"}, QINZHOU) == Admissibility(
        is_admissible=True,
        in_time=True,
        code="ok",
        route="publicity",
        sentence="异议已受理，将依据第二十条调查核实。",
    )


def test_case_32_late_objection_takes_the_other_route() -> None:
    result = admissible(objection(received_at=PERIOD.ends_at), PERIOD, {"S001"}, QINZHOU)

    assert (result.is_admissible, result.in_time) == (False, False)
    assert (result.code, result.route) == ("late", "report")


def test_case_32_anonymous_objection_depends_on_the_policy() -> None:
    anonymous = objection(named=False)

    encouraged = admissible(anonymous, PERIOD, {"S001"}, QINZHOU)
    required = admissible(anonymous, PERIOD, {"S001"}, REAL_NAMES)
    unreachable = admissible(
        ObjectionFacts(LAST_MINUTE, "S001", "事故", is_real_name=True, has_contact=False),
        PERIOD,
        {"S001"},
        REAL_NAMES,
    )

    assert encouraged.code == "ok"
    assert (required.code, required.route) == ("anonymous", "report")
    assert unreachable.code == "anonymous"


def test_case_32_named_objection_is_taken_where_names_are_required() -> None:
    assert admissible(objection(), PERIOD, {"S001"}, REAL_NAMES).code == "ok"


def test_objection_about_nobody_or_nothing_is_logged_only() -> None:
    assert admissible(objection(ref="S009"), PERIOD, {"S001"}, QINZHOU).code == "not_listed"
    assert admissible(objection(matter=" "), PERIOD, {"S001"}, QINZHOU).code == "no_matter"


@pytest.mark.parametrize(
    ("verdict", "removed", "leaves"),
    [
        (Verdict.UPHELD, None, True),
        (Verdict.UPHELD, True, True),
        (Verdict.NOT_UPHELD, None, False),
        (Verdict.PARTLY_UPHELD, True, True),
        (Verdict.PARTLY_UPHELD, False, False),
    ],
)
def test_case_33_upheld_objection_removes_the_name(
    verdict: Verdict, *, removed: bool | None, leaves: bool
) -> None:
    assert leaves_list(verdict, removed=removed) is leaves


@pytest.mark.parametrize(
    ("verdict", "removed"),
    [(Verdict.PARTLY_UPHELD, None), (Verdict.UPHELD, False), (Verdict.NOT_UPHELD, True)],
)
def test_case_33_outcome_must_follow_from_the_verdict(
    verdict: Verdict, *, removed: bool | None
) -> None:
    with pytest.raises(ObjectionInvalid):
        leaves_list(verdict, removed=removed)


@pytest.mark.parametrize(
    ("verdict", "matter", "reason", "fraud"),
    [
        (Verdict.UPHELD, "财务数据造假", "情况属实", True),
        (Verdict.UPHELD, "质量投诉较多", "情况属实", False),
        (Verdict.UPHELD, "反映弄虚作假", "证书系伪造", True),
        (Verdict.UPHELD, "质量投诉较多", "不存在弄虚作假", False),
        (Verdict.PARTLY_UPHELD, "财务数据造假", "未发现造假，投诉属实", False),
        (Verdict.PARTLY_UPHELD, "财务数据造假", "证书系伪造", True),
        (Verdict.NOT_UPHELD, "财务数据造假", "证书系伪造", False),
    ],
)
def test_articles_20_and_25_false_papers_are_told_by_the_words(
    verdict: Verdict, matter: str, reason: str, *, fraud: bool
) -> None:
    assert tells_of_fraud(verdict, matter, reason) is fraud
