"""Escalation: the superiors who are told that something is overdue, once each for a deadline."""

from actions.letters.letters import write
from actions.owed import Owed, Person
from models.people import ContactKind, contacts_of
from models.person import in_role
from notifications.outbox import Recipient
from notifications.wording import days_left_text, deadline_text
from runtime.desk import Desk


def escalate(desk: Desk, edition: int, prefix: str, owed: Owed, role: str) -> int:
    """Tell the superiors of that role about one overdue duty; gives how many were told now."""
    day = owed.due_at.date().isoformat()
    return sum(
        write(
            desk,
            edition,
            "escalation",
            key=f"{prefix}{day}/escalated/{role}/{person.address}",
            to=Recipient(person.name, person.address),
            basis=owed.basis,
            person=f"{owed.name}（{owed.phone or owed.address}）",
            matter=owed.matter,
            deadline=deadline_text(owed.due_at),
            days_left=days_left_text(desk.at.date(), owed.due_at.date()),
        )
        for person in superiors(desk, owed, role)
        if person.address != owed.address  # nobody is told about himself
    )


def superiors(desk: Desk, owed: Owed, role: str) -> list[Person]:
    """Who holds a role of the ladder: the panel's leader, the office's contacts, its head."""
    if role == "panel_leader":
        return [owed.leader] if owed.leader else []
    if role == "office":
        offices = contacts_of(desk.session, ContactKind.OFFICE)
        return [Person(o.person or o.name, o.email, o.phone) for o in offices]
    return [Person(a.name, a.address) for a in in_role(desk.session, role) if a.address]
