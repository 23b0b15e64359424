"""What the chair sees before signing the list (art. 4, 19)."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.markdown import bullets, table
from actions.vote.ballot_count import standings
from actions.vote.minutes import held_rounds, meeting_line, quorum_text, round_title, verdict
from actions.vote.summary_report import weights_text
from actions.vote.tallies import meeting_papers, round_papers
from models.application import applications_of
from models.deliberation import Proposal, meeting_of
from models.edition import StageAttempt
from models.types import id_of
from rules.ballot import BallotResult
from rules.policy.citing import Topic, articles, noted
from rules.ranking import display
from runtime.desk import Desk


def describe(
    desk: Desk,
    attempt: StageAttempt,
    result: BallotResult | None,
    rows: Sequence[Proposal],
    open_point: str,
) -> str:
    """Markdown in Chinese: the meeting, each round, the lists, and whatever must be explained."""
    parts = [f"> **{open_point}**"] if open_point else []
    parts.append(f"### 候选单位\n\n{weights_text(desk.policy(attempt.edition))}")
    parts.append(_candidates(desk, attempt))
    if result is not None:
        parts += _vote(desk, attempt, result)
        parts += _lists(desk, attempt, result, rows)
    return "\n\n".join(parts)


def facts_of(
    desk: Desk, attempt: StageAttempt, result: BallotResult | None, rows: Sequence[Proposal]
) -> dict[str, Any]:
    return {
        "result": result.as_json() if result else None,
        "votes": [
            [r.round, r.prize, r.ref, r.votes_for, r.votes_against, r.votes_blank, r.recused]
            for held in held_rounds(desk, attempt)
            for r in held
        ],
        "list": [[row.prize, row.rank, row.ref] for row in rows],
    }


def _candidates(desk: Desk, attempt: StageAttempt) -> str:
    policy = desk.policy(attempt.edition)
    decimals = policy.scoring.decimals.value
    found = sorted(standings(desk, attempt.edition), key=lambda one: one.combined, reverse=True)
    return table(
        ["受理编号", "单位", "综合得分", f"{articles(policy, Topic.PRIORITY)}优先情形"],
        [
            (one.ref, one.application.name, display(one.combined, decimals), "、".join(one.honours))
            for one in found
        ],
    )


def _vote(desk: Desk, attempt: StageAttempt, result: BallotResult) -> list[str]:
    meeting = meeting_of(desk.session, id_of(attempt))
    assert meeting is not None, "what was counted was counted at a meeting"
    recused = [
        f"{member}对{ref}回避{f'（{reason}）' if reason else ''}"
        for member, ref, reason in meeting_papers(desk, attempt).get("recusals", [])
    ]
    parts = [
        f"### 会议\n\n{meeting_line(meeting)}{quorum_text(desk, attempt, result)}。",
        f"回避{noted(desk.policy(attempt.edition), Topic.RECUSAL)}：{'；'.join(recused) or '无'}",
    ]
    names = _names(desk, attempt)
    for rows in held_rounds(desk, attempt):
        papers = round_papers(desk, attempt, rows[0].round)
        parts.append(
            f"### {round_title(desk, attempt, rows[0])}\n\n发出{papers['issued']}张，"
            f"收回{papers['returned']}张，有效{papers['valid']}张，无效{papers['void']}张。"
        )
        parts.append(
            table(
                ["受理编号", "单位", "同意", "不同意", "弃权", "回避", "结果"],
                [
                    (
                        r.ref, names[r.ref], r.votes_for, r.votes_against, r.votes_blank,
                        r.recused, verdict(r, result),
                    )
                    for r in rows
                ],
            )
        )  # fmt: skip
    return parts


def _lists(
    desk: Desk, attempt: StageAttempt, result: BallotResult, rows: Sequence[Proposal]
) -> list[str]:
    policy, names = desk.policy(attempt.edition), _names(desk, attempt)
    listed = table(
        ["奖项", "序号", "受理编号", "单位"],
        [(policy.prize(r.prize).name.value, r.rank, r.ref, names[r.ref]) for r in rows],
    )
    vacant = [
        f"{prize.name.value}空缺{prize.max_orgs.value - filled}个{noted(policy, Topic.VACANCY)}"
        for prize in policy.prizes
        if (filled := sum(row.prize == prize.id for row in rows)) < prize.max_orgs.value
    ]
    parts = (
        [f"### 建议名单\n\n{listed}", bullets(vacant)] if vacant else [f"### 建议名单\n\n{listed}"]
    )
    reasons = [f"{names[ref]}（{ref}）：{reason}" for ref, reason in result.reasons.items()]
    parts.append(f"### 逐家理由\n\n{bullets(reasons)}")
    if result.notes:
        parts.append(f"### 需要注意\n\n{bullets(result.notes)}")
    if result.chair_note:
        who = "、".join(f"{names[ref]}（{ref}）" for ref in result.chair_note)
        parts.append(f"### 须由主任委员说明\n\n{who}综合得分最高，投票未列入；请在表单中写明理由。")
    return parts


def _names(desk: Desk, attempt: StageAttempt) -> Mapping[str, str]:
    return {row.ref: row.name for row in applications_of(desk.session, attempt.edition)}
