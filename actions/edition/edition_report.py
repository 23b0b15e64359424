"""An edition's report on itself: numbers at each step, days against plan, all editions together."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from sqlmodel import col, func, select

from actions.errors import UnknownSubject
from actions.markdown import bar, bars, bullets, table
from actions.papers.filing import base, file_paper
from actions.review.review import SITE
from documents.papers.contexts.report import EditionLine, EditionReport, StepLine
from documents.papers.wording import edition_text
from models.application import Application, ApplicationState, applications_of
from models.conferral import certificates_of
from models.deliberation import Proposal, proposals_of
from models.edition import Edition, Phase, StageAttempt, attempts_of, latest_attempt
from models.eligibility import InquiryKind, answers_of
from models.gate import Decision, decision_of, gate_at
from models.outbox import OutboxMessage
from models.panel import Panel, Seat, SeatState
from models.publicity import Objection
from models.review import ReviewResult, ScoreSheet, results_of, sheets_of
from models.types import id_of
from notifications.outbox import Attachment
from rules.calendar import working_days_between
from rules.policy.frame import StagePolicy
from runtime.desk import Desk

_REMINDERS = ("reminder", "overdue")


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report is filed under; one a day, so that an earlier one is not overwritten."""

    edition: int
    day: str
    stage: str = "report"

    @property
    def key(self) -> str:
        return f"{self.edition}/report/{self.day}"


def edition_report(desk: Desk, edition: int) -> tuple[str, Attachment]:
    """The page for the Prefect UI, and the paper.

    Raises:
        UnknownSubject: there is no such edition.
    """
    if desk.session.get(Edition, edition) is None:
        raise UnknownSubject(f"没有第{edition}届，请核对届次。")
    steps, notes = tuple(_steps(desk, edition)), tuple(_notes(desk, edition))
    editions = tuple(_line(desk, number) for number in _numbers(desk))
    filed = Reported(edition, desk.at.date().isoformat())
    context = EditionReport(**base(desk, filed, ""), steps=steps, notes=notes, editions=editions)
    paper = file_paper(desk, filed, "edition-report", context)
    return _page(edition, steps, notes, editions), paper


def _page(
    edition: int,
    steps: tuple[StepLine, ...],
    notes: tuple[str, ...],
    editions: tuple[EditionLine, ...],
) -> str:
    rows = [astuple(one) for one in steps]
    others = [astuple(one) for one in editions]
    head = ("届次", "申报", "合格", "现场评审", "获奖", "异议", "回避", "催办")
    return "\n\n".join(
        [
            f"# {edition_text(edition)}评选工作总结",
            table(("阶段", "数量", "计划", "实际", "图"), rows),
            bullets(notes),
            "## 历届对照",
            table(head, others),
            bars([(f"{e.edition}申报", int(e.received)) for e in editions]),
        ]
    )


def _steps(desk: Desk, edition: int) -> Iterator[StepLine]:
    """Each stage of the policy's order; its attempts together, as people lived through them."""
    policy, attempts = desk.policy(edition), attempts_of(desk.session, edition)
    counts = reached(desk, edition)
    taken = {
        name: sum(_days(desk, a, policy.stage(name)) for a in attempts if a.stage == name)
        for name in policy.stages.order.value
    }
    for name in policy.stages.order.value:
        stage = policy.stage(name)
        unit = {"working": "个工作日", "calendar": "天", "none": ""}[stage.unit.value]
        ran = any(a.stage == name for a in attempts)
        yield StepLine(
            step=stage.title.value,
            count=str(counts[name]) if name in counts and ran else "",
            planned=f"{stage.days.value}{unit}" if unit else "不定",
            taken=f"{taken[name]}{unit or '天'}" if ran else "未进行",
            chart=bar(taken[name], max(taken.values())) if ran else "",
        )


def _days(desk: Desk, attempt: StageAttempt, stage: StagePolicy) -> int:
    """Days from start to end in the policy's own unit; today for one that still runs.

    Raises:
        YearUnknown: they are working days of a year without a holiday plan.
    """
    begun, ended = attempt.started_at.date(), (attempt.ended_at or desk.at).date()
    if stage.unit.value != "working":
        return (ended - begun).days
    return working_days_between(desk.calendar, begun, ended)


def reached(desk: Desk, edition: int) -> dict[str, int]:
    """How many came through each stage, from what was decided then; later changes do not count."""
    accepted = decision_in_force(desk, edition, "eligibility")
    results = accepted.details.get("results", {}) if accepted else {}
    taken = select(func.count()).where(
        Application.edition == edition, Application.state != ApplicationState.REFUSED
    )
    return {
        "intake": desk.session.exec(taken).one(),
        "eligibility": sum(bool(one["eligible"]) for one in results.values()),
        "document-review": len({s.ref for s in _sheets(desk, edition, SITE)}),
        "site-review": len(_results(desk, edition, SITE)),
        "deliberation": len(_proposals(desk, edition)),
        "conferral": len(certificates_of(desk.session, edition)),
    }


def decision_in_force(desk: Desk, edition: int, stage: str) -> Decision | None:
    attempt = latest_attempt(desk.session, edition, stage)
    return decision_of(desk.session, gate_at(attempt.key)) if attempt else None


def _sheets(desk: Desk, edition: int, stage: str) -> list[ScoreSheet]:
    attempt = latest_attempt(desk.session, edition, stage)
    return sheets_of(desk.session, id_of(attempt)) if attempt else []


def _results(desk: Desk, edition: int, stage: str) -> list[ReviewResult]:
    attempt = latest_attempt(desk.session, edition, stage)
    return results_of(desk.session, id_of(attempt)) if attempt else []


def _proposals(desk: Desk, edition: int) -> list[Proposal]:
    attempt = latest_attempt(desk.session, edition, "deliberation")
    return proposals_of(desk.session, id_of(attempt)) if attempt else []


def _notes(desk: Desk, edition: int) -> Iterator[str]:
    line = _line(desk, edition)
    returned = [a for a in attempts_of(desk.session, edition) if a.phase is Phase.RETURNED]
    yield f"收到异议{line.objections}件，评审员回避{line.recusals}人次。"
    yield f"发出催办{line.reminders}件。"
    yield f"阶段被退回重做{len(returned)}次。"
    yield from _support(desk, edition)


def _support(desk: Desk, edition: int) -> Iterator[str]:
    """What technical bodies and intermediaries did in this edition (art. 12)."""
    policy = desk.policy(edition)
    attempt = latest_attempt(desk.session, edition, "eligibility")
    if attempt is None or policy.principles is None:
        return
    kinds = "、".join(policy.principles.support.value)
    said: dict[str, set[str]] = {}
    for inquiry, answer in answers_of(desk.session, id_of(attempt)):
        if inquiry.kind is InquiryKind.VERIFICATION:
            said.setdefault(inquiry.office, set()).add(answer.ref)
    for office, refs in said.items():
        yield f"{kinds}参与情况：{office}核实{len(refs)}家申报单位的质量工作业绩，已报送核实情况。"


def _line(desk: Desk, edition: int) -> EditionLine:
    counts = reached(desk, edition)
    return EditionLine(
        edition=edition_text(edition),
        received=str(len(applications_of(desk.session, edition))),
        eligible=str(counts["eligibility"]),
        site=str(counts["site-review"]),
        winners=str(counts["conferral"]),
        objections=str(_objections(desk, edition)),
        recusals=str(_recusals(desk, edition)),
        reminders=str(_reminders(desk, edition)),
    )


def _objections(desk: Desk, edition: int) -> int:
    query = select(func.count(col(Objection.id))).join(
        StageAttempt, col(StageAttempt.id) == Objection.attempt_id
    )
    return desk.session.exec(query.where(StageAttempt.edition == edition)).one()


def _recusals(desk: Desk, edition: int) -> int:
    query = select(func.count(col(Seat.id))).join(Panel, col(Panel.id) == Seat.panel_id)
    return desk.session.exec(
        query.where(Panel.edition == edition, Seat.state == SeatState.RECUSED)
    ).one()


def _reminders(desk: Desk, edition: int) -> int:
    query = select(func.count(col(OutboxMessage.id))).where(OutboxMessage.edition == edition)
    return desk.session.exec(query.where(col(OutboxMessage.message).in_(_REMINDERS))).one()


def _numbers(desk: Desk) -> list[int]:
    return list(desk.session.exec(select(Edition.number).order_by(col(Edition.number))))
