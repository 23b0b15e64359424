"""The people page: an invitation that a second person confirms, and changes that are told."""

import re
from http import HTTPStatus

import httpx
import pyotp
import pytest
from sqlmodel import select

from actions.people.changes import break_glass
from actions.people.enrolling import enrol
from actions.people.logins import begin
from actions.proving import FAILURES
from models.audit import AuditEvent
from models.outbox import OutboxMessage
from models.person import find_person
from models.types import id_of
from runtime import keys
from runtime.desk import open_desk
from tests.portal.conftest import Enter

_INVITATION: dict[str, str | list[str]] = {
    "act": "invite", "name": "陆示例", "address": "lu@office.example", "role": ["office"]
}  # fmt: skip


class Officer:
    """A browser of somebody with an authenticator."""

    def __init__(self, enter: Enter, name: str, roles: list[str]) -> None:
        with open_desk() as desk:
            self.secret = enrol(desk, name, roles, f"{id(self)}@office.example")
            person = find_person(desk.session, name)
            assert person is not None
            self.name, self.person, self.address = name, id_of(person), person.address
            token = begin(desk, person.address, person_id=person.id, name=name)
        self.browser = enter()
        self.browser.cookies.set("zhijiang", token)

    def act(self, **typed: str | list[str]) -> httpx.Response:
        """Looked at, then signed with a code that was never used."""
        looked = self.browser.post("/desk/people/act", data=typed)
        if looked.status_code != HTTPStatus.OK:
            return looked
        with open_desk() as desk:
            person = find_person(desk.session, self.name)
            assert person is not None
            person.last_step = 0  # another moment than that of the last code
            desk.session.add(person)
        code = pyotp.TOTP(self.secret).at(keys.totp_time())
        return self.browser.post("/desk/people/act", data={**typed, "signed": "1", "code": code})


@pytest.fixture
def head(enter: Enter) -> Officer:
    return Officer(enter, "黄示例", ["office_head", "administrator"])


@pytest.fixture
def second(enter: Enter) -> Officer:
    return Officer(enter, "梁示例", ["office_head"])


def _letters(message: str) -> set[str]:
    with open_desk() as desk:
        query = select(OutboxMessage.to_address).where(OutboxMessage.message == message)
        return set(desk.session.exec(query))


def _events(action: str) -> list[AuditEvent]:
    with open_desk() as desk:
        return list(desk.session.exec(select(AuditEvent).where(AuditEvent.action == action)))


def test_an_invitation_opens_when_a_second_person_has_confirmed_it(
    head: Officer, second: Officer, enter: Enter
) -> None:
    shown = head.act(**_INVITATION).text
    found = re.search(r"/invitation\?t=\w+", shown)
    assert found is not None
    link = found[0]

    assert enter().get(link).status_code == HTTPStatus.NOT_FOUND
    assert "不能由邀请人自己确认" in head.act(act="confirm", invitation="1").text
    second.act(act="confirm", invitation="1")

    assert enter().get(link).status_code == HTTPStatus.OK
    assert link not in head.browser.get("/desk/people").text
    assert _letters("invitation") == {"lu@office.example"}
    assert _events("person.confirmation-signed")[0].facts["proof"]["kind"] == "totp"


def test_nobody_invites_themselves_into_a_role(head: Officer) -> None:
    answer = head.act(**{**_INVITATION, "name": "黄示例", "role": ["chair"]})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "不能给自己办理角色" in answer.text


def test_a_change_without_a_code_is_refused_and_changes_nothing(
    head: Officer, second: Officer
) -> None:
    typed = {"act": "deactivate", "person": str(second.person), "signed": "1", "code": "000000"}

    answer = head.browser.post("/desk/people/act", data=typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert second.browser.get("/desk").status_code == HTTPStatus.OK


def test_five_guesses_at_a_signature_lock_whoever_is_logged_in(head: Officer) -> None:
    typed = {"act": "log-out", "person": str(head.person), "signed": "1", "code": "000000"}

    for _ in range(FAILURES):
        head.browser.post("/desk/people/act", data=typed)

    assert "暂停15分钟" in head.act(act="log-out", person=str(head.person)).text
    assert _letters("login-locked") == {head.address}


def test_a_new_address_is_told_at_the_old_one_and_ends_every_login(
    head: Officer, second: Officer
) -> None:
    head.act(act="address", person=str(second.person), address="new@office.example")

    assert {second.address, "new@office.example", head.address} <= _letters("login-changed")
    assert second.browser.get("/desk").status_code == HTTPStatus.SEE_OTHER
    assert _events("person.address-changed")[0].actor == "黄示例"


def test_who_is_deactivated_is_out_and_the_only_administrator_cannot_be(
    head: Officer, second: Officer
) -> None:
    head.act(act="deactivate", person=str(second.person))
    refused = head.act(act="deactivate", person=str(head.person))

    assert second.browser.get("/desk").status_code == HTTPStatus.SEE_OTHER
    assert "唯一的管理员" in refused.text


def test_logging_somebody_out_ends_their_browsers(head: Officer, second: Officer) -> None:
    head.act(act="log-out", person=str(second.person))

    assert second.browser.get("/desk").status_code == HTTPStatus.SEE_OTHER


def test_breaking_the_glass_is_in_the_chain_and_told_to_everyone_concerned(
    head: Officer, second: Officer
) -> None:
    with open_desk() as desk:
        break_glass(desk, "梁示例", ["office_head"], "elsewhere@office.example")

    assert [one.actor for one in _events("person.break-glass")] == ["服务器命令行"]
    told = {second.address, "elsewhere@office.example", head.address}
    assert told <= _letters("login-changed")
    assert second.browser.get("/desk").status_code == HTTPStatus.SEE_OTHER
