"""The edition board: every stage, attempt, deadline and who is awaited, as one markdown table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from actions.owed import Owed
from actions.papers.issuing import awaited_papers
from actions.reminding.duties import Duties, awaited_silences, duties_in_edition
from actions.upkeep.known import warnings
from documents.papers.wording import edition_text
from models.edition import Phase, StageAttempt, attempts_of
from models.gate import find_gate, gate_at
from models.mail_review import held_reviews
from models.outbox import MailState, count_letters, failed_letters, held_up_letters
from notifications.wording import deadline_text
from rules.policy.words import shown
from runtime.desk import Desk

PHASES = {
    Phase.OPENING: "正在开启",
    Phase.WAITING: "进行中",
    Phase.CLOSING: "正在汇总",
    Phase.DECIDING: "待决定",
    Phase.ENACTING: "正在落实",
    Phase.APPROVED: "已通过",
    Phase.RETURNED: "已退回",
    Phase.SUPERSEDED: "已失效",
}
_SHOWN = 6
_LONG = timedelta(hours=1)  # that a letter may wait for a server unnoticed


def board(desk: Desk, edition: int, broken: Mapping[str, str] | None = None) -> str:
    """Markdown, in Chinese; what is overdue or stuck is marked 🔴.

    On top stands what the database knows to be wrong with the installation itself.

    ``broken`` are the runs that Prefect says have ended badly, with its words.
    """
    policy = desk.policy(edition)
    attempts = attempts_of(desk.session, edition)
    duties = {part.key: part for part in duties_in_edition(desk, edition)}
    rows = ["| 阶段 | 次 | 状态 | 截止 | 等待谁 |", "|---|---|---|---|---|"]
    for name in policy.stages.order.value:
        title = policy.stage(name).title.value
        mine = [a for a in attempts if a.stage == name]
        rows += [_row(desk, title, a, duties.get(a.key), broken or {}) for a in mine] or [
            f"| {title} |  | 未开始 |  |  |"
        ]
    rows += [
        f"| {part.title} |  | 进行中 | {_next_due(desk, part)} | {_names(part.owed)} |"
        for part in duties.values()
        if part.stage is None
    ]
    mails = count_letters(desk.session, edition)
    failed = "🔴 失败" if mails[MailState.FAILED] else "失败"
    letters = "，".join(
        f"{label}{mails[state]}件"
        for state, label in (
            (MailState.SENT, "已发"), (MailState.QUEUED, "待发"), (MailState.FAILED, failed)
        )
    )  # fmt: skip
    head = f"# {edition_text(edition)}{policy.meta.award_name.value}"
    return "\n".join(
        [
            *[head, *warnings(desk), "", *rows, "", f"信函：{letters}"],
            *_silent(desk, edition, duties.values()),
            *_to_be_sealed(desk, edition),
            *_mail(desk, edition),
        ]
    )


def _silent(desk: Desk, edition: int, duties: Iterable[Duties]) -> list[str]:
    """What is overdue and unanswered, and what an officer ended."""
    rows = [
        f"| {one.id} | {one.person} | {one.matter} | {deadline_text(one.due_at)} "
        f"| {f'{one.choice}（{one.closed_by}：{one.reason}）' if one.choice else '催办中'} |"
        for one in awaited_silences(desk, edition, duties)
    ]
    head = ["", "## 逾期未复", "", "| 编号 | 谁 | 事项 | 截止 | 处理 |", "|---|---|---|---|---|"]
    return [*head, *rows] if rows else []


def _to_be_sealed(desk: Desk, edition: int) -> list[str]:
    """Papers that leave once they have number and seal."""
    rows = [f"- {one.title}（{one.file_name}）" for one in awaited_papers(desk, edition)]
    return ["", "## 待签发", "", *rows] if rows else []


def _mail(desk: Desk, edition: int) -> list[str]:
    """Letters that failed, letters held up for long, and batches under review."""
    failed = [
        f"| {one.key} | {one.to_name} | {one.to_address} | {one.subject} | {one.answer} |"
        for one in failed_letters(desk.session, edition)
    ]
    head = [
        "",
        "## ⚠ 未能送达",
        "",
        "| 编号 | 收件人 | 地址 | 主题 | 应答 |",
        "|---|---|---|---|---|",
    ]
    held = [
        f"- 第{one.id}号批次待复核，{deadline_text(one.until)}自动放行"
        for one in held_reviews(desk.session, edition)
    ]
    return [
        *([*head, *failed] if failed else []),
        *_held_up(desk, edition),
        *(["", *held] if held else []),
    ]


def _held_up(desk: Desk, edition: int) -> list[str]:
    count, oldest, answer = held_up_letters(desk.session, edition, desk.at - _LONG)
    if oldest is None:
        return []
    since = deadline_text(oldest)
    said = f"有{count}封信函超过一小时仍未发出，最早的是{since}。请检查邮件服务器；应答：{answer}"
    return ["", f"🔴 {said}"]


def _row(
    desk: Desk,
    title: str,
    attempt: StageAttempt,
    duties: Duties | None,
    broken: Mapping[str, str],
) -> str:
    due = ""
    if attempt.due_at and attempt.phase in {Phase.OPENING, Phase.WAITING}:
        due = _due(desk, attempt.due_at)
    number = str(attempt.attempt)
    if attempt.confirms is not None:
        number += f"（再确认第{attempt.confirms}次）"
    state = PHASES[attempt.phase]
    why = broken.get(attempt.flow_run_id or "")
    if why and not attempt.phase.is_over:
        state = f"🔴 {state}，运行停住（{why.replace('|', '/')}），排除原因后点 Retry"
    cells = (title, number, state, due, _awaited(desk, attempt, duties))
    return f"| {' | '.join(cells)} |"


def _awaited(desk: Desk, attempt: StageAttempt, duties: Duties | None) -> str:
    if attempt.phase is Phase.DECIDING:
        gate = find_gate(desk.session, gate_at(attempt.key))
        return f"{shown(gate.role)}决定" if gate else "提请决定"
    return _names(duties.owed) if duties else ""


def _names(owed: Sequence[Owed]) -> str:
    names = "、".join(o.name for o in owed[:_SHOWN])
    return f"{names}等{len(owed)}项" if len(owed) > _SHOWN else names


def _next_due(desk: Desk, part: Duties) -> str:
    return _due(desk, min(owed.due_at for owed in part.owed))


def _due(desk: Desk, due_at: datetime) -> str:
    return ("🔴 逾期 " if desk.at > due_at else "") + deadline_text(due_at)
