"""A wrong code or signature counts, in a transaction of its own: the page's was undone."""

from actions.letters.house import write_to_person
from actions.people.roles import ADMINISTRATOR
from actions.proving import count_failure
from models.person import in_role
from runtime.desk import open_desk


def count(name: str) -> None:
    """When it locks the person, they and the administrators are told."""
    with open_desk() as desk:
        locked = count_failure(desk, name)
        if locked is None:
            return
        assert locked.locked_until is not None, "it has just been locked"
        key = f"login-locked/{locked.id}/{locked.locked_until:%Y%m%dT%H%M%S}"
        told = {one.id: one for one in (locked, *in_role(desk.session, ADMINISTRATOR))}
        for one in told.values():
            write_to_person(desk, "login-locked", key=f"{key}/{one.id}", to=one, person=locked.name)
