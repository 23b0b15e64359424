"""One applicant's story: what was received, said, scored and decided, in order of time.

A reviewer appears by the number of the seat; the name stands beside it only for those who may know
it, so that nothing of it is in the page otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlmodel import col, select

from actions.edition.story_words import EVENTS, outcome_word
from models.application import Application
from models.audit import AuditEvent
from models.deliberation import Tally
from models.edition import StageAttempt
from models.eligibility import ConditionFinding, Inquiry, InquiryAnswer, InquiryKind
from models.gate import Decision, Gate, Outcome
from models.outbox import OutboxMessage
from models.panel import Panel, Seat
from models.paper import Paper
from models.publicity import Objection
from models.review import ReviewResult, ScoreSheet, SheetState
from runtime.desk import Desk

_SAID = {
    InquiryKind.DEPARTMENT: ("无异议", "有异议"),
    InquiryKind.VERIFICATION: ("满足", "不满足"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened; ``path`` leads to what it is about, "" where nothing more is."""

    at: datetime
    title: str
    say: str = ""
    by: str = ""
    path: str = ""


def story_of(desk: Desk, row: Application, *, with_names: bool) -> list[Happening]:
    """Everything there is about an application, the earliest first."""
    stages = _stages(desk, row.edition)
    found = [
        *_events(desk, row),
        *_letters(desk, row),
        *_papers(desk, row),
        *_answers(desk, row, stages),
        *_scores(desk, row, stages, with_names=with_names),
        *_results(desk, row, stages),
        *_votes(desk, row, stages),
        *_objections(desk, row, stages),
        *_decisions(desk, row),
    ]
    return sorted(found, key=lambda one: one.at)


def conditions_of(desk: Desk, row: Application) -> list[ConditionFinding]:
    """What was found on each condition, as the newest look at it says."""
    query = (
        select(ConditionFinding)
        .join(StageAttempt)
        .where(StageAttempt.edition == row.edition, ConditionFinding.ref == row.ref)
        .order_by(col(ConditionFinding.attempt_id).desc(), col(ConditionFinding.id))
    )
    found = list(desk.session.exec(query))
    return [one for one in found if one.attempt_id == found[0].attempt_id]


def _stages(desk: Desk, edition: int) -> dict[int, StageAttempt]:
    query = select(StageAttempt).where(StageAttempt.edition == edition)
    return {one.id: one for one in desk.session.exec(query) if one.id is not None}


def _title(desk: Desk, attempt: StageAttempt) -> str:
    return desk.policy(attempt.edition).stage(attempt.stage).title.value


def _events(desk: Desk, row: Application) -> Iterator[Happening]:
    """What the audit chain says of it by its number."""
    query = select(AuditEvent).where(
        AuditEvent.edition == row.edition,
        AuditEvent.subject == row.ref,
        col(AuditEvent.action).in_(EVENTS),
    )
    for one in desk.session.exec(query):
        reason = str(one.facts.get("reason") or "")
        yield Happening(one.at, EVENTS[one.action], reason, one.actor)


def _letters(desk: Desk, row: Application) -> Iterator[Happening]:
    about = f"%/{row.ref}/%"
    query = select(
        OutboxMessage.id, OutboxMessage.queued_at, OutboxMessage.to_name, OutboxMessage.subject
    ).where(OutboxMessage.edition == row.edition, col(OutboxMessage.key).like(about))
    for number, at, name, subject in desk.session.exec(query):
        path = f"/desk/edition/{row.edition}/letters/{number}"
        yield Happening(at, "发信", f"致{name}：{subject}", path=path)


def _papers(desk: Desk, row: Application) -> Iterator[Happening]:
    query = select(Paper.id, Paper.made_at, Paper.title).where(
        Paper.edition == row.edition, col(Paper.key).endswith(f"/{row.ref}")
    )
    for number, at, title in desk.session.exec(query):
        path = f"/desk/edition/{row.edition}/papers/{number}"
        yield Happening(at, "公文", title, path=path)


def _answers(desk: Desk, row: Application, stages: dict[int, StageAttempt]) -> Iterator[Happening]:
    query = (
        select(Inquiry, InquiryAnswer)
        .join(InquiryAnswer)
        .where(col(Inquiry.attempt_id).in_(stages), InquiryAnswer.ref == row.ref)
    )
    for inquiry, answer in desk.session.exec(query):
        clean, other = _SAID[inquiry.kind]
        said = clean if answer.is_clean else other
        facts = f"（{answer.facts}）" if answer.facts else ""
        at = inquiry.replied_at or inquiry.due_at
        yield Happening(at, f"{inquiry.office}反馈", f"{answer.condition}：{said}{facts}")


def _scores(
    desk: Desk, row: Application, stages: dict[int, StageAttempt], *, with_names: bool
) -> Iterator[Happening]:
    """Who scored, by the panel and the seat."""
    query = (
        select(ScoreSheet, Panel.number, Seat.position)
        .join(Panel, col(Panel.id) == ScoreSheet.panel_id)
        .join(Seat, (col(Seat.panel_id) == Panel.id) & (col(Seat.reviewer) == ScoreSheet.reviewer))
        .where(
            col(ScoreSheet.attempt_id).in_(stages),
            ScoreSheet.ref == row.ref,
            ScoreSheet.state != SheetState.EXPECTED,
        )
    )
    for sheet, panel, position in desk.session.exec(query):
        if sheet.handed_in_at is None:
            continue
        who = f"第{panel}评审组{position}号评审员"
        name = f"（{sheet.reviewer}）" if with_names else ""
        left_out = "，因回避不计入" if sheet.state is SheetState.EXCLUDED else ""
        title = f"{_title(desk, stages[sheet.attempt_id])}评分"
        yield Happening(sheet.handed_in_at, title, f"{who}{name}交来评分表{left_out}")


def _results(desk: Desk, row: Application, stages: dict[int, StageAttempt]) -> Iterator[Happening]:
    query = select(ReviewResult).where(
        col(ReviewResult.attempt_id).in_(stages), ReviewResult.ref == row.ref
    )
    for one in desk.session.exec(query):
        attempt = stages[one.attempt_id]
        at = attempt.closed_at or attempt.started_at
        total = float(Fraction(one.total))
        yield Happening(at, f"{_title(desk, attempt)}得分", f"{total:.2f}分")


def _votes(desk: Desk, row: Application, stages: dict[int, StageAttempt]) -> Iterator[Happening]:
    query = select(Tally).where(col(Tally.attempt_id).in_(stages), Tally.ref == row.ref)
    prizes = {one.id: one.name.value for one in desk.policy(row.edition).prizes}
    for one in desk.session.exec(query):
        attempt = stages[one.attempt_id]
        said = (
            f"{prizes.get(one.prize, one.prize)}第{one.round}轮：同意{one.votes_for}、"
            f"反对{one.votes_against}、弃权{one.votes_blank}、回避{one.recused}"
        )
        yield Happening(attempt.closed_at or attempt.started_at, "委员会投票", said)


def _objections(
    desk: Desk, row: Application, stages: dict[int, StageAttempt]
) -> Iterator[Happening]:
    """Without the objector's name, which is for those who handle it."""
    query = select(Objection).where(col(Objection.attempt_id).in_(stages), Objection.ref == row.ref)
    for one in desk.session.exec(query):
        yield Happening(one.received_at, f"收到异议{one.number}", one.matter)


def _decisions(desk: Desk, row: Application) -> Iterator[Happening]:
    """What was decided on all of them, with what it says of this one."""
    query = (
        select(Gate.title, Decision)
        .join(Decision, col(Decision.gate_id) == Gate.id)
        .where(Gate.edition == row.edition, Decision.decided_at >= row.received_at)
    )
    for title, one in desk.session.exec(query):
        own = one.details.get("results", {}).get(row.ref)
        if own is None and row.ref not in str(one.details):
            continue
        said = "同意" if one.outcome is Outcome.APPROVED else "退回"
        words = f"；对本单位：{outcome_word(own)}" if isinstance(own, dict) else ""
        yield Happening(one.decided_at, title, f"{said}。{one.opinion}{words}", one.approver)
