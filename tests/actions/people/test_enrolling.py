from actions.people.enrolling import appoint, enrol
from models.person import find_person
from runtime import keys
from runtime.desk import Desk


def test_the_secret_is_not_readable_at_rest(desk: Desk) -> None:
    secret = enrol(desk, "覃示例", ["office"])

    person = find_person(desk.session, "覃示例")
    assert person is not None
    assert secret not in person.secret
    assert keys.decrypt(person.secret) == secret


def test_new_roles_leave_the_authenticator_as_it_was(desk: Desk) -> None:
    enrol(desk, "覃示例", ["office"], "desk@office.example")
    before = find_person(desk.session, "覃示例")
    assert before is not None
    secret = before.secret

    person = appoint(desk, "覃示例", ["office_head"], "")

    assert (person.secret, person.address) == (secret, "desk@office.example")
    assert person.roles == ["office_head"]
