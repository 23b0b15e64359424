"""综合评审报告 (art. 9(6), 19): what the office reports to the committee before it votes."""

from collections.abc import Mapping
from fractions import Fraction

from actions.attempts import in_force
from actions.papers.filing import base, bases, file_paper
from actions.recused import recusals_of
from actions.vote.ballot_count import Standing, standings
from documents.papers.contexts.review import CandidateLine, CountLine, SummaryReport
from documents.papers.wording import date_text
from models.application import ApplicationState, applications_of
from models.edition import StageAttempt, attempt_in_force
from models.eligibility import InquiryKind, answers_of, inquiries_of
from models.matter import matters_of
from models.panel import SeatState, declarations_of, panels_of, seats_of
from models.review import results_of
from models.types import id_of
from notifications.outbox import Attachment
from rules.policy import Policy
from rules.policy.citing import Topic, articles, noted
from rules.ranking import DOCUMENT, SITE, display, rank
from rules.recusal import Ground
from runtime.desk import Desk

_STEPS = ("intake", "eligibility", DOCUMENT, SITE)


def file_summary(desk: Desk, attempt: StageAttempt) -> Attachment:
    """Write the report; the facts behind art. 13(5) go on record with it."""
    policy = desk.policy(attempt.edition)
    found = standings(desk, attempt.edition)
    for one in found:
        if one.honours:
            desk.record(
                "candidate.priority", one.ref, edition=attempt.edition,
                article=articles(policy, Topic.PRIORITY), honours=list(one.honours),
            )  # fmt: skip
    context = SummaryReport(
        **base(desk, attempt, Topic.DELIBERATION),
        bases=bases(policy, attempt.stage),
        addressee=policy.bodies.committee.value,
        counts=_counts(desk, attempt.edition),
        weights=weights_text(policy),
        scored=(
            *(policy.stage(name).title.value for name in (DOCUMENT, SITE)),
            *_outside(policy).values(),
        ),
        candidates=_candidates(found, policy),
        recusals=_recusals(desk, attempt.edition),
        objections=tuple(
            f"重大事项第{m.number}号：{m.title}" for m in matters_of(desk.session, attempt.edition)
        ),
        departments=_departments(desk, attempt.edition),
        remarks=_remarks(policy, found),
        annexes=tuple(f"{policy.stage(name).title.value}报告" for name in (DOCUMENT, SITE)),
    )
    return file_paper(desk, attempt, "summary-report", context)


def weights_text(policy: Policy) -> str:
    """How the combined score is made up, a whole sentence."""
    outside = _outside(policy)
    parts = [
        f"{outside.get(name) or policy.stage(name).title.value}占{display(Fraction(own) * 100, 0)}%"
        for name, own in policy.scoring.weights.value.items()
    ]
    return f"综合得分中{'、'.join(parts)}。"


def _candidates(found: list[Standing], policy: Policy) -> tuple[CandidateLine, ...]:
    by_ref = {one.ref: one for one in found}
    decimals = policy.scoring.decimals.value
    places = rank({one.ref: one.combined for one in found})
    lines = []
    for place in places:
        one = by_ref[place.ref]
        lines.append(
            CandidateLine(
                rank=str(place.place),
                ref=one.ref,
                name=one.application.name,
                document="—" if one.document is None else display(one.document, decimals),
                site="—" if one.site is None else display(one.site, decimals),
                combined=display(one.combined, decimals),
                outside=tuple(_points(one, name, decimals) for name in _outside(policy)),
                priority="、".join(one.honours),
            )
        )
    return tuple(lines)


def _outside(policy: Policy) -> Mapping[str, str]:
    return policy.scoring.outside.value if policy.scoring.outside else {}


def _points(one: Standing, component: str, decimals: int) -> str:
    return display(one.outside[component], decimals) if component in one.outside else "—"


def _counts(desk: Desk, edition: int) -> tuple[CountLine, ...]:
    rows = applications_of(desk.session, edition)
    accepted = [row for row in rows if row.state is not ApplicationState.REFUSED]
    document, site = (_reviewed(desk, edition, stage) for stage in (DOCUMENT, SITE))
    said = (
        f"收到{len(rows)}家，受理{len(accepted)}家",
        f"进入资料评审{document}家",
        f"评审{document}家",
        f"评审{site}家",
    )
    policy = desk.policy(edition)
    return tuple(
        CountLine(
            step=policy.stage(stage).title.value, period=_period(desk, edition, stage), count=count
        )
        for stage, count in zip(_STEPS, said, strict=True)
    )


def _period(desk: Desk, edition: int, stage: str) -> str:
    attempt = attempt_in_force(desk.session, edition, stage)
    if attempt is None:
        return "—"
    first = date_text(attempt.started_at.date())
    return f"{first}至{date_text(attempt.ended_at.date())}" if attempt.ended_at else f"{first}起"


def _reviewed(desk: Desk, edition: int, stage: str) -> int:
    attempt = attempt_in_force(desk.session, edition, stage)
    return len(results_of(desk.session, attempt.id)) if attempt and attempt.id else 0


def _recusals(desk: Desk, edition: int) -> tuple[str, ...]:
    if attempt_in_force(desk.session, edition, "panels") is None:
        return ()
    panels = in_force(desk, edition, "panels")
    declared = [
        f"评审员{one.reviewer}对{one.ref}声明存在利害关系，已回避。"
        for one in declarations_of(desk.session, id_of(panels))
        if one.has_interest
    ]
    known = {
        one.reviewer for one in declarations_of(desk.session, id_of(panels)) if one.has_interest
    }
    left = [
        f"评审员{seat.reviewer}退出第{panel.number}评审组：{seat.reason or '回避'}。"
        for panel in panels_of(desk.session, id_of(panels))
        if panel.id is not None
        for seat in seats_of(desk.session, panel.id, SeatState.RECUSED)
        if seat.reviewer not in known
    ]
    ordered = [
        f"评审员{one.reviewer}对{one.ref}回避：{one.reason.rstrip('。')}。"
        for one in recusals_of(desk, edition)
        if one.ground is not Ground.DECLARED
    ]
    return (*declared, *left, *ordered)


def _departments(desk: Desk, edition: int) -> tuple[str, ...]:
    """One line a department; who did not answer is never taken as content (art. 16)."""
    attempt = attempt_in_force(desk.session, edition, "eligibility")
    if attempt is None or attempt.id is None:
        return ()
    names = {row.ref: row.name for row in applications_of(desk.session, edition)}
    conditions = desk.policy(edition).eligibility.conditions
    articles = {one.id: one.article for one in conditions}
    against: dict[int | None, list[str]] = {}
    for inquiry, answer in answers_of(desk.session, attempt.id):
        if not answer.is_clean:
            who = f"{names[answer.ref]}（{answer.ref}）"
            said = f"{who}，{articles[answer.condition]}：{answer.facts}"
            against.setdefault(inquiry.id, []).append(said)
    lines = []
    for asked in inquiries_of(desk.session, attempt.id):
        if asked.kind is InquiryKind.DEPARTMENT:
            silent = "已反馈，无异议" if asked.replied_at else "逾期未反馈，不视为无异议"
            said = "；".join(against.get(asked.id, [])) or silent
            lines.append(f"{asked.office}：{said.rstrip('。')}。")
    return tuple(lines)


def _remarks(policy: Policy, found: list[Standing]) -> tuple[str, ...]:
    remarks = []
    floor = policy.vote.min_score
    if floor:
        remarks.append(f"综合得分低于{floor.value}分的，不提请投票。")
    if any(one.honours for one in found):
        remarks.append(
            "同等条件优先情形据申报表所列国家级、省（自治区）级质量奖和品牌判定"
            f"{noted(policy, Topic.PRIORITY)}，"
            "仅在同票时适用，请审议时核对。"
        )
    return tuple(remarks)
