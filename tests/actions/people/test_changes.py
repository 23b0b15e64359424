"""What the office changes of somebody's login, and what breaks the glass."""

import pytest

from actions.errors import ActionRefused, UnknownSubject
from actions.people import changes, logins
from actions.people.enrolling import appoint
from models.audit import events_of
from models.outbox import letters_of
from models.person import Person
from models.types import id_of
from runtime.desk import Desk

_PROOF = {"kind": "totp", "step": 1}


@pytest.fixture
def head(desk: Desk) -> Person:
    return appoint(desk, "黄示例", ["office_head", "administrator"], "huang@office.example")


@pytest.fixture
def clerk(desk: Desk) -> Person:
    return appoint(desk, "梁示例", ["office"], "liang@office.example")


def _told(desk: Desk) -> set[str]:
    return {one.to_address for one in letters_of(desk.session)}


@pytest.mark.usefixtures("head")
def test_an_address_that_is_none_is_refused_and_nobody_told(desk: Desk, clerk: Person) -> None:
    with pytest.raises(ActionRefused, match="完整的电子邮箱"):
        changes.change_address(desk, clerk, "nowhere", by="黄示例", proof=_PROOF)

    assert (clerk.address, _told(desk)) == ("liang@office.example", set())


def test_the_device_of_somebody_else_is_not_found(desk: Desk, clerk: Person) -> None:
    with pytest.raises(UnknownSubject):
        changes.revoke_device(desk, clerk, 7, by="黄示例", proof=_PROOF)


def test_the_only_administrator_stays(desk: Desk, head: Person) -> None:
    with pytest.raises(ActionRefused, match="唯一的管理员"):
        changes.deactivate(desk, head, by="黄示例", proof=_PROOF)

    assert head.is_active


def test_the_only_administrator_who_lost_their_device_gets_in_by_the_command_alone(
    desk: Desk, head: Person
) -> None:
    """It says so in the chain, and tells them at both addresses; open browsers are logged out."""
    token = logins.begin(desk, head.address, person_id=id_of(head), name=head.name)

    secret = changes.break_glass(desk, "黄示例", ["administrator"], "new@office.example")

    assert len(secret) == 32
    assert logins.find(desk, token) is None
    broken = [one for one in events_of(desk.session) if one.action == "person.break-glass"]
    assert [(one.actor, one.subject) for one in broken] == [("服务器命令行", "黄示例")]
    assert _told(desk) == {"huang@office.example", "new@office.example"}
