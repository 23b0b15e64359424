"""The request to the city government and its answer (art. 21)."""

from datetime import date
from typing import Any

from pydantic import Field

from actions import applications, proposals
from actions.award.clean_record import doubts
from actions.details import Details
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.letters.letters import write
from actions.papers.filing import base, bases, file_paper, office_contact
from actions.publicity.final_list import applicant, list_table, listed_prizes, to_be_approved
from actions.publicity.result import objections_text, publicity_text
from actions.stage import Judgement, Stage
from actions.stage_inputs import proposed
from documents.forms.applicants import Applicant
from documents.forms.city_reply import blank_city_reply
from documents.papers.contexts.award import Request
from models.application import ApplicationState
from models.conferral import CityReply, reply_of
from models.deliberation import Proposal, ProposalState
from models.edition import StageAttempt, find_attempt
from models.gate import Decision
from models.people import ContactKind, contacts_of
from models.types import id_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import day_text
from rules.policy.citing import Topic, noted
from runtime.desk import Desk

ARTICLE = Topic.APPROVAL
NUMBER, REPLIED_ON = "批复文号", "批复日期"


def open_approval(desk: Desk, attempt: StageAttempt) -> None:
    """The request with its list goes to the city government, and the names are told."""
    names = to_be_approved(desk, attempt.edition)
    for row in names:
        found = doubts(desk, attempt, applicant(desk, row))
        desk.record(
            "approval.rechecked", row.ref, edition=attempt.edition,
            findings=[one.sentence for one in found],
        )  # fmt: skip
    request = file_paper(desk, attempt, "request", _request(desk, attempt))
    _ask_government(desk, attempt, request, names)
    for row in names:
        _tell_applicant(desk, attempt, row)
    desk.record(
        "approval.requested", attempt.key, edition=attempt.edition,
        refs=[row.ref for row in names], request_sha256=request.sha256,
    )  # fmt: skip


def close_approval(desk: Desk, attempt: StageAttempt) -> None:
    """The question goes to the gate."""
    desk.record("approval.awaited", attempt.key, edition=attempt.edition)


def evidence_of_approval(desk: Desk, attempt: StageAttempt) -> Evidence:
    """The list, how the publicity ended, what was looked at again, and the reply as recorded."""
    names = to_be_approved(desk, attempt.edition)
    against = {row.ref: _doubts_text(desk, attempt, row) for row in names}
    reply, policy = _reply(desk, attempt), desk.policy(attempt.edition)
    struck = dict.fromkeys(reply.struck if reply else (), "批复未同意")
    notes = {ref: "；".join(filter(None, [struck.get(ref, ""), against[ref]])) for ref in against}
    ended = publicity_text(desk, attempt.edition) + objections_text(desk, attempt.edition)
    text = "\n\n".join(
        [
            f"### 报批名单{noted(policy, ARTICLE)}",
            list_table(desk, attempt.edition, names, notes),
            f"### 公示情况\n\n{ended}",
            f"### 报批前复核{noted(policy, Topic.RECHECK)}\n\n{_recheck_text(against)}",
            f"### 市人民政府批复\n\n{_reply_text(reply)}",
        ]
    )
    facts = {
        "list": [[row.prize, row.rank, row.ref] for row in names],
        "publicity": ended,
        "doubts": against,
        "reply": _reply_facts(reply),
    }
    return Evidence(text, facts)


class ReplyDetails(Details):
    """Article 21: the city government's reply, where it was not imported."""

    number: str = Field("", title=NUMBER, description="如 钦政函〔2026〕88号；已导入登记表的不必填")
    replied_on: date | None = Field(
        None, title=REPLIED_ON, description="批复原件上的日期；已导入登记表的不必填"
    )


def ruling_in_approval(desk: Desk, attempt: StageAttempt, details: ReplyDetails) -> dict[str, Any]:
    """The number and date of the reply; both must agree with the reply that was imported.

    Raises:
        ActionRefused: one is missing, in the future, before the request, or different.
    """
    number, day = details.number, details.replied_on
    reply = _reply(desk, attempt)
    if reply is None:
        if not number or not day:
            raise ActionRefused(f"尚未导入批复登记表，请填写{NUMBER}和{REPLIED_ON}。")
        _check_day(desk, attempt, day)
        return {NUMBER: number, REPLIED_ON: str(day), "未同意": []}
    if number and number != reply.number:
        raise ActionRefused(f"{NUMBER}“{number}”与已导入的“{reply.number}”不一致，请核对原件。")
    if day and day != reply.replied_on:
        raise ActionRefused(f"{REPLIED_ON}{day}与已导入的{reply.replied_on}不一致，请核对原件。")
    return {NUMBER: reply.number, REPLIED_ON: str(reply.replied_on), "未同意": list(reply.struck)}


def enact_approval(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Struck names leave the list and their places stay empty; the others are approved."""
    reply = _reply(desk, attempt) or _reply_as_filled_in(desk, attempt, decision)
    for row in to_be_approved(desk, attempt.edition):
        if row.ref in reply.struck:
            _strike(desk, attempt, row, reply)
    left = to_be_approved(desk, attempt.edition)
    desk.record(
        "approval.granted", attempt.key, actor=decision.approver, edition=attempt.edition,
        number=reply.number, replied_on=str(reply.replied_on),
        refs=[row.ref for row in left], struck=list(reply.struck),
    )  # fmt: skip


def check_reply_day(desk: Desk, attempt: StageAttempt, day: date) -> str:
    """What is wrong with the day of a reply, "" when it can be."""
    first = find_attempt(desk.session, attempt.edition, attempt.stage, 1) or attempt
    if day > desk.at.date():
        return f"{REPLIED_ON}{day}尚未到来，请核对原件。"
    if day < first.started_at.date():
        return f"{REPLIED_ON}{day}早于报批之日，请核对原件。"
    return ""


def _request(desk: Desk, attempt: StageAttempt) -> Request:
    policy = desk.policy(attempt.edition)
    office, is_public = office_contact(desk), policy.comes_before("publicity", attempt.stage)
    return Request(
        **base(desk, attempt, ARTICLE),
        bases=bases(policy, attempt.stage),
        addressee=policy.bodies.government.value,
        signer=None,
        process=policy.texts.process_of(attempt.stage),
        lists=listed_prizes(desk, attempt.edition, to_be_approved(desk, attempt.edition)),
        publicity=publicity_text(desk, attempt.edition),
        objections=objections_text(desk, attempt.edition),
        contact=office,
        annexes=("拟获奖名单", "综合评审报告", *(("公示情况",) if is_public else ())),
    )


def _ask_government(
    desk: Desk, attempt: StageAttempt, request: Attachment, names: list[Proposal]
) -> None:
    form = blank_city_reply(
        edition=attempt.edition,
        applicants=[Applicant(ref=row.ref, name=applicant(desk, row).name) for row in names],
    )
    name = f"{attempt.edition:02d}-批复登记表.xlsx"
    sha256 = desk.keep(form, name, kind="form", edition=attempt.edition, subject=attempt.key)
    for contact in contacts_of(desk.session, ContactKind.GOVERNMENT):
        write(
            desk, attempt.edition, "approval-request",
            key=f"{attempt.key}/{contact.id}/request",
            to=Recipient(contact.person or contact.name, contact.email),
            addressee=contact.name, basis=ARTICLE, names=str(len(names)),
            standing=_standing(desk, attempt),
            request="批复后，请将文号、日期和批复意见填入所附登记表，连同扫描件退回我办。",
            attachments=(request, Attachment(name, sha256)),
        )  # fmt: skip


def _standing(desk: Desk, attempt: StageAttempt) -> str:
    """How far the list is, as the letters say it."""
    is_public = desk.policy(attempt.edition).comes_before("publicity", attempt.stage)
    return "公示期已满" if is_public else "已经评审委员会审议产生"


def _tell_applicant(desk: Desk, attempt: StageAttempt, row: Proposal) -> None:
    one = applicant(desk, row)
    write(
        desk, attempt.edition, "submitted-for-approval",
        key=f"{attempt.key}/{row.ref}/submitted",
        to=Recipient(one.contact or one.name, one.email), addressee=one.name, basis=ARTICLE,
        ref=row.ref, prize=desk.policy(attempt.edition).prize(row.prize).name.value,
        submitted_on=day_text(desk.at.date()), standing=_standing(desk, attempt),
    )  # fmt: skip


def _strike(desk: Desk, attempt: StageAttempt, row: Proposal, reply: CityReply) -> None:
    one = applicant(desk, row)
    reason = f"市人民政府批复（{reply.number}）未同意列入获奖名单。"
    proposals.move(desk, row, ProposalState.REMOVED, event="proposal.struck", number=reply.number)
    if not one.state.is_out:
        applications.move(desk, one, ApplicationState.REMOVED, reason=reason)
    write(
        desk, attempt.edition, "candidate-removed",
        key=f"{attempt.key}/{row.ref}/struck",
        to=Recipient(one.contact or one.name, one.email), addressee=one.name, basis=ARTICLE,
        ref=row.ref, prize=desk.policy(attempt.edition).prize(row.prize).name.value,
        reasons=(reason,),
    )  # fmt: skip


def _reply(desk: Desk, attempt: StageAttempt) -> CityReply | None:
    return reply_of(desk.session, id_of(attempt))


def _reply_as_filled_in(desk: Desk, attempt: StageAttempt, decision: Decision) -> CityReply:
    """The reply from the gate's form, kept like an imported one; nobody is struck by it."""
    row = CityReply(
        attempt_id=id_of(attempt),
        number=decision.details[NUMBER],
        replied_on=date.fromisoformat(decision.details[REPLIED_ON]),
        scan_sha256="",
        scan_name="",
        recorded_at=desk.at,
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def _check_day(desk: Desk, attempt: StageAttempt, day: date) -> None:
    if problem := check_reply_day(desk, attempt, day):
        raise ActionRefused(problem)


def _doubts_text(desk: Desk, attempt: StageAttempt, row: Proposal) -> str:
    found = doubts(desk, attempt, applicant(desk, row))
    return "；".join(f"{one.condition} {one.sentence}" for one in found)


def _recheck_text(against: dict[str, str]) -> str:
    lines = [f"- **{ref}**：{text}" for ref, text in against.items() if text]
    return "\n".join(lines) or "未发现新的情形；依据现有部门意见、自述事故和取消资格名单核对。"


def _reply_text(reply: CityReply | None) -> str:
    if reply is None:
        return f"尚未导入批复登记表。同意时请填写{NUMBER}和{REPLIED_ON}，视为全部同意。"
    scan = f"{reply.scan_name}（`{reply.scan_sha256[:12]}`）" if reply.scan_sha256 else "尚未收到"
    struck = "、".join(reply.struck) or "无"
    said = {NUMBER: reply.number, REPLIED_ON: reply.replied_on, "未同意": struck, "扫描件": scan}
    return "\n".join(f"- {name}：{value}" for name, value in said.items())


def _reply_facts(reply: CityReply | None) -> dict[str, Any] | None:
    if reply is None:
        return None
    return {
        "number": reply.number,
        "replied_on": str(reply.replied_on),
        "struck": list(reply.struck),
        "scan_sha256": reply.scan_sha256,
    }


APPROVAL = Stage(
    name="approval",
    open=open_approval,
    close=close_approval,
    decision=Judgement(evidence_of_approval, ruling_in_approval, ReplyDetails),
    enact=enact_approval,
    input=proposed,
    needs=("deliberation",),
)
