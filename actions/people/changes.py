"""What the office changes of a person's login; they are told, at the old address too.

Each is proved anew by who does it, and the proof stands in the event.
"""

from typing import Any

from actions.errors import ActionRefused, UnknownSubject
from actions.letters.house import write_to_person
from actions.people import logins
from actions.people.enrolling import enrol
from actions.people.roles import ADMINISTRATOR, OFFICE_HEAD
from models.person import Passkey, Person, find_person, in_role, passkeys_of
from models.types import id_of
from notifications.outbox import is_address
from runtime.desk import Desk
from runtime.keys import fresh

_COMMAND = "服务器命令行"
_BROKEN = "不经第二人确认，在服务器上登记了新的验证器，旧的作废"
_LAST = "这是唯一的管理员，请先邀请另一位管理员。"


def get_person(desk: Desk, person_id: int) -> Person:
    """The person of that number.

    Raises:
        UnknownSubject: there is none.
    """
    found = desk.session.get(Person, person_id)
    if found is None:
        raise UnknownSubject("没有这个人员，请从人员名单里选择。")
    return found


def change_address(
    desk: Desk, person: Person, address: str, *, by: str, proof: dict[str, Any]
) -> None:
    """Letters and login codes go there from now on; every browser is logged out."""
    if not is_address(address):
        raise ActionRefused("请填写完整的电子邮箱，如 name@example.cn。")
    what = f"通知地址由{person.address or '（没有）'}改为{address}"
    _write(desk, person, person, what, by)  # at the old address
    logins.end_all(desk, person.address, person.id)
    old, person.address = person.address, address
    desk.session.add(person)
    desk.record("person.address-changed", person.name, actor=by, old=old, new=address, proof=proof)
    tell(desk, person, what, by=by)


def revoke_device(
    desk: Desk, person: Person, device_id: int, *, by: str, proof: dict[str, Any]
) -> None:
    """A lost device signs nothing any more."""
    device = desk.session.get(Passkey, device_id)
    if device is None or device.person_id != person.id:
        raise UnknownSubject(f"{person.name}没有这个设备。")
    device.is_active = False
    desk.session.add(device)
    logins.end_all(desk, person.address, person.id)
    desk.record("passkey.revoked", person.name, actor=by, device=device.device, proof=proof)
    tell(desk, person, f"停用设备“{device.device}”", by=by)


def deactivate(desk: Desk, person: Person, *, by: str, proof: dict[str, Any]) -> None:
    """They decide nothing and get in no more; what they decided stays."""
    others = [one for one in in_role(desk.session, ADMINISTRATOR) if one.id != person.id]
    if ADMINISTRATOR in person.roles and not others:
        raise ActionRefused(_LAST)
    person.is_active = False
    for device in passkeys_of(desk.session, id_of(person)):
        device.is_active = False
        desk.session.add(device)
    desk.session.add(person)
    logins.end_all(desk, person.address, person.id)
    desk.record("person.deactivated", person.name, actor=by, proof=proof)
    tell(desk, person, "停用", by=by)


def log_out(desk: Desk, person: Person, *, by: str, proof: dict[str, Any]) -> None:
    """Every browser of theirs."""
    logins.end_all(desk, person.address, person.id)
    desk.record("person.logged-out", person.name, actor=by, proof=proof)
    tell(desk, person, "在所有浏览器上退出登录", by=by)


def break_glass(desk: Desk, name: str, roles: list[str], address: str = "") -> str:
    """A secret made on the server's command line, where nobody confirms it: everyone is told.

    For the loss of the only administrator, or of a device on the day of a decision.
    """
    before = find_person(desk.session, name)
    if before is not None:
        _write(desk, before, before, _BROKEN, _COMMAND)  # at the old address
    secret = enrol(desk, name, roles, address)
    person = find_person(desk.session, name)
    assert person is not None, "just enrolled"
    logins.end_all(desk, person.address, person.id)
    desk.record("person.break-glass", name, actor=_COMMAND, roles=roles)
    tell(desk, person, _BROKEN, by=_COMMAND)
    return secret


def tell(desk: Desk, person: Person, what: str, *, by: str) -> None:
    """The person, and who answers for people."""
    answering = [*in_role(desk.session, ADMINISTRATOR), *in_role(desk.session, OFFICE_HEAD)]
    for one in {one.id: one for one in (person, *answering)}.values():
        _write(desk, one, person, what, by)


def _write(desk: Desk, to: Person, about: Person, what: str, by: str) -> None:
    key = f"login-changed/{about.id}/{fresh().hex()[:16]}"
    write_to_person(desk, "login-changed", key=key, to=to, person=about.name, what=what, by=by)
