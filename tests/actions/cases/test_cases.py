"""Cases after the award: what each ground leads to, and that it leads to nothing else."""

import json
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from actions.cases.cases import advance_case, open_case, tasks_left
from actions.cases.follow_up import ruling_on_check, settle_check
from actions.cases.hearing import evidence_of_case, tell_dismissed
from actions.cases.holders import find_holder
from actions.entry.eligibility_facts import bars, past_prizes
from actions.errors import ActionRefused, UnknownSubject
from actions.papers.publishing import is_published
from actions.record.export import record_of
from actions.reminding.deadlines import remind
from models.application import ApplicationState, Bar, PastPrize, find_application
from models.case import Case, Disqualification
from models.edition import Phase
from models.gate import Outcome
from models.outbox import OutboxMessage
from models.paper import papers_of
from models.people import Reviewer
from rules.cases import CasePhase
from rules.record import verify
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.conferred import conferred_edition, later
from tests.actions.proceedings import (
    FRAUD,
    LATER,
    approved,
    carried_out,
    checked,
    judged,
    left,
    noted,
    opened,
)
from tests.documents.papers.reading import text_of

SCHEDULE = [("2026-05-01", "100000"), ("2026-06-01", "200000")]
CHANNELS = ("信用中国（广西钦州）网站", "市级主要新闻媒体")


def with_parts(*parts: tuple[str, str]) -> dict[str, object]:
    return {**FRAUD, "instalments": [{"due_on": day, "yuan": yuan} for day, yuan in parts]}


def letters(desk: Desk, key: str) -> list[str]:
    found = desk.session.exec(select(OutboxMessage).where(col(OutboxMessage.key).startswith(key)))
    return [letter.message for letter in found]


def prize(desk: Desk, name: str) -> PastPrize:
    return desk.session.exec(select(PastPrize).where(PastPrize.name == name)).one()


def papers(desk: Desk) -> list[str]:
    return [paper.kind for paper in papers_of(desk.session, 3) if paper.stage == "case"]


def proof(desk: Desk, name: str) -> str:
    desk.keep(name.encode(), name, kind="attachment", edition=3)
    desk.session.flush()
    return name


def test_fraud_after_the_award_takes_title_items_and_money_and_bars(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "钦州S001有限公司", "fraud")
    judged(desk, row, with_parts(*SCHEDULE))
    assert row.phase is CasePhase.REQUESTING

    approved(desk, row)
    carried_out(desk, row)

    assert prize(desk, row.name).revoked_on == date(2026, 4, 1)
    (bar,) = desk.session.exec(select(Bar))
    assert (bar.uscc, bar.since, bar.until) == (row.uscc, date(2026, 4, 1), date(2031, 4, 1))
    assert papers(desk) == [
        "revocation-request", "revocation-decision", "revocation-notice", "recovery-notice",
    ]  # fmt: skip
    assert letters(desk, row.key) == [
        "case-opened", "revocation-request", "sanction-decided", "finance-told",
    ]  # fmt: skip
    assert left(desk, row) == [
        (f"{row.id}/1/plaque", date(2026, 4, 16)),
        (f"{row.id}/1/certificate", date(2026, 4, 16)),
        (f"{row.id}/1/payment-1", date(2026, 5, 1)),
        (f"{row.id}/1/payment-2", date(2026, 6, 1)),
        (f"{row.id}/1/notice-1", date(2026, 4, 13)),
        (f"{row.id}/1/notice-2", date(2026, 4, 13)),
    ]


def test_the_record_tells_the_bar_of_a_case_and_it_follows_from_the_decision(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "钦州S001有限公司", "fraud")
    judged(desk, row, with_parts(*SCHEDULE))
    approved(desk, row)
    carried_out(desk, row)

    record = json.loads(record_of(desk, 3))

    (case,) = record["cases"]
    assert (case["trigger"], case["ban"]["article"]) == ("fraud", "第二十五条")
    assert [one for one in verify(record) if one.section == "cases"] == []


def test_fraud_is_closed_only_when_everything_came_back_and_was_published(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")
    judged(desk, row, with_parts(*SCHEDULE))
    approved(desk, row)
    carried_out(desk, row)

    noted(desk, row, "收回奖牌")
    noted(desk, row, "无法收回", channel="证书", note="原件遗失，已登报声明作废")
    noted(desk, row, "缴回资金", amount="250000", voucher="A1")
    assert [one for one, _ in left(desk, row)] == [
        f"{row.id}/1/payment-2",
        f"{row.id}/1/notice-1",
        f"{row.id}/1/notice-2",
    ]
    with pytest.raises(ActionRefused, match="还有未办事项：缴回质量发展资金第2期50000元、在“信用"):
        checked(desk, row, Outcome.APPROVED)
    for channel in CHANNELS:
        noted(desk, row, "发布公告", channel=channel, proof=proof(desk, f"{channel}.png"))
    noted(desk, row, "缴回资金", amount="50000", voucher="A2")
    assert tasks_left(desk, row) == ()
    ruling_on_check(desk, row)
    settle_check(desk, row, Outcome.APPROVED)
    assert row.phase is CasePhase.CLOSED
    assert row.ended_at == desk.at


def test_articles_25_and_26_each_revocation_has_papers_of_its_own(desk: Desk) -> None:
    conferred_edition(desk)
    for who, trigger, found in (("S001", "fraud", FRAUD), ("S002", "accident", LATER)):
        row = opened(desk, who, trigger)
        judged(desk, row, found)
        approved(desk, row)
        carried_out(desk, row)

    names = [paper.file_name for paper in papers_of(desk.session, 3) if paper.stage == "case"]

    assert len(names) == len(set(names)) == 8
    notices = [name for name in names if "撤销公告" in name]
    assert notices == [
        "第三届-获奖后-案〔2026〕1号-钦州S001有限公司-撤销公告.docx",
        "第三届-获奖后-案〔2026〕2号-钦州S002有限公司-撤销公告.docx",
    ]
    assert all(is_published(desk, name) for name in notices)


def test_article_25_the_demand_for_money_follows_the_instalments_granted(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")
    judged(desk, row, with_parts(*SCHEDULE))
    approved(desk, row)
    carried_out(desk, row)

    demand = next(one for one in papers_of(desk.session, 3) if one.kind == "recovery-notice")

    told = text_of(desk.files.fetch(demand.sha256))
    assert "分2期缴回：第1期于2026年5月1日前缴回10万元；第2期于2026年6月1日前缴回20万元。" in told
    assert "于2026年4月16日前交回奖牌。" in told


def test_fraud_before_the_award_ends_the_application_and_bars(desk: Desk) -> None:
    make.attempt(desk, "intake", phase=Phase.APPROVED)
    make.add(desk, make.application("S001", state=ApplicationState.ELIGIBLE))
    row = opened(desk, "S001", "fraud")

    judged(desk, row, FRAUD)
    carried_out(desk, row)

    one = find_application(desk.session, 3, "S001")
    assert one is not None
    assert one.state is ApplicationState.REMOVED
    assert [bar.until for bar in bars(desk)] == [date(2031, 4, 1)]
    assert row.phase is CasePhase.CLOSED
    assert papers(desk) == []
    assert letters(desk, row.key) == ["case-opened", "sanction-decided"]


def test_an_accident_takes_the_title_but_neither_money_nor_the_right_to_apply(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S002", "accident")

    judged(desk, row, LATER)
    approved(desk, row)
    carried_out(desk, row)

    assert prize(desk, row.name).revoked_on == date(2026, 4, 1)
    assert [past.revoked for past in past_prizes(desk) if past.uscc == row.uscc] == [True]
    assert bars(desk) == ()
    assert row.effects["recover_fen"] == 0
    assert [one for one, _ in left(desk, row)] == [
        f"{row.id}/1/plaque",
        f"{row.id}/1/certificate",
        f"{row.id}/1/notice-1",
    ]
    assert "finance-told" not in letters(desk, row.key)


def test_the_other_article_is_not_taken_for_this_one(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S002", "accident")

    shown = evidence_of_case(desk, row).text

    assert "两条对照，请勿用错" in shown
    assert "| 质量发展资金 | 追缴30万元 | 不追缴 | 不追缴 | 不追缴 |" in shown
    with pytest.raises(ActionRefused, match="两条的处理不同"):
        judged(desk, row, FRAUD)


def test_a_case_that_is_not_established_ends_with_a_letter(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S002", "violation")

    judged(desk, row, LATER, Outcome.RETURNED)
    tell_dismissed(desk, row)

    assert row.phase is CasePhase.DISMISSED
    assert prize(desk, row.name).revoked_on is None
    assert letters(desk, row.key) == ["case-opened", "case-dismissed"]


def test_misuse_of_the_title_is_followed_until_it_is_put_right(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S003", "title_misuse", "在产品包装上印有称号")
    judged(desk, row, {})
    carried_out(desk, row)
    assert left(desk, row) == [(f"{row.id}/1/correction", date(2026, 5, 6))]

    late = later(desk, 36)
    checked(late, row, Outcome.RETURNED)
    assert left(late, row) == [(f"{row.id}/2/correction", date(2026, 6, 8))]
    noted(late, row, "已改正", note="包装已更换")
    checked(late, row, Outcome.APPROVED)

    assert row.phase is CasePhase.CLOSED
    assert papers(late) == ["correction-notice", "correction-order"] * 2
    assert letters(late, row.key) == ["case-opened", "title-correction", "title-correction"]
    assert prize(late, row.name).revoked_on is None


def test_misuse_of_the_fund_is_corrected_and_told_to_finance_and_no_more(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fund_misuse", "购置车辆")

    judged(desk, row, {})
    carried_out(desk, row)

    assert letters(desk, row.key) == ["case-opened", "fund-correction", "finance-told"]
    assert papers(desk) == ["fund-correction"]
    assert prize(desk, row.name).revoked_on is None
    assert bars(desk) == ()
    noted(desk, row, "已改正", note="款项已归还资金专户")
    checked(desk, row, Outcome.APPROVED)
    assert row.phase is CasePhase.CLOSED


def test_a_reviewer_who_broke_the_rules_leaves_the_pool(desk: Desk) -> None:
    make.add(desk, make.reviewer(7))
    row = opened(desk, "E07", "breach", "泄露评分")
    noted(desk, row, "书面说明", note="情况属实")

    judged(desk, row, {"referral": "市公安局（2026-04-01）"})
    carried_out(desk, row)

    reviewer = desk.session.get(Reviewer, "E07")
    assert reviewer is not None
    assert not reviewer.is_active
    (out,) = desk.session.exec(select(Disqualification))
    assert (out.person, out.referral) == ("E07", "市公安局（2026-04-01）")
    assert row.phase is CasePhase.CLOSED


def test_who_owes_a_statement_is_reminded_until_it_comes(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")

    near = later(desk, 13)
    assert [remind(near, 3), remind(near, 3)] == [1, 0]
    noted(near, row, "书面说明", note="无异议")
    assert remind(later(desk, 14), 3) == 0


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("发布公告", {"channel": "某网站"}, "不是规定的公告渠道"),
        ("发布公告", {"channel": CHANNELS[0]}, "须附证明文件"),
        ("缴回资金", {"amount": "400000", "voucher": "A1"}, "超过尚欠的300000元"),
        ("缴回资金", {"amount": "100000"}, "须填写凭证号"),
        ("缴回资金", {"amount": "很多", "voucher": "A1"}, "须填写金额"),
        ("无法收回", {"channel": "资金"}, "写明原因"),
        ("已改正", {}, "没有“已改正”这一项"),
        ("书面说明", {}, "目前不能登记"),
        ("收回奖牌", {"on": date(2027, 1, 1)}, "还没有到"),
        ("收回奖牌", {"proof": "不存在.png"}, "没有收到证明文件"),
    ],
)
def test_what_does_not_fit_a_case_is_refused(
    desk: Desk, step: str, fields: dict[str, Any], sentence: str
) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")
    judged(desk, row, FRAUD)
    approved(desk, row)
    carried_out(desk, row)

    with pytest.raises(ActionRefused, match=sentence):
        noted(desk, row, step, **fields)


def test_the_same_entry_twice_is_one(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")
    judged(desk, row, FRAUD)
    approved(desk, row)
    carried_out(desk, row)

    noted(desk, row, "缴回资金", amount="150000", voucher="A1")

    assert "没有变化" in noted(desk, row, "缴回资金", amount="150000", voucher="A1")
    assert (f"{row.id}/1/payment-1", date(2026, 5, 6)) in left(desk, row)


def test_nobody_has_two_cases_on_one_ground(desk: Desk) -> None:
    conferred_edition(desk)
    opened(desk, "S001", "fraud")

    with pytest.raises(ActionRefused, match="正在办理"):
        opened(desk, "S001", "fraud")


def test_later_articles_do_not_reach_who_has_no_prize(desk: Desk) -> None:
    make.add(desk, make.application("S001", state=ApplicationState.ELIGIBLE))

    with pytest.raises(UnknownSubject, match="尚未获奖"):
        opened(desk, "S001", "accident")


def test_a_prize_older_than_the_system_is_revoked_under_the_newest_policy(desk: Desk) -> None:
    old = make.add(
        desk,
        PastPrize(
            uscc="91450700MA5XAA0990", name="钦州旧奖有限公司", prize="award",
            edition_label="第二届", decided_on=date(2024, 12, 1),
        ),
    )  # fmt: skip
    row = open_case(
        desk, find_holder(desk, 2, old.name, "fraud"), "fraud", facts="伪造材料", opened_by="甲"
    )

    judged_from_opening(desk, row)
    approved(desk, row)
    carried_out(desk, row)

    assert (row.edition, row.effects["recover_fen"]) == (3, 30_000_000)
    assert old.revoked_on == date(2026, 4, 1)


def judged_from_opening(desk: Desk, row: Case) -> None:
    advance_case(desk, row, CasePhase.HEARING)
    judged(desk, row, FRAUD)
