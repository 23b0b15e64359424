"""Ordering that a use of the title (art. 29) or of the fund (art. 23) is put right."""

from actions.cases.cases import correction_day, end_of
from actions.cases.hearing import article_of
from actions.letters.letters import write
from actions.papers.filing import base, file_paper, office_contact
from actions.publicity.final_list import full_prize_name
from documents.papers.contexts.after import CorrectionNotice, CorrectionOrder, FundCorrectionNotice
from documents.papers.contexts.base import Organisation
from documents.papers.wording import date_text
from models.application import find_application
from models.case import Case
from models.people import Contact, ContactKind, contacts_of
from notifications.outbox import Recipient
from rules.cases import CaseKind
from rules.sanctions import Effects
from runtime.desk import Desk


def order_correction(desk: Desk, row: Case, found: Effects) -> None:
    """Once a case and round: a later round sends the letters with its own last day."""
    if row.kind is CaseKind.TITLE:
        _to_authority(desk, row)
    else:
        _to_winner(desk, row)
        _to_finance(desk, row, found)
    desk.record("case.correction_ordered", row.key, edition=row.edition, round=row.round)


def local_authority(desk: Desk, row: Case) -> Contact | None:
    """The quality office of the county where the holder is, or the only one there is."""
    counties = contacts_of(desk.session, ContactKind.COUNTY)
    one = find_application(desk.session, row.edition, row.ref)
    region = str(one.form.get("region", "")) if one else ""
    return next((c for c in counties if region and c.region == region), None) or (
        counties[0] if len(counties) == 1 else None
    )


def _to_authority(desk: Desk, row: Case) -> None:
    policy, until = desk.policy(row.edition), correction_day(desk, row, desk.at.date())
    authority = local_authority(desk, row)
    name = authority.name if authority else policy.title_use.corrected_by.value
    paper = file_paper(
        desk, row, "correction-notice",
        CorrectionNotice(
            **base(desk, row, article_of(desk, row)),
            addressee=name,
            prize=full_prize_name(policy, row.prize),
            organisation=_organisation(row),
            facts=row.facts,
            title_notice=policy.texts.title_notice.value,
            due=date_text(until),
            contact=office_contact(desk),
        ),
        subject=str(row.round),
    )  # fmt: skip
    order = file_paper(
        desk, row, "correction-order",
        CorrectionOrder(
            **{**base(desk, row, article_of(desk, row)), "issuer": name},
            organisation=_organisation(row),
            prize=full_prize_name(policy, row.prize),
            facts=row.facts,
            title_notice=policy.texts.title_notice.value,
            due=date_text(until),
            contact=office_contact(desk),
        ),
        subject=str(row.round),
    )  # fmt: skip
    to = Recipient(authority.person or authority.name, authority.email) if authority else None
    write(
        desk, row.edition, "title-correction", key=f"{row.key}/{row.round}/correction",
        to=to or Recipient(name, ""),
        addressee=name,
        basis=article_of(desk, row), number=row.number, holder=row.name, facts=row.facts,
        deadline=end_of(desk, until), attachments=(paper, order),
    )  # fmt: skip


def _to_winner(desk: Desk, row: Case) -> None:
    policy, until = desk.policy(row.edition), correction_day(desk, row, desk.at.date())
    uses = "、".join(policy.fund.allowed_uses.value)
    paper = file_paper(
        desk, row, "fund-correction",
        FundCorrectionNotice(
            **base(desk, row, article_of(desk, row)), organisation=_organisation(row),
            facts=row.facts, uses=uses, due=date_text(until), contact=office_contact(desk),
        ),
        subject=str(row.round),
    )  # fmt: skip
    write(
        desk, row.edition, "fund-correction", key=f"{row.key}/{row.round}/correction",
        to=Recipient(row.name, row.email), basis=article_of(desk, row), number=row.number,
        facts=row.facts, uses=uses, deadline=end_of(desk, until),
        attachments=(paper,),
    )  # fmt: skip


def _to_finance(desk: Desk, row: Case, found: Effects) -> None:
    for contact in contacts_of(desk.session, ContactKind.FINANCE):
        write(
            desk, row.edition, "finance-told", key=f"{row.key}/{contact.id}/misuse",
            to=Recipient(contact.person or contact.name, contact.email), addressee=contact.name,
            basis=article_of(desk, row), number=row.number, holder=row.name, facts=row.facts,
            measures=found.orders,
        )  # fmt: skip


def _organisation(row: Case) -> Organisation:
    return Organisation(ref=row.ref, name=row.name, uscc=row.uscc)
