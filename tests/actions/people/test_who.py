from actions.people import logins
from actions.people.enrolling import appoint
from actions.people.who import Who, is_known, who_is
from models.people import Contact, ContactKind, Reviewer
from runtime.desk import Desk
from tests.actions import factories


def _who(desk: Desk, token: str) -> Who:
    login = logins.find(desk, token)
    assert login is not None
    return who_is(desk, login)


def test_an_address_has_every_role_that_a_register_gives_it(desk: Desk) -> None:
    address = "Many@Roles.example"
    desk.session.add(factories.application("S001", email=address))
    desk.session.add(Contact(kind=ContactKind.COUNTY, name="某区", person="某", email=address))

    who = _who(desk, logins.begin(desk, address.lower()))

    assert who.roles == {"applicant", "recommender"}


def test_a_role_of_the_office_needs_a_second_factor(desk: Desk) -> None:
    person = appoint(desk, "覃示例", ["office"], "qin@office.example")

    before = _who(desk, logins.begin(desk, "qin@office.example"))
    after = _who(
        desk, logins.begin(desk, "qin@office.example", person_id=person.id, name=person.name)
    )

    assert (before.roles, before.may_be) == (frozenset(), ("覃示例",))
    assert after.roles == {"office"}


def test_who_left_the_register_is_out_at_once(desk: Desk) -> None:
    reviewer = Reviewer(id="E01", name="韦示例", employer="某大学", email="e01@review.example")
    desk.session.add(reviewer)
    token = logins.begin(desk, "e01@review.example")
    assert _who(desk, token).roles == {"reviewer"}

    reviewer.is_active = False
    desk.session.add(reviewer)
    desk.session.flush()

    assert _who(desk, token).roles == frozenset()
    assert not is_known(desk, "e01@review.example")
