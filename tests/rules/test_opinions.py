"""Written opinions of all members before an objection is handled."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from rules.canonical import BEIJING
from rules.opinions import (
    Opinion,
    OpinionTally,
    Readiness,
    Reply,
    may_handle,
    readiness,
    tally,
)
from rules.policy import read_pack

QINZHOU = read_pack(Path(__file__).parents[2] / "policies" / "qinzhou-2021")
ASKED = datetime(2026, 5, 13, 9, tzinfo=BEIJING)
DUE = datetime(2026, 5, 20, 18, tzinfo=BEIJING)
BEFORE = DUE - timedelta(seconds=1)
MEMBERS = ("甲", "乙", "丙")
REPLIED = [
    Opinion("甲", ASKED, Reply.AGREE),
    Opinion("乙", ASKED, Reply.DISAGREE),
    Opinion("丙", ASKED, is_recused=True),
]


def test_case_34_case_35_handling_begins_when_all_have_replied() -> None:
    assert may_handle(MEMBERS, REPLIED, due=DUE, at=BEFORE, policy=QINZHOU) == Readiness(
        may_handle=True, not_asked=(), awaited=(), sentence="全体委员均已答复，可以提出处理意见。"
    )


def test_article_20_case_34_every_member_is_asked_even_after_the_deadline() -> None:
    asked = [*REPLIED[:2], Opinion("丙", None, is_recused=True)]

    result = may_handle((*MEMBERS, "丁"), asked, due=DUE, at=DUE, policy=QINZHOU)

    assert result == Readiness(
        may_handle=False,
        not_asked=("丙", "丁"),
        awaited=(),
        sentence="还没有书面征求丙、丁的意见（第二十条：全体委员）。",
    )


def test_case_34_silence_is_waited_for_and_never_consent() -> None:
    opinions = [replace(REPLIED[0], reply=Reply.SILENT), *REPLIED[1:]]

    early = readiness(MEMBERS, opinions, due=DUE, at=BEFORE)
    late = readiness(MEMBERS, opinions, due=DUE, at=DUE)

    assert (early.may_handle, early.awaited) == (False, ("甲",))
    assert early.sentence == "甲尚未答复，期限未到，不能提出处理意见。"
    assert (late.may_handle, late.awaited) == (True, ("甲",))
    assert late.sentence == "期限已过，甲逾期未复，不视为同意；可以提出处理意见。"
    assert tally(opinions) == OpinionTally(agree=0, disagree=1, abstain=0, silent=1, recused=1)


def test_case_34_replies_have_the_words_of_the_summary() -> None:
    assert [reply.label for reply in Reply] == ["同意", "不同意", "弃权", "逾期未复"]


def test_policy_that_asks_no_member_lets_the_office_begin() -> None:
    objection = QINZHOU.publicity.objection
    office = replace(objection.opinions_of, value="office")
    changed = objection.model_copy(update={"opinions_of": office})
    publicity = QINZHOU.publicity.model_copy(update={"objection": changed})
    policy = QINZHOU.model_copy(update={"publicity": publicity})

    assert may_handle(MEMBERS, [], due=DUE, at=BEFORE, policy=policy).may_handle
