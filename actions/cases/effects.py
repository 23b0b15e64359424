"""Carrying out what a case came to: each effect once, and none that is not provided."""

from dataclasses import asdict
from datetime import date
from typing import Any

from actions.award.approval import NUMBER, REPLIED_ON
from actions.award.public_register import publish_register
from actions.cases.cases import end_of, in_days, terms_of
from actions.cases.conduct import disqualify
from actions.cases.corrections import order_correction
from actions.cases.hearing import SCHEDULE, article_of
from actions.cases.money import plan_text, recoverable_fen
from actions.cases.papers import papers_of_revocation
from actions.cases.removal import leave_running_editions
from actions.gates import decision_row
from actions.letters.letters import write
from documents.papers.wording import money_text
from models.application import Bar, PastPrize
from models.case import Case, RecoveryInstalment
from models.edition import Edition
from models.gate import gate_at
from models.people import ContactKind, contacts_of
from models.types import id_of
from notifications.outbox import Recipient
from rules.cases import CaseKind
from rules.sanctions import Effects, ban, describe, effects
from runtime.desk import Desk


def carry_out(desk: Desk, row: Case) -> None:
    """Set the decision in force; the phase moves in the same transaction."""
    if row.kind is CaseKind.CONDUCT:
        return disqualify(desk, row)
    found = effects(
        desk.policy(row.edition),
        row.trigger,
        prize_id=row.prize or None,
        paid_fen=recoverable_fen(desk, row),
    )
    row.effects = asdict(found)
    if row.kind.corrects:
        desk.session.add(row)
        return order_correction(desk, row, found)
    row.approval, row.decided_on = _basis(desk, row, found)
    _revoke(desk, row, found)
    _bar(desk, row, found)
    _schedule(desk, row, found)
    desk.session.add(row)
    desk.session.flush()
    _tell(desk, row, found)
    desk.record(
        "case.enacted",
        row.key,
        edition=row.edition,
        effects=row.effects,
        approval=row.approval,
        decided_on=row.decided_on,
    )
    return None


def has_follow_up(row: Case) -> bool:
    """Whether something is to be done by people once the effects are in force."""
    if row.kind is CaseKind.CONDUCT:
        return False
    found = row.effects
    return bool(
        row.kind.corrects or found["return_items"] or found["recover_fen"] or found["publish"]
    )


def basis_text(desk: Desk, row: Case) -> str:
    """``钦州市人民政府批准（钦政函〔2027〕3号）``, or the office's own decision."""
    bodies = desk.policy(row.edition).bodies
    if row.approval:
        return f"{bodies.government.value}批准（{row.approval}）"
    return f"{bodies.office.value}决定（{row.number}）"


def _basis(desk: Desk, row: Case, found: Effects) -> tuple[str, date]:
    """The government's approval where a title is revoked, else the decision of the office."""
    if found.revoke:
        details = decision_row(desk, gate_at(f"{row.key}/request")).details
        return details[NUMBER], date.fromisoformat(details[REPLIED_ON])
    return "", decision_row(desk, gate_at(row.key)).decided_at.date()


def _revoke(desk: Desk, row: Case, found: Effects) -> None:
    past = desk.session.get(PastPrize, row.past_prize_id) if row.past_prize_id else None
    if found.revoke and past is not None:
        past.revoked_on = row.decided_on
        desk.session.add(past)
        desk.record("prize.revoked", row.uscc, edition=row.edition, on=row.decided_on)
        desk.session.flush()
        publish_register(desk)  # whoever checks the certificate learns it from today on


def _bar(desk: Desk, row: Case, found: Effects) -> None:
    """The bar from applying, and the end of every application that it reaches."""
    if not found.ban_years:
        return
    assert row.decided_on is not None, "set just before"
    edition = desk.session.get(Edition, row.edition)
    ended = edition.concluded_at.date() if edition and edition.concluded_at else None
    bar = ban(
        desk.policy(row.edition),
        row.trigger,
        uscc=row.uscc,
        decided_on=row.decided_on,
        edition_end=ended,
    )
    assert bar is not None, "a ground with years bars"
    desk.session.add(
        Bar(
            uscc=row.uscc,
            name=row.name,
            ground=bar.reason,
            article=bar.article,
            since=bar.starts_on,
            until=bar.until,
        )
    )
    desk.record("bar.entered", row.uscc, edition=row.edition, since=bar.starts_on, until=bar.until)
    leave_running_editions(desk, row, f"{bar.reason}（{bar.article}）")


def _schedule(desk: Desk, row: Case, found: Effects) -> None:
    if not found.recover_fen:
        return
    lines: list[dict[str, Any]] = decision_row(desk, gate_at(row.key)).details[SCHEDULE]
    for number, line in enumerate(lines, start=1):
        desk.session.add(
            RecoveryInstalment(
                case_id=id_of(row),
                number=number,
                due_on=date.fromisoformat(line["due_on"]),
                amount_fen=line["amount_fen"],
            )
        )


def _tell(desk: Desk, row: Case, found: Effects) -> None:
    """The papers of the decision, the holder's letter, and finance where money is to come back."""
    lines, plan = describe(desk.policy(row.edition), found), plan_text(desk, row)
    approval = basis_text(desk, row)
    papers = papers_of_revocation(desk, row, found, approval=approval) if found.revoke else []
    until = end_of(desk, in_days(desk, terms_of(desk, row).return_days.value))
    write(
        desk,
        row.edition,
        "sanction-decided",
        key=f"{row.key}/decided",
        to=Recipient(row.name, row.email),
        basis=article_of(desk, row),
        number=row.number,
        decision=approval,
        effects=(*lines, f"缴款安排：{plan}") if plan else lines,
        deadline=until if found.return_items else "",
        attachments=papers,
    )
    if not found.recover_fen:
        return
    for contact in contacts_of(desk.session, ContactKind.FINANCE):
        write(
            desk,
            row.edition,
            "finance-told",
            key=f"{row.key}/{contact.id}/recovery",
            to=Recipient(contact.person or contact.name, contact.email),
            addressee=contact.name,
            basis=article_of(desk, row),
            number=row.number,
            holder=row.name,
            facts=f"{approval}，撤销其称号",
            measures=(
                f"追缴质量发展资金{money_text(found.recover_fen)}（{plan}），请收款后告知我办",
            ),
        )
