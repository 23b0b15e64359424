"""Silence is a state: noticed when a deadline passes, closed only by a named officer's choice.

Closing ends the chasing and says so on the board. It is no answer: what silence means for the
stage is settled at its gate, and it is never consent.
"""

from typing import Literal, get_args

from actions.errors import ActionRefused, UnknownSubject
from actions.owed import Owed
from models.silence import Silence, silences_of
from runtime.desk import Desk

Choice = Literal["不再等待", "已另行收到"]


def notice(desk: Desk, edition: int, key: str, owed: Owed) -> None:
    """Write down that a duty is overdue and unanswered; safe to repeat."""
    if key in silences_of(desk.session, edition):
        return
    desk.session.add(
        Silence(
            key=key, edition=edition, person=owed.name, matter=owed.matter,
            due_at=owed.due_at, since=desk.at,
        )
    )  # fmt: skip
    desk.session.flush()
    desk.record("silence.began", key, edition=edition, person=owed.name, due_at=owed.due_at)


def close_silence(
    desk: Desk, edition: int, number: int, *, choice: str, officer: str, reason: str
) -> str:
    """End the chasing of one overdue matter; gives what was recorded, as a sentence.

    Raises:
        UnknownSubject: no such matter in this edition.
        ActionRefused: it was closed before, or the choice is none.
    """
    row = desk.session.get(Silence, number)
    if row is None or row.edition != edition:
        raise UnknownSubject(f"第{edition}届没有编号为{number}的逾期事项，请按总览核对编号。")
    if row.closed_at is not None:
        raise ActionRefused(f"{row.matter}已由{row.closed_by}了结（{row.choice}），不能重复办理。")
    if choice not in get_args(Choice):
        raise ActionRefused(f"处理意见须为{'、'.join(get_args(Choice))}之一。")
    if not officer.strip() or not reason.strip():
        raise ActionRefused("请写明经办人姓名和理由。")
    row.choice, row.closed_by, row.reason, row.closed_at = choice, officer, reason, desk.at
    desk.session.add(row)
    desk.record("silence.closed", row.key, actor=officer, edition=edition, choice=choice,
                reason=reason)  # fmt: skip
    return f"{row.person}：{row.matter}，{choice}，不再催办。"
