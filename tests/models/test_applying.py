from models.applying import Registration, confirmed_for, draft_of, is_registered, registrations_of
from runtime.desk import Desk
from tests.actions import factories
from tests.actions.conftest import desk, installation

__all__ = ["desk", "installation"]


def _registration(desk: Desk, address: str, *, is_confirmed: bool) -> Registration:
    confirmed = desk.at if is_confirmed else None
    return factories.add(
        desk,
        Registration(
            edition=3, uscc="U", name="某公司", address=address, asked_at=desk.at,
            confirmed_at=confirmed,
        ),
    )  # fmt: skip


def test_only_confirmed_addresses_share_a_draft(desk: Desk) -> None:
    _registration(desk, "b@company.example", is_confirmed=True)
    _registration(desk, "a@company.example", is_confirmed=False)

    assert confirmed_for(desk.session, 3, "U") == ["b@company.example"]
    assert is_registered(desk.session, "A@company.example")
    assert len(registrations_of(desk.session, "A@company.example")) == 1
    assert draft_of(desk.session, 3, "U") is None
