"""What the office sees before the list goes on (art. 20); who objected stands nowhere in it."""

from typing import Any

from actions.markdown import bullets, table
from actions.publicity.final_list import applicant
from actions.publicity.objection_cases import member_opinions, subject_of
from actions.publicity.period import (
    REPLIES,
    missing,
    period_of,
    published,
    readiness,
    running,
)
from actions.publicity.recheck import checked_text
from models.edition import StageAttempt
from models.publicity import Objection, ObjectionState, objections_of, opinions_of, proofs_of
from models.types import id_of
from notifications.wording import deadline_text, period_text
from rules.opinions import Opinion, tally
from runtime.desk import Desk


def describe(desk: Desk, attempt: StageAttempt) -> str:
    """Markdown in Chinese: the list, proofs and period, objections one by one."""
    return "\n\n".join(
        [
            f"### 公示名单\n\n{_list(desk, attempt)}",
            f"### 公示渠道与期限\n\n{_proofs(desk, attempt)}",
            _period(desk, attempt),
            f"### 收到的反映\n\n{_objections(desk, attempt)}",
            *(_case(desk, attempt, row) for row in running(desk, attempt)),
        ]
    )


def facts_of(desk: Desk, attempt: StageAttempt) -> dict[str, Any]:
    return {
        "list": [
            [row.prize, row.rank, row.ref, applicant(desk, row).state]
            for row in published(desk, attempt.edition)
        ],
        "proofs": [
            [
                one.channel,
                one.address,
                one.published_at,
                one.file_sha256,
                one.checked_at,
                one.check_result,
            ]
            for one in proofs_of(desk.session, id_of(attempt))
        ],
        "objections": [
            {
                "number": row.number,
                "ref": row.ref,
                "state": row.state,
                "admissibility": row.admissibility,
                "matter": row.matter,
                "findings": row.findings,
                "opinion": row.finding_opinion,
                "replies": [
                    [one.member, one.opinion, one.text]
                    for one in opinions_of(desk.session, id_of(row))
                ],
            }
            for row in objections_of(desk.session, id_of(attempt))
        ],
    }


def _list(desk: Desk, attempt: StageAttempt) -> str:
    policy = desk.policy(attempt.edition)
    return table(
        ["奖项", "序号", "受理编号", "单位"],
        [
            (policy.prize(row.prize).name.value, row.rank, row.ref, applicant(desk, row).name)
            for row in published(desk, attempt.edition)
        ],
    )


def _proofs(desk: Desk, attempt: StageAttempt) -> str:
    return table(
        ["渠道", "网址或版面", "发布时间", "证明文件", "期满复核"],
        [
            (
                one.channel,
                one.address,
                deadline_text(one.published_at),
                one.file_sha256[:12] or "**没有截图，未证明**",
                checked_text(one),
            )
            for one in proofs_of(desk.session, id_of(attempt))
        ],
    )


def _period(desk: Desk, attempt: StageAttempt) -> str:
    span = period_of(desk, attempt)
    if span is None:
        return f"**缺少{'、'.join(missing(desk, attempt))}的发布证明，公示期尚未起算。**"
    days = period_text(span.first_day, span.last_day)
    return f"公示期：{days}，{'已满' if span.has_ended(desk.at) else '**未满**'}。"


def _objections(desk: Desk, attempt: StageAttempt) -> str:
    return table(
        ["编号", "收到时间", "是否实名", "所涉单位", "反映的问题", "受理情况"],
        [
            (
                row.number, deadline_text(row.received_at), "实名" if row.is_real_name else "匿名",
                subject_of(desk, attempt, row), row.matter, row.admissibility,
            )
            for row in objections_of(desk.session, id_of(attempt))
        ],
    )  # fmt: skip


def _case(desk: Desk, attempt: StageAttempt, row: Objection) -> str:
    ready = readiness(desk, row, attempt.edition)
    if row.state is ObjectionState.RECEIVED:
        return f"#### 异议{row.number}\n\n**{ready.sentence}**"
    rows = opinions_of(desk.session, id_of(row))
    count = tally([Opinion(one.member, one.asked_at, REPLIES[one.opinion]) for one in rows])
    silent = "、".join(one.member for one in rows if not one.opinion)
    replies = (
        f"同意{count.agree}、不同意{count.disagree}、弃权{count.abstain}、"
        f"逾期未复{count.silent}{f'（{silent}，不视为同意）' if silent else ''}"
    )
    facts = [
        f"核实方式：{row.method}",
        f"核实情况：{row.findings}",
        f"核实结论：{row.finding_opinion}",
        f"委员意见：{replies}",
        ready.sentence,
    ]
    said = table(
        ["委员", "意见", "内容", "答复日期"],
        [(one.member, one.opinion, one.text, one.replied) for one in member_opinions(desk, row)],
    )
    return f"#### 异议{row.number}\n\n{bullets(facts)}\n\n{said}"
