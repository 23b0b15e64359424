"""Passkeys: questions for the browser as JSON, and its answers."""

import json
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from actions import passkeys
from actions.errors import NotEntitled
from actions.people import logins
from actions.proving import Given, prove
from models.person import Person, find_person, passkeys_of
from models.types import id_of
from portal.door.cookies import set_token
from portal.visit import Visit
from runtime.desk import Desk, open_desk


def options_to_log_in(_visit: Visit) -> Response:
    with open_desk() as desk:
        return _json(passkeys.ask_to_log_in(desk))


def log_in(visit: Visit) -> Response:
    """By whatever passkey answered; no mail is needed."""
    with open_desk() as desk:
        person = passkeys.who_logs_in(desk, answer_of(visit))
        token = logins.begin(desk, person.address, person_id=person.id, name=person.name)
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    set_token(response, token)
    return response


def options_to_sign(visit: Visit) -> Response:
    """For the statement in the field `statement`: exactly what is about to be done, as JSON."""
    try:
        statement = json.loads(visit.text("statement"))
    except ValueError:
        raise NotEntitled("没有说明要签署什么，请回到上一页重新签署。") from None
    with open_desk() as desk:
        return _json(passkeys.ask_to_sign(desk, owner(desk, visit), statement))


def options_to_add(visit: Visit) -> Response:
    with open_desk() as desk:
        return _json(passkeys.ask_to_add(desk, owner(desk, visit)))


def add(visit: Visit) -> Response:
    """Another device; who has a second factor shows it, so that a stolen login adds none."""
    made = _parsed(visit.text("attestation"))
    with open_desk() as desk:
        person = owner(desk, visit)
        prove_again(desk, visit, person, {"add device": person.name})
        passkeys.add(desk, person, made, visit.text("device"))
    return RedirectResponse("/account", HTTPStatus.SEE_OTHER)


def given(visit: Visit) -> Given:
    """What the form gives as proof of an act: a passkey's answer, or six digits."""
    text = visit.text("assertion")
    return Given(visit.text("code"), answer_of(visit) if text else None)


def prove_again(desk: Desk, visit: Visit, person: Person, statement: Any) -> None:
    """Nothing where an invitation has just led here and there is no second factor yet."""
    if person.secret or passkeys_of(desk.session, id_of(person)):
        prove(desk, person.name, given(visit), statement)


def answer_of(visit: Visit) -> dict[str, Any]:
    """The browser's answer in the field `assertion`."""
    return _parsed(visit.text("assertion"))


def _parsed(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError:
        raise NotEntitled("浏览器没有给出通行密钥的应答，请重试或改用验证码。") from None
    if not isinstance(answer, dict):
        raise NotEntitled("浏览器没有给出通行密钥的应答，请重试或改用验证码。")
    return answer


def owner(desk: Desk, visit: Visit) -> Person:
    """The visitor, who has shown a second factor."""
    person = find_person(desk.session, visit.who.name) if visit.who.person_id else None
    if person is None:
        raise NotEntitled("请先登录。")
    return person


def _json(text: str) -> JSONResponse:
    return JSONResponse(json.loads(text))
