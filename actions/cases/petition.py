"""The request to the city government to revoke a title (art. 25, 26), and its answer."""

from typing import Any

from actions.award.approval import NUMBER, REPLIED_ON, ReplyDetails
from actions.cases.cases import advance_case
from actions.cases.hearing import article_of
from actions.cases.money import recoverable_fen
from actions.errors import ActionRefused
from actions.gates import Evidence, decision_row
from actions.letters.letters import write
from actions.markdown import bullets, escaped
from actions.papers.filing import base, file_paper, office_contact
from actions.publicity.final_list import full_prize_name
from documents.papers.contexts.after import RevocationRequest
from documents.papers.contexts.base import Organisation
from documents.papers.wording import date_text
from models.application import PastPrize
from models.case import Case
from models.gate import Outcome, gate_at
from models.people import ContactKind, contacts_of
from notifications.outbox import Attachment, Recipient
from rules.cases import CasePhase
from rules.sanctions import decided, describe, effects
from runtime.desk import Desk


def request_revocation(desk: Desk, row: Case) -> None:
    """The 请示 is filed and goes to the city government; safe to repeat."""
    paper = _file_request(desk, row)
    for contact in contacts_of(desk.session, ContactKind.GOVERNMENT):
        write(
            desk, row.edition, "revocation-request", key=f"{row.key}/{contact.id}/request",
            to=Recipient(contact.person or contact.name, contact.email), addressee=contact.name,
            basis=article_of(desk, row), number=row.number, holder=row.name,
            effects=proposed(desk, row), attachments=(paper,),
        )  # fmt: skip


def evidence_of_request(desk: Desk, row: Case) -> Evidence:
    """What the government is asked, and what the decision of the office rests on."""
    found = decision_row(desk, gate_at(row.key))
    paper = _file_request(desk, row)
    text = "\n\n".join(
        [
            f"### 提请批准撤销称号：{row.number} {escaped(row.name)}（{article_of(desk, row)}）",
            f"**查明的事实**：{escaped(row.facts)}",
            f"**建议**\n\n{bullets(proposed(desk, row))}",
            f"承办机构意见：{escaped(found.opinion)}（{found.approver}，{found.decided_at:%Y-%m-%d}）",
            "请示已拟好，文号由发文机关编制。批准的，请填批复文号和日期。",
        ]
    )
    facts = {
        "case": row.key, "evidence": found.evidence_sha256, "paper": paper.sha256,
        "effects": proposed(desk, row),
    }  # fmt: skip
    return Evidence(text, facts)


def ruling_on_request(desk: Desk, row: Case, details: ReplyDetails) -> dict[str, Any]:
    """Number and day of the approval.

    Raises:
        ActionRefused: one is missing, or the day cannot be.
    """
    number, replied = details.number, details.replied_on
    if not number or not replied:
        raise ActionRefused(f"批准撤销称号的，请填写{NUMBER}和{REPLIED_ON}。")
    begun = decision_row(desk, gate_at(row.key)).decided_at.date()
    if not begun <= replied <= desk.at.date():
        raise ActionRefused(f"{REPLIED_ON}{replied}早于提请之日或晚于今天，请核对批复原件。")
    return {NUMBER: number, REPLIED_ON: replied.isoformat()}


def settle_request(desk: Desk, row: Case, outcome: Outcome) -> None:
    approved = outcome is Outcome.APPROVED
    advance_case(desk, row, CasePhase.ENACTING if approved else CasePhase.DISMISSED)


def proposed(desk: Desk, row: Case) -> tuple[str, ...]:
    """The effects of the ground for this prize, a line each."""
    policy = desk.policy(row.edition)
    paid = recoverable_fen(desk, row)
    return describe(policy, effects(policy, row.trigger, prize_id=row.prize, paid_fen=paid))


def _asked_for(desk: Desk, row: Case, past: PastPrize) -> tuple[str, ...]:
    """The same in the words of the decision that is asked for."""
    policy = desk.policy(row.edition)
    paid = recoverable_fen(desk, row)
    found = effects(policy, row.trigger, prize_id=row.prize, paid_fen=paid)
    return decided(policy, found, title=f"{past.edition_label}{prize_name(desk, row)}")


def organisation(row: Case) -> Organisation:
    return Organisation(ref=row.ref, name=row.name, uscc=row.uscc)


def prize_name(desk: Desk, row: Case) -> str:
    return full_prize_name(desk.policy(row.edition), row.prize)


def _file_request(desk: Desk, row: Case) -> Attachment:
    policy = desk.policy(row.edition)
    past = desk.session.get(PastPrize, row.past_prize_id)
    assert past is not None, "a prize that is revoked is on record"
    context = RevocationRequest(
        **{**base(desk, row, article_of(desk, row)), "edition": past.edition_label},
        addressee=policy.bodies.government.value,
        signer=None,
        organisation=organisation(row),
        prize=prize_name(desk, row),
        awarded_by=date_text(past.decided_on),
        facts=row.facts,
        effects=_asked_for(desk, row, past),
        contact=office_contact(desk),
    )
    return file_paper(desk, row, "revocation-request", context)
