from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.eligibility import ApplicationFacts, Ban, assess, eligible
from rules.errors import UnknownName
from rules.findings import Outcome
from rules.sanctions import Effects, ban, decided, describe, effects
from tests.rules.packs import changed_pack, pack

CODE = "91450721MA5XAAAA3K"
WAN = 1_000_000


def test_article_25_fraud_before_the_award_ends_the_application_and_bars_five_years() -> None:
    assert effects(pack(), "fraud", prize_id=None) == Effects(
        trigger="fraud",
        article="第二十五条",
        leaves_edition=True,
        revoke=False,
        return_items=False,
        recover_fen=0,
        ban_years=5,
        publish=(),
        orders=(),
    )


def test_article_25_fraud_after_the_award_takes_everything_back_and_is_published() -> None:
    assert effects(pack(), "fraud", prize_id="award") == Effects(
        trigger="fraud",
        article="第二十五条",
        leaves_edition=False,
        revoke=True,
        return_items=True,
        recover_fen=30 * WAN,
        ban_years=5,
        publish=("信用中国（广西钦州）网站", "市级主要新闻媒体"),
        orders=("提请市人民政府批准",),
    )


@pytest.mark.parametrize(
    ("trigger", "article"),
    [
        ("accident", "第二十六条第（一）项"),
        ("quality_problem", "第二十六条第（二）项"),
        ("violation", "第二十六条第（三）项"),
    ],
)
def test_article_26_later_events_take_back_title_and_items_and_nothing_else(
    trigger: str, article: str
) -> None:
    assert effects(pack(), trigger, prize_id="award") == Effects(
        trigger=trigger,
        article=article,
        leaves_edition=False,
        revoke=True,
        return_items=True,
        recover_fen=0,
        ban_years=0,
        publish=("向社会公告",),
        orders=("提请市人民政府批准",),
    )
    assert ban(pack(), trigger, uscc=CODE, decided_on=date(2027, 3, 1)) is None


def test_article_29_misuse_of_the_title_is_corrected_by_the_local_authority() -> None:
    found = effects(pack(), "title_misuse", prize_id="award")

    assert found.orders == ("由所在地质量管理部门责令限期改正",)
    assert (found.revoke, found.return_items, found.recover_fen, found.ban_years) == (
        False,
        False,
        0,
        0,
    )


def test_case_37_a_ban_covers_editions_whose_reference_date_falls_inside() -> None:
    bar = ban(pack(), "fraud", uscc=CODE, decided_on=date(2026, 10, 8))
    facts = ApplicationFacts(CODE, "钦州示例机械有限公司")

    assert bar == Ban(
        uscc=CODE,
        until=date(2031, 10, 8),
        starts_on=date(2026, 10, 8),
        article="第二十五条",
        reason="采用不正当手段骗取市长质量奖",
    )
    for day, barred in ((bar.until, True), (bar.until + timedelta(days=1), False)):
        findings = assess(facts, policy=pack(), reference_date=day, bans=[bar])
        assert (eligible(f for f in findings if f.outcome is Outcome.FAIL) is False) == barred


def test_case_37_a_city_may_count_the_ban_from_the_end_of_the_edition() -> None:
    policy = changed_pack(("fund-and-sanctions.toml", '"decision_date"', '"edition_end"'))

    later = ban(
        policy,
        "fraud",
        uscc=CODE,
        decided_on=date(2026, 10, 8),
        edition_end=date(2027, 1, 31),
    )
    unknown = ban(policy, "fraud", uscc=CODE, decided_on=date(2026, 10, 8))

    assert later is not None
    assert (later.starts_on, later.until) == (date(2026, 10, 8), date(2032, 1, 31))
    assert unknown is not None
    assert unknown.until == date(2031, 10, 8)


def test_case_38_only_what_was_paid_is_recovered() -> None:
    assert effects(pack(), "fraud", prize_id="award", paid_fen=15 * WAN).recover_fen == 15 * WAN
    assert effects(pack(), "fraud", prize_id="award", paid_fen=0).recover_fen == 0


def test_case_39_the_difference_between_articles_25_and_26_is_told() -> None:
    fraud = describe(pack(), effects(pack(), "fraud", prize_id="award"))
    accident = describe(pack(), effects(pack(), "accident", prize_id="award"))

    assert fraud == (
        "撤销称号",
        "收回奖牌、证书",
        "追缴质量发展资金人民币30万元",
        "今后5年内不得申报钦州市市长质量奖",
        "公告：信用中国（广西钦州）网站、市级主要新闻媒体",
        "措施：提请市人民政府批准",
    )
    assert accident == (
        "撤销称号",
        "收回奖牌、证书",
        "不追缴质量发展资金（第二十六条第（一）项未规定或没有已拨资金）",
        "不取消申报资格（第二十六条第（一）项未规定）",
        "公告：向社会公告",
        "措施：提请市人民政府批准",
    )


def test_case_40_both_tiers_are_treated_alike_and_a_nomination_has_no_money() -> None:
    award = effects(pack(), "fraud", prize_id="award")
    nomination = effects(pack(), "fraud", prize_id="nomination")

    assert replace(nomination, recover_fen=award.recover_fen) == award
    assert nomination.recover_fen == 0


def test_case_43_money_spent_elsewhere_has_no_invented_penalty() -> None:
    found = effects(pack(), "fund_misuse", prize_id="award")

    assert found.orders == ("发出整改通知", "通报市财政部门")
    assert describe(pack(), found)[:4] == (
        "不撤销称号（第二十三条未规定或尚未授奖）",
        "不收回奖牌、证书（第二十三条未规定或尚未授奖）",
        "不追缴质量发展资金（第二十三条未规定或没有已拨资金）",
        "不取消申报资格（第二十三条未规定）",
    )


def test_an_amount_is_told_exactly() -> None:
    found = effects(pack(), "fraud", prize_id="award", paid_fen=12_345_678)

    assert "追缴质量发展资金人民币12.345678万元" in describe(pack(), found)


def test_a_running_application_is_told_that_it_ends() -> None:
    assert describe(pack(), effects(pack(), "fraud", prize_id=None))[0] == "退出当届评审"


def test_a_ban_without_a_beginning_counts_from_the_decision() -> None:
    sanction = pack().sanction("fraud").model_copy(update={"ban_from": None})
    policy = pack().model_copy(update={"sanctions": (sanction,)})

    bar = ban(policy, "fraud", uscc=CODE, decided_on=date(2024, 2, 29))

    assert bar is not None
    assert bar.until == date(2029, 2, 28)


def test_an_unknown_ground_is_refused() -> None:
    with pytest.raises(UnknownName):
        effects(pack(), "bad_mood", prize_id=None)


def test_article_25_the_government_decides_what_the_article_provides_and_no_more() -> None:
    found = effects(pack(), "fraud", prize_id="award", paid_fen=30 * WAN)

    sentences = decided(pack(), found, title="第三届钦州市市长质量奖")

    assert "撤销其第三届钦州市市长质量奖称号" in sentences
    assert any("人民币30万元" in one for one in sentences)
    assert any("今后5年内" in one for one in sentences)


def test_the_office_signs_with_its_full_name() -> None:
    bodies = pack().bodies

    assert bodies.full_office == (bodies.office_full or bodies.office).value
