"""The list is public, and objections run their whole course before it goes on (art. 20)."""

from typing import Any

from pydantic import Field

from actions import proposals
from actions.details import Details, OpenRow, by_subject
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.letters.letters import write
from actions.owed import Owed
from actions.publicity.evidence import describe, facts_of
from actions.publicity.final_list import applicant, on_list
from actions.publicity.handling import ObjectionRuling, handle, leaving, remove, ruling_on, withdraw
from actions.publicity.objection_cases import file_report
from actions.publicity.period import (
    ARTICLE,
    PUBLISHED,
    days_text,
    missing,
    period_of,
    planned_of,
    post_list,
    provisional_due,
    published,
    readiness,
    running,
    without_snapshot,
)
from actions.publicity.recheck import unchecked
from actions.stage import LOOK_AGAIN, Judgement, Stage, Wait
from actions.stage_inputs import proposed
from documents.forms.channels import blank_channels
from models.application import ApplicationState
from models.deliberation import Proposal, ProposalState
from models.edition import StageAttempt, find_attempt
from models.gate import Decision
from models.people import ContactKind, contacts_of
from models.publicity import Objection, ObjectionState, objections_of, opinions_of
from models.types import id_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import days_left_text, period_text
from rules.policy.citing import noted
from runtime.desk import Desk

HANDLING = "异议处理"


def open_publicity(desk: Desk, attempt: StageAttempt) -> None:
    """Post the list, tell those on it, and ask the office for proof of every channel."""
    attempt.due_at = None
    desk.session.add(attempt)
    _make_public(desk, attempt)
    _carry_over(desk, attempt)
    post_list(desk, attempt)
    for row in published(desk, attempt.edition):
        _tell_listed(desk, attempt, row)
    _ask_for_proofs(desk, attempt)
    desk.record(
        "publicity.posted", attempt.key, edition=attempt.edition,
        refs=[row.ref for row in published(desk, attempt.edition)],
    )  # fmt: skip


def owed_in_publicity(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """Proofs and investigations by the office; opinions by members."""
    owed = []
    lacking = missing(desk, attempt)
    if lacking:
        request = "名单发布后，请填写公示发布证明并附截图；公示期自最后一个规定渠道发布后起算。"
        what = f"公示证明（{'、'.join(lacking)}）"
        owed.append(_owed_by_office(desk, attempt, "channels", what, request))
    if unseen := without_snapshot(desk, attempt):
        request = "只填网址或版面不能证明名单已发布，请在公示发布证明中补填截图或照片并报送。"
        what = f"公示截图（{'、'.join(unseen)}）"
        owed.append(_owed_by_office(desk, attempt, "snapshots", what, request))
    if again := unchecked(desk, attempt):
        request = "公示期已满，请逐个渠道复核名单是否始终在公示，在公示发布证明中填写并附截图。"
        what = f"公示期满复核（{'、'.join(again)}）"
        owed.append(_owed_by_office(desk, attempt, "recheck", what, request))
    for row in running(desk, attempt):
        if row.state is ObjectionState.RECEIVED:
            what, request = f"异议{row.number}的调查核实情况", "请组织调查核实并报送情况表。"
            subject = f"investigation/{row.number}"
            owed.append(_owed_by_office(desk, attempt, subject, what, request))
        owed += _owed_by_members(desk, row)
    return owed


def is_publicity_over(desk: Desk, attempt: StageAttempt) -> bool:
    """The period has ended and every objection can be handled."""
    span = period_of(desk, attempt)
    if span is None or not span.has_ended(desk.at):
        return False
    if attempt.due_at is not None and desk.at < attempt.due_at:
        return False
    return all(readiness(desk, row, attempt.edition).may_handle for row in running(desk, attempt))


def close_publicity(desk: Desk, attempt: StageAttempt) -> None:
    """The public may object no more; the reports get every member's opinion attached."""
    rows = objections_of(desk.session, id_of(attempt))
    for row in running(desk, attempt):
        file_report(desk, attempt, row, handling="待承办机构提出。")
    desk.record(
        "publicity.ended", attempt.key, edition=attempt.edition,
        objections={row.number: row.state for row in rows},
    )  # fmt: skip


def evidence_of_publicity(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Proofs, period, every objection with its findings and opinions, proposed handling."""
    return Evidence(describe(desk, attempt), facts_of(desk, attempt))


class ObjectionRulings(Details):
    """Article 20: each objection is handled after every member was asked in writing."""

    objections: tuple[ObjectionRuling, ...] = Field(
        (), title=HANDLING, description="每件异议提出处理意见并写明理由"
    )


def rows_in_publicity(desk: Desk, attempt: StageAttempt) -> list[OpenRow]:
    """The admissible objections with what was found."""
    return [
        OpenRow(
            "objections",
            {"number": row.number},
            {
                "编号": row.number,
                "受理编号": row.ref,
                "反映的问题": row.matter,
                "核实情况": row.findings,
                "核实结论": row.finding_opinion,
            },
        )
        for row in running(desk, attempt)
    ]


def ruling_in_publicity(
    desk: Desk, attempt: StageAttempt, details: ObjectionRulings
) -> dict[str, Any]:
    """The handling of every admissible objection, under the field's name by number.

    Raises:
        ActionRefused: the period runs, an objection cannot be handled yet or is not ruled on, or
            a partly upheld one does not say whether the name leaves the list.
    """
    span = period_of(desk, attempt)
    if span is None or not span.has_ended(desk.at):
        raise ActionRefused(f"公示期未满，不能同意{noted(desk.policy(attempt.edition), ARTICLE)}。")
    said = by_subject(details.objections, lambda one: one.number, "异议")
    rows = running(desk, attempt)
    numbers = {row.number for row in rows}
    if strangers := sorted(set(said) - numbers):
        raise ActionRefused(f"{'、'.join(strangers)}不是待处理的异议，请核对。")
    if lacking := sorted(numbers - set(said)):
        raise ActionRefused(f"还缺少{'、'.join(lacking)}，每件异议须提出处理意见。")
    for row in rows:
        ready = readiness(desk, row, attempt.edition)
        if not ready.may_handle:
            raise ActionRefused(f"异议{row.number}：{ready.sentence}")
    return {HANDLING: {number: ruling_on(one) for number, one in said.items()}}


def enact_publicity(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Record the handling, answer who objected, strike who must leave, clear the others."""
    handled: dict[str, dict[str, Any]] = decision.details.get(HANDLING) or {}
    for row in running(desk, attempt):
        handle(desk, attempt, row, handled[row.number], decision)
    gone = leaving(desk, attempt, handled)
    for proposal in on_list(desk, attempt.edition, ProposalState.PROPOSED, *PUBLISHED):
        if proposal.ref in gone:
            remove(desk, attempt, proposal, gone[proposal.ref])
        elif applicant(desk, proposal).state is ApplicationState.WITHDRAWN:
            withdraw(desk, proposal)
        else:
            proposals.move(desk, proposal, ProposalState.CLEARED, actor=decision.approver)
    desk.record(
        "publicity.cleared", attempt.key, actor=decision.approver, edition=attempt.edition,
        refs=[row.ref for row in on_list(desk, attempt.edition, ProposalState.CLEARED)],
        removed=sorted(gone),
    )  # fmt: skip


def _make_public(desk: Desk, attempt: StageAttempt) -> None:
    states = (ProposalState.PROPOSED, ProposalState.PUBLICISED, ProposalState.CLEARED)
    for row in on_list(desk, attempt.edition, *states):
        if applicant(desk, row).state is ApplicationState.WITHDRAWN:
            withdraw(desk, row)
            continue
        proposals.move(desk, row, ProposalState.PUBLICISED)


def _carry_over(desk: Desk, attempt: StageAttempt) -> None:
    """Objections that a former attempt left unhandled go on in this one, opinions and all."""
    former = find_attempt(desk.session, attempt.edition, attempt.stage, attempt.attempt - 1)
    for row in running(desk, former) if former else []:
        row.attempt_id = id_of(attempt)
        desk.session.add(row)
        desk.record(
            "objection.carried_over", f"{attempt.key}/{row.number}", edition=attempt.edition
        )
    desk.session.flush()


def _tell_listed(desk: Desk, attempt: StageAttempt, row: Proposal) -> None:
    one, policy = applicant(desk, row), desk.policy(attempt.edition)
    again = f"第{attempt.attempt}次公示，" if attempt.attempt > 1 else ""
    plan = planned_of(desk, attempt)
    days = period_text(plan.first_day, plan.last_day)
    write(
        desk, attempt.edition, "publicity-notice", key=f"{attempt.key}/{row.ref}/notice",
        to=Recipient(one.contact or one.name, one.email), addressee=one.name, basis=ARTICLE,
        ref=row.ref, prize=policy.prize(row.prize).name.value,
        period=f"{again}{days_text(policy)}，{days}；有规定渠道推迟发布的，相应顺延",
        channels=policy.publicity.channels.value,
    )  # fmt: skip


def _ask_for_proofs(desk: Desk, attempt: StageAttempt) -> None:
    name = f"{attempt.edition:02d}-公示发布证明.xlsx"
    data = blank_channels(desk.policy(attempt.edition).publicity.channels.value)
    sha256 = desk.keep(data, name, kind="form", edition=attempt.edition, subject=attempt.key)
    due = provisional_due(desk, attempt)
    for office in contacts_of(desk.session, ContactKind.OFFICE):
        write(
            desk, attempt.edition, "reminder", key=f"{attempt.key}/office-{office.id}/channels",
            to=Recipient(office.person or office.name, office.email), basis=ARTICLE,
            attachments=(Attachment(name, sha256),), matter="公示发布证明",
            deadline=due, days_left=days_left_text(desk.at.date(), due.date()),
            request="请在规定渠道发布拟获奖名单，填写所附证明；公示期自最后一个规定渠道发布后起算。",
        )  # fmt: skip


def _owed_by_office(
    desk: Desk, attempt: StageAttempt, subject: str, matter: str, request: str
) -> Owed:
    offices = contacts_of(desk.session, ContactKind.OFFICE)
    return Owed(
        subject=subject,
        name=offices[0].person if offices else desk.policy(attempt.edition).bodies.office.value,
        address=offices[0].email if offices else desk.settings.mail_from,
        matter=matter,
        due_at=provisional_due(desk, attempt),
        basis=ARTICLE,
        request=request,
    )


def _owed_by_members(desk: Desk, row: Objection) -> list[Owed]:
    """Members who have not written; once their time is over they are silent, and that stays."""
    return [
        Owed(
            subject=f"opinion/{row.number}/{one.member}",
            name=one.member,
            address=one.email,
            matter=f"对异议{row.number}的书面意见",
            due_at=one.due_at,
            basis=ARTICLE,
            request="请填写委员书面意见表并发回；逾期未复的不视为同意。",
            kind="opinion",
            role="member",
            calendar=f"opinion/{row.number}",
        )
        for one in opinions_of(desk.session, id_of(row))
        if not one.opinion
    ]


def _until_over(desk: Desk, attempt: StageAttempt) -> Wait:
    """The period's end, and every objection through: proofs set it, replies may be late."""
    until = attempt.due_at if attempt.due_at and attempt.due_at > desk.at else None
    is_over = is_publicity_over(desk, attempt)
    return Wait(is_over, until or desk.at + LOOK_AGAIN, "公示期与异议处理")


PUBLICITY = Stage(
    name="publicity",
    open=open_publicity,
    waits=_until_over,
    owed=owed_in_publicity,
    close=close_publicity,
    decision=Judgement(
        evidence_of_publicity, ruling_in_publicity, ObjectionRulings, rows_in_publicity
    ),
    enact=enact_publicity,
    input=proposed,
    needs=("deliberation",),
)
