"""Invitations: a one-time link with which a person sets up a login; a second person confirms it.

The very first one is the installation's own: there is nobody yet who could confirm it.
"""

from datetime import timedelta
from hashlib import sha256

from sqlmodel import col, select

from actions.errors import ActionRefused, UnknownSubject
from actions.people import logins
from actions.people.enrolling import appoint
from actions.people.roles import ADMINISTRATOR, OFFICE_HEAD
from models.person import Invitation, Person, passkeys_of, people
from models.types import id_of
from runtime.clock import real_now
from runtime.desk import Desk
from runtime.keys import fresh

GOOD_FOR = timedelta(days=7)
FIRST = "首次启动"
_UNUSABLE = "这个邀请链接无效、已用过或已过期，请向办公室重新索取。"


def invite_first(desk: Desk) -> str | None:
    """A token for the first officer's link, in place of the last; ``None`` once there is one."""
    if people(desk.session):
        return None
    for old in desk.session.exec(select(Invitation).where(col(Invitation.used_at).is_(None))):
        desk.session.delete(old)
    roles = [OFFICE_HEAD, "office", ADMINISTRATOR]
    return _invite(desk, "", "", roles, invited_by=FIRST, confirmed_by=FIRST)


def invite(desk: Desk, name: str, address: str, roles: list[str], *, by: str) -> str:
    """An invitation that a second person has to confirm; gives its token for the link."""
    if not roles:
        raise ActionRefused("请至少选择一个角色。")
    if name.strip() == by:
        raise ActionRefused("不能给自己办理角色，请由另一位办公室人员邀请。")
    token = _invite(desk, name.strip(), address.strip(), roles, invited_by=by, confirmed_by="")
    desk.record("person.invited", name, actor=by, roles=roles, address=address)
    return token


def confirm(desk: Desk, invitation: Invitation, *, by: str) -> None:
    """The second person's word; without a second one in the office, the first is enough."""
    if invitation.name == by:
        raise ActionRefused("邀请不能由被邀请人自己确认。")
    others = [one for one in people(desk.session) if one.is_active and one.name != by]
    if invitation.invited_by == by and others:
        raise ActionRefused("邀请须由另一位办公室人员确认，不能由邀请人自己确认。")
    invitation.confirmed_by = by
    desk.session.add(invitation)
    desk.record("person.confirmed", invitation.name, actor=by, roles=invitation.roles)


def find(desk: Desk, token: str) -> Invitation:
    """An invitation that is good now.

    Raises:
        UnknownSubject: there is none of that token, or it is used, too old or not confirmed.
    """
    query = select(Invitation).where(
        Invitation.token_sha256 == _hash(token), col(Invitation.used_at).is_(None)
    )
    found = desk.session.exec(query).one_or_none()
    if found is None or real_now() - found.made_at > GOOD_FOR or _is_late(desk, found):
        raise UnknownSubject(_UNUSABLE)
    if not found.confirmed_by:
        raise UnknownSubject("这个邀请还没有经第二位办公室人员确认，确认后再打开。")
    return found


def _is_late(desk: Desk, invitation: Invitation) -> bool:
    """The first one, which nobody confirms, is for an empty home alone."""
    return invitation.invited_by == FIRST and bool(people(desk.session))


def accept(desk: Desk, invitation: Invitation, name: str, address: str) -> Person:
    """The person, whose device or authenticator is set up next; earlier ones stop working."""
    chosen = invitation.name or name.strip()
    if not chosen:
        raise ActionRefused("请填写姓名。")
    invitation.used_at = real_now()
    desk.session.add(invitation)
    person = appoint(desk, chosen, invitation.roles, invitation.address or address.strip())
    person.secret = ""
    for device in passkeys_of(desk.session, id_of(person)):
        device.is_active = False
        desk.session.add(device)
    logins.end_all(desk, person.address, person.id)
    return person


def open_invitations(desk: Desk) -> list[Invitation]:
    query = select(Invitation).where(
        col(Invitation.used_at).is_(None), col(Invitation.made_at) > real_now() - GOOD_FOR
    )
    found = desk.session.exec(query.order_by(col(Invitation.id)))
    return [one for one in found if not _is_late(desk, one)]


def _invite(
    desk: Desk, name: str, address: str, roles: list[str], *, invited_by: str, confirmed_by: str
) -> str:
    token = fresh().hex()
    desk.session.add(
        Invitation(
            token_sha256=_hash(token), name=name, address=address, roles=roles,
            invited_by=invited_by, confirmed_by=confirmed_by, made_at=real_now(),
        )
    )  # fmt: skip
    return token


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
