from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from models.person import Passkey, Person, in_role, passkeys_of, person_at
from models.types import id_of

AT = datetime(2026, 4, 1, tzinfo=UTC)


def _person(name: str, address: str, *, is_active: bool = True) -> Person:
    return Person(name=name, roles=["office"], address=address, enrolled_at=AT, is_active=is_active)


def test_a_person_who_left_is_found_neither_by_address_nor_by_role(engine: Engine) -> None:
    with Session(engine) as session:
        stays = _person("覃示例", "desk@office.example")
        session.add_all([stays, _person("黄示例", "left@office.example", is_active=False)])

        assert in_role(session, "office") == [stays]
        assert person_at(session, "left@office.example") is None
        assert person_at(session, "desk@office.example") is stays


def test_a_device_that_was_given_up_is_not_listed(engine: Engine) -> None:
    with Session(engine) as session:
        person = _person("覃示例", "")
        session.add(person)
        session.flush()
        for name, is_active in (("手机", True), ("旧电脑", False)):
            session.add(
                Passkey(
                    person_id=id_of(person), credential=name, public_key="-", device=name,
                    added_at=AT, is_active=is_active,
                )
            )  # fmt: skip

        assert [one.device for one in passkeys_of(session, id_of(person))] == ["手机"]
