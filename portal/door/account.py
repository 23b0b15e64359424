"""The visitor's own page: roles, devices, logging out everywhere."""

from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from actions.proving import prove
from models.person import Passkey, passkeys_of
from portal.door.keys import given, owner
from portal.looks import show
from portal.visit import Visit
from runtime.desk import glance_at_desk, open_desk


def account(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        person_id = visit.who.person_id
        devices = passkeys_of(desk.session, person_id) if person_id else []
    return show(visit, "door/account.html", devices=devices)


def give_up_device(visit: Visit) -> Response:
    """A lost device; proved anew, so that a stolen session cannot lock its owner out."""
    with open_desk() as desk:
        person = owner(desk, visit)
        device = desk.session.get(Passkey, visit.number("device"))
        if device is None or device.person_id != person.id:
            raise LookupError(visit.part("device"))
        prove(desk, person.name, given(visit), {"give up": device.credential})
        device.is_active = False
        desk.session.add(device)
        desk.record("passkey.given-up", person.name, actor=person.name, device=device.device)
    return RedirectResponse("/account", HTTPStatus.SEE_OTHER)
