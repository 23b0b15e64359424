"""The papers of a revocation: the government's decision, the notice, what is to be given back."""

from typing import Any

from actions.cases.cases import in_days, terms_of
from actions.cases.hearing import article_of
from actions.cases.money import plan_text
from actions.cases.petition import organisation, prize_name
from actions.papers.filing import base, file_paper, of_government, office_contact
from actions.papers.publishing import publish
from documents.papers.contexts.after import (
    RecoveryNotice,
    RevocationDecision,
    RevocationNotice,
)
from documents.papers.wording import date_text, money_capitals, money_text
from models.application import PastPrize
from models.case import Case
from notifications.outbox import Attachment
from rules.cases import ITEMS
from rules.sanctions import Effects, decided
from runtime.desk import Desk


def papers_of_revocation(
    desk: Desk, row: Case, found: Effects, *, approval: str
) -> list[Attachment]:
    """撤销决定 for the government to issue, 公告 in the public folder, 追缴收回通知 where due.

    `approval` is what the decision rests on.
    """
    past = desk.session.get(PastPrize, row.past_prize_id)
    assert past is not None, "a prize that is revoked is on record"
    article = article_of(desk, row)
    about = {
        "edition": past.edition_label,
        "organisation": organisation(row),
        "prize": prize_name(desk, row),
    }
    start = base(desk, row, article) | about
    title = f"{past.edition_label}{about['prize']}"
    lines = decided(desk.policy(row.edition), found, title=title)
    decision = RevocationDecision(
        **(of_government(desk, row, article) | about),
        addressee="各县、区人民政府，市直各有关单位",
        awarded_by=date_text(past.decided_on),
        facts=row.facts,
        effects=lines,
    )
    notice = RevocationNotice(
        **start, approval=approval, grounds=row.facts, effects=lines, places=found.publish
    )
    papers = [
        file_paper(desk, row, "revocation-decision", decision),
        file_paper(desk, row, "revocation-notice", notice),
    ]
    publish(desk, papers[-1])
    if found.return_items or found.recover_fen:
        recovery = _recovery(desk, row, found, start, approval)
        papers.append(file_paper(desk, row, "recovery-notice", recovery))
    return papers


def _recovery(
    desk: Desk, row: Case, found: Effects, start: dict[str, Any], approval: str
) -> RecoveryNotice:
    due = found.recover_fen
    return RecoveryNotice(
        **start,
        approval=approval,
        items=tuple(ITEMS.values()) if found.return_items else (),
        amount=money_text(due) if due else "",
        capitals=money_capitals(due) if due else "",
        due=date_text(in_days(desk, terms_of(desk, row).return_days.value)),
        contact=office_contact(desk),
        plan=plan_text(desk, row),
    )
