import pytest

from actions.errors import ActionRefused, UnknownSubject
from actions.people import invitations, logins
from actions.people.enrolling import appoint, enrol
from models.person import find_person
from runtime.desk import Desk


def test_an_empty_home_invites_its_first_officer_until_there_is_one(desk: Desk) -> None:
    former = invitations.invite_first(desk)
    token = invitations.invite_first(desk)
    assert former is not None
    assert token is not None

    with pytest.raises(UnknownSubject):
        invitations.find(desk, former)
    invitations.accept(desk, invitations.find(desk, token), "覃示例", "qin@office.example")

    assert invitations.invite_first(desk) is None
    person = find_person(desk.session, "覃示例")
    assert person is not None
    assert set(person.roles) == {"office", "office_head", "administrator"}
    with pytest.raises(UnknownSubject):
        invitations.find(desk, token)


def test_an_invitation_is_good_when_a_second_person_has_confirmed_it(desk: Desk) -> None:
    for name in ("覃示例", "黄示例"):
        appoint(desk, name, ["office"], "")
    token = invitations.invite(desk, "李示例", "li@office.example", ["office"], by="覃示例")
    with pytest.raises(UnknownSubject, match="第二位"):
        invitations.find(desk, token)
    (row,) = invitations.open_invitations(desk)

    with pytest.raises(ActionRefused, match="另一位"):
        invitations.confirm(desk, row, by="覃示例")
    invitations.confirm(desk, row, by="黄示例")

    assert invitations.find(desk, token) is row


def test_a_new_invitation_ends_lost_devices_and_open_browsers(desk: Desk) -> None:
    appoint(desk, "黄示例", ["office"], "")
    enrol(desk, "李示例", ["office"], "li@office.example")
    person = find_person(desk.session, "李示例")
    assert person is not None
    browser = logins.begin(desk, person.address, person_id=person.id, name=person.name)
    token = invitations.invite(desk, "李示例", person.address, ["office"], by="覃示例")
    invitations.confirm(desk, invitations.open_invitations(desk)[0], by="黄示例")

    invitations.accept(desk, invitations.find(desk, token), "", "")

    assert person.secret == ""
    assert logins.find(desk, browser) is None
