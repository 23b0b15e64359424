"""The page of an invitation: who it is for, then an authenticator or a passkey."""

from http import HTTPStatus

import pyotp
import segno
from starlette.responses import RedirectResponse, Response

from actions.people import invitations, logins
from actions.people.enrolling import renew_secret
from actions.proving import Given, prove
from models.person import find_person
from portal.door.cookies import set_token
from portal.door.keys import owner, prove_again
from portal.looks import show
from portal.visit import Visit
from runtime.desk import glance_at_desk, open_desk

ISSUER = "质奖"


def open_invitation(visit: Visit) -> Response:
    """Accepting logs this browser in, for the one next step: to set up a second factor."""
    token = visit.text("t") or visit.asked("t")
    with glance_at_desk() as desk:
        invitation = invitations.find(desk, token)
    if not visit.is_posted:
        return show(visit, "door/invitation.html", invitation=invitation, token=token)
    with open_desk() as desk:
        found = invitations.find(desk, token)
        person = invitations.accept(desk, found, visit.text("name"), visit.text("address"))
        login = logins.begin(desk, person.address, person_id=person.id, name=person.name)
    response = RedirectResponse("/account/authenticator", HTTPStatus.SEE_OTHER)
    set_token(response, login)
    return response


def authenticator(visit: Visit) -> Response:
    """A new secret as a picture; it is in force when a code of it was typed."""
    if visit.text("new_code"):
        with open_desk() as desk:
            name = owner(desk, visit).name
            prove(desk, name, Given(visit.text("new_code")), {"authenticator": name})
        return RedirectResponse("/account", HTTPStatus.SEE_OTHER)
    if not visit.is_posted:
        with glance_at_desk() as desk:
            person = find_person(desk.session, visit.who.name)
        return show(visit, "door/authenticator.html", has_one=bool(person and person.secret))
    with open_desk() as desk:
        person = owner(desk, visit)
        prove_again(desk, visit, person, {"renew authenticator": person.name})
        secret = renew_secret(desk, person)
        desk.record("authenticator.renewed", person.name, actor=person.name)
    uri = pyotp.TOTP(secret).provisioning_uri(name=person.name, issuer_name=ISSUER)
    picture = segno.make(uri).svg_data_uri(scale=5)
    return show(visit, "door/secret.html", secret=secret, picture=picture)
