"""A reviewer or officer who broke the rules (art. 9(7), 30): out of the pool, referral noted."""

from actions.cases.hearing import REFERRAL, breach_article
from actions.gates import decision_row
from actions.letters.letters import write
from models.case import Case, Disqualification, disqualification_of
from models.gate import gate_at
from models.people import Reviewer
from models.person import find_person
from models.types import id_of
from notifications.outbox import Recipient
from runtime.desk import Desk


def disqualify(desk: Desk, row: Case) -> None:
    """Out of the pool or off the list of those who decide, for good until somebody lifts it.

    A seat in a running panel is not vacated here: replacing a reviewer is an action of its own.
    """
    decision = decision_row(desk, gate_at(row.key))
    referral = str(decision.details.get(REFERRAL, ""))
    row.decided_on = decision.decided_at.date()
    subject = row.person or row.name
    if disqualification_of(desk.session, subject) is None:
        desk.session.add(
            Disqualification(
                person=subject,
                name=row.name,
                case_id=id_of(row),
                since=row.decided_on,
                referral=referral,
            )
        )
    _take_out(desk, row)
    told = ["取消评审资格" if row.person else "不再参与评审工作"]
    told += [f"涉嫌犯罪，已移送{referral}"] if referral else []
    row.effects = {"orders": told}
    desk.session.add(row)
    write(
        desk,
        row.edition,
        "sanction-decided",
        key=f"{row.key}/decided",
        to=Recipient(row.name, row.email),
        basis=breach_article(desk, row),
        number=row.number,
        decision=f"{decision.approver}的决定",
        effects=tuple(told),
        deadline="",
    )
    desk.record(
        "person.disqualified",
        subject,
        actor=decision.approver,
        edition=row.edition,
        case=row.key,
        referral=referral,
    )


def _take_out(desk: Desk, row: Case) -> None:
    reviewer = desk.session.get(Reviewer, row.person)
    officer = None if row.person else find_person(desk.session, row.name)
    for person in (reviewer, officer):
        if person is not None:
            person.is_active = False
            desk.session.add(person)
