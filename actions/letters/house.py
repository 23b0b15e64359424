"""Letters about logins and acts, which belong to no edition: the house writes to one person."""

from typing import Any

from actions.letters.letters import office_contact
from documents.papers.wording import date_text
from models.person import Person
from notifications.catalogue import MESSAGES, Letterhead
from notifications.outbox import Recipient, queue
from rules.policy import read_pack
from runtime.desk import Desk
from runtime.packs import pack_folder


def house(desk: Desk) -> Letterhead:
    """The letterhead of the installation, from the pack that its editions take."""
    folder = pack_folder(desk.settings.pack)
    assert folder is not None, "the start has looked for the pack"
    policy = read_pack(folder)
    phone, mailbox = office_contact(desk)
    return Letterhead(
        award=policy.meta.award_name.value,
        regulation=f"《{policy.meta.title.value}》",
        office=policy.bodies.office.value,
        phone=phone,
        mailbox=mailbox,
        dated=date_text(desk.at.date()),
    )


def write_to_person(desk: Desk, message: str, *, key: str, to: Person, **own: Any) -> bool:
    """Queue one letter to a person; ``False`` without an address, or when it was queued before."""
    return write_to_address(desk, message, key=key, name=to.name, address=to.address, **own)


def write_to_address(
    desk: Desk, message: str, *, key: str, name: str, address: str, **own: Any
) -> bool:
    """As `write_to_person`, to somebody who is no person yet."""
    if not address:
        return False
    context = MESSAGES[message].context(letterhead=house(desk), addressee=name, basis="", **own)
    recipient = Recipient(name, address)
    return queue(
        desk.session, key=key, message=message, to=recipient, context=context, edition=None,
        at=desk.at,
    )  # fmt: skip
