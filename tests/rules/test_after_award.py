"""Cases after the award: what is left to do, money, use of the fund and of the title."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from rules.assessment import SheetDone, Talk, assess_reviewer
from rules.canonical import BEIJING
from rules.cases import (
    NEXT,
    CaseKind,
    CasePhase,
    Days,
    Done,
    Instalment,
    instalments_problem,
    left_to_do,
)
from rules.fund_use import FundItem, faults
from rules.money import fen_of, yuan_text
from rules.sanctions import comparison, effects
from rules.title import title_faults
from tests.rules.packs import pack

DAYS = Days(items=date(2027, 1, 16), notice=date(2027, 1, 11), correction=date(2027, 1, 31))
PLAN = (
    Instalment(date(2027, 2, 1), 10_000_000),
    Instalment(date(2027, 3, 1), 20_000_000),
)
FRAUD = effects(pack(), "fraud", prize_id="award", paid_fen=30_000_000)


def left(kind: CaseKind, trigger: str, *done: Done) -> list[tuple[str, str]]:
    found = effects(pack(), trigger, prize_id="award", paid_fen=30_000_000)
    tasks = left_to_do(kind, found, done, days=DAYS, schedule=PLAN)
    return [(task.subject, task.who) for task in tasks]


def test_article_25_everything_comes_back_and_is_published() -> None:
    assert left(CaseKind.FRAUD, "fraud") == [
        ("plaque", "holder"),
        ("certificate", "holder"),
        ("payment-1", "holder"),
        ("payment-2", "holder"),
        ("notice-1", "office"),
        ("notice-2", "office"),
    ]


def test_article_26_money_stays_with_the_holder() -> None:
    assert left(CaseKind.REVOCATION, "accident") == [
        ("plaque", "holder"),
        ("certificate", "holder"),
        ("notice-1", "office"),
    ]


def test_article_25_payments_fill_the_earliest_instalment_first() -> None:
    done = (Done("plaque"), Done("certificate"), Done("payment", amount_fen=15_000_000))

    tasks = left_to_do(CaseKind.FRAUD, FRAUD, done, days=DAYS, schedule=PLAN)

    assert [(t.subject, t.what, t.due_on) for t in tasks][:1] == [
        ("payment-2", "缴回质量发展资金第2期150000元", date(2027, 3, 1))
    ]


def test_article_25_what_can_never_come_back_is_written_off() -> None:
    gone = [Done("waived", channel=what) for what in ("奖牌", "证书", "资金")]
    published = [Done("notice", channel=channel) for channel in FRAUD.publish]

    assert left(CaseKind.FRAUD, "fraud", *gone, *published) == []


def test_articles_23_and_29_end_when_it_is_put_right() -> None:
    assert left(CaseKind.TITLE, "title_misuse") == [("correction", "authority")]
    assert left(CaseKind.FUND, "fund_misuse") == [("correction", "holder")]
    assert left(CaseKind.FUND, "fund_misuse", Done("corrected")) == []


@pytest.mark.parametrize(
    ("schedule", "problem"),
    [
        (PLAN, ""),
        (PLAN[:1], "各期合计100000元，应为300000元，请调整。"),
        (PLAN[::-1], "各期日期须晚于今天且依次递增，请调整。"),
        ((Instalment(date(2027, 1, 1), 30_000_000),), "各期日期须晚于今天且依次递增，请调整。"),
    ],
)
def test_article_25_instalments_add_up_and_lie_ahead(
    schedule: tuple[Instalment, ...], problem: str
) -> None:
    assert instalments_problem(schedule, 30_000_000, date(2027, 1, 1)) == problem


def test_every_phase_leads_to_an_end() -> None:
    reached = {CasePhase.CLOSED, CasePhase.DISMISSED}
    while grown := {one for one, to in NEXT.items() if to & reached} - reached:
        reached |= grown

    assert reached == set(CasePhase)
    assert [phase for phase in CasePhase if phase.is_over] == [
        CasePhase.CLOSED, CasePhase.DISMISSED,
    ]  # fmt: skip
    assert [phase for phase in CasePhase if phase.waits] == [
        CasePhase.HEARING, CasePhase.EXECUTING,
    ]  # fmt: skip


def test_articles_25_and_26_stand_side_by_side() -> None:
    head, *rows = comparison(pack(), prize_id="award", paid_fen=30_000_000)

    assert head[1:] == (
        "第二十五条", "第二十六条第（一）项", "第二十六条第（二）项", "第二十六条第（三）项",
    )  # fmt: skip
    assert {row[0]: row[1:3] for row in rows if row[0] != "情形"} == {
        "称号": ("撤销", "撤销"),
        "奖牌、证书": ("收回", "收回"),
        "质量发展资金": ("追缴30万元", "不追缴"),
        "今后申报": ("5年内不得申报", "不取消资格"),
        "公告": ("信用中国（广西钦州）网站、市级主要新闻媒体", "向社会公告"),
    }


def test_article_23_other_uses_and_too_much_are_misuse_and_a_missing_proof_is_not() -> None:
    items = [
        FundItem("人员培训", 100),
        FundItem("购置车辆", 50),
        FundItem("质量攻关", 1, has_proof=False),
    ]

    found = faults(pack(), items, granted_fen=150, is_report=True)

    assert [(one.item, one.is_misuse) for one in found] == [(1, True), (2, False), (None, True)]
    assert faults(pack(), items[:1], granted_fen=100, is_report=False) == ()


def test_article_29_image_advertising_with_the_year_only() -> None:
    assert title_faults(pack(), "企业形象宣传", shows_year=True) == ()
    assert title_faults(pack(), "产品宣传", shows_year=True) == ("将称号用于产品宣传",)
    assert title_faults(pack(), "企业形象宣传", shows_year=False) == ("未注明获奖年度",)


def test_article_29_another_city_may_forbid_image_advertising_too() -> None:
    rule = pack().title_use
    strict = pack().model_copy(
        update={
            "title_use": rule.model_copy(update={"image_ads": replace(rule.image_ads, value=False)})
        }
    )

    assert title_faults(strict, "企业形象宣传", shows_year=True) == ("将称号用于企业形象宣传",)


@pytest.mark.parametrize(
    ("yuan", "fen"), [("300000", 30_000_000), ("0.01", 1), (Decimal("12.50"), 1250)]
)
def test_money_is_whole_fen(yuan: Decimal | str, fen: int) -> None:
    assert fen_of(yuan) == fen


@pytest.mark.parametrize("wrong", ["0", "-1", "0.001", "很多", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        fen_of(wrong)


def test_yuan_are_written_with_cents_only_where_there_are_any() -> None:
    assert [yuan_text(30_000_000), yuan_text(1205)] == ["300000", "12.05"]


def test_a_ground_that_takes_no_objects_back_asks_for_none() -> None:
    found = replace(FRAUD, return_items=False, recover_fen=0, publish=())

    assert left_to_do(CaseKind.FRAUD, found, (), days=DAYS) == ()


def test_article_9_reviewers_are_counted() -> None:
    due = datetime(2026, 6, 1, 17, 30, tzinfo=BEIJING)
    sheets = [SheetDone(due, due), SheetDone(due, due + timedelta(hours=1)), SheetDone(due, None)]

    own = assess_reviewer(
        "E01", sheets, [Talk(60, 50), Talk(55, 50)], declared=1, undeclared=0, breaches=0
    )

    assert (own.expected, own.handed_in, own.late) == (3, 2, 1)
    assert own.distance == Fraction(15, 2)
    nobody = assess_reviewer("E02", [], [], declared=0, undeclared=1, breaches=1)
    assert (nobody.distance, nobody.undeclared, nobody.breaches) == (None, 1, 1)
