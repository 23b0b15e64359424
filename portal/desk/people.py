"""人员: who has which roles and devices; each change is looked at in words, then signed."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import RedirectResponse, Response

from actions.errors import ActionRefused, UnknownSubject
from actions.letters.house import write_to_address
from actions.people import changes, invitations
from actions.people.roles import NAMES
from actions.proving import ProofRefused, prove
from models.person import Invitation, Passkey, passkeys_of, people
from models.types import id_of
from notifications.outbox import is_address
from portal.access import who_may
from portal.address import page_at
from portal.door.keys import given
from portal.looks import show
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk, open_desk


def show_people(visit: Visit) -> Response:
    return _page(visit)


def act(visit: Visit) -> Response:
    """First the sentence that is signed; with a code or a passkey's answer it is done."""
    chosen = ACTS.get(visit.text("act"))
    if chosen is None:
        raise UnknownSubject("请从人员页选择要办理的事项。")
    try:
        if not visit.text("signed"):
            with glance_at_desk() as desk:
                sentence = chosen.say(desk, visit)
            hidden = [(name, one) for name in visit.form for one in visit.texts(name)]
            return show(visit, "desk/people_sign.html", sentence=sentence, hidden=hidden)
        with open_desk() as desk:
            sentence = chosen.say(desk, visit)
            proof = prove(desk, visit.who.name, given(visit), {"people": sentence})
            link = chosen.do(desk, visit, proof.facts)
    except ProofRefused:
        raise  # it counts, where every page's are counted
    except ActionRefused as refused:
        return _page(visit, problem=str(refused), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if link:
        return _page(visit, link=link)
    return RedirectResponse("/desk/people", HTTPStatus.SEE_OTHER)


def _page(visit: Visit, *, problem: str = "", link: str = "", status: int = 200) -> Response:
    with glance_at_desk() as desk:
        rows = [(one, passkeys_of(desk.session, id_of(one))) for one in people(desk.session)]
        return show(
            visit,
            "desk/people.html",
            status=status,
            rows=rows,
            waiting=invitations.open_invitations(desk),
            roles=NAMES,
            problem=problem,
            link=link,
        )


@dataclass(frozen=True, slots=True)
class Act:
    """``say`` is what is signed, and refuses what cannot be; ``do`` may give a link to show."""

    say: Callable[[Desk, Visit], str]
    do: Callable[[Desk, Visit, dict[str, Any]], str | None]


def _say_invite(_desk: Desk, visit: Visit) -> str:
    name, address, roles = _invited(visit)
    return f"邀请{name}（{address}）担任{who_may(roles)}，由另一位办公室人员确认后生效"


def _invite(desk: Desk, visit: Visit, proof: dict[str, Any]) -> str:
    name, address, roles = _invited(visit)
    token = invitations.invite(desk, name, address, roles, by=visit.who.name)
    desk.record("person.invitation-signed", name, actor=visit.who.name, proof=proof)
    link = page_at(f"/invitation?t={token}")
    write_to_address(
        desk, "invitation", key=f"invitation/{token[:16]}", name=name, address=address,
        roles=who_may(roles), link=link,
    )  # fmt: skip
    return link


def _invited(visit: Visit) -> tuple[str, str, list[str]]:
    name, address = visit.text("name"), visit.text("address")
    roles = [role for role in visit.texts("role") if role in NAMES]
    if not name or not is_address(address) or not roles:
        raise ActionRefused("请填写姓名和完整的电子邮箱，并至少选择一个角色。")
    return name, address, roles


def _say_confirm(desk: Desk, visit: Visit) -> str:
    one = _invitation(desk, visit)
    return f"确认{one.invited_by}对{one.name}（{one.address}）的邀请：{who_may(one.roles)}"


def _confirm(desk: Desk, visit: Visit, proof: dict[str, Any]) -> None:
    one = _invitation(desk, visit)
    invitations.confirm(desk, one, by=visit.who.name)
    desk.record("person.confirmation-signed", one.name, actor=visit.who.name, proof=proof)


def _invitation(desk: Desk, visit: Visit) -> Invitation:
    for one in invitations.open_invitations(desk):
        if str(one.id) == visit.text("invitation") and not one.confirmed_by:
            return one
    raise UnknownSubject("这个邀请已经确认、用过或过期。")


def _person_act(
    say: Callable[[Desk, Visit], str],
    do: Callable[[Desk, Any, Visit, dict[str, Any]], None],
) -> Act:
    def person(desk: Desk, visit: Visit) -> Any:
        asked = visit.text("person")
        return changes.get_person(desk, int(asked) if asked.isdecimal() else 0)

    return Act(
        lambda desk, visit: f"{person(desk, visit).name}：{say(desk, visit)}",
        lambda desk, visit, proof: do(desk, person(desk, visit), visit, proof),
    )


def _device(desk: Desk, visit: Visit) -> Passkey:
    asked = visit.text("device")
    found = desk.session.get(Passkey, int(asked)) if asked.isdecimal() else None
    if found is None:
        raise UnknownSubject("没有这个设备，请从人员页选择。")
    return found


ACTS = {
    "invite": Act(_say_invite, _invite),
    "confirm": Act(_say_confirm, _confirm),
    "address": _person_act(
        lambda _desk, visit: f"通知地址改为{visit.text('address')}，旧地址收到通知",
        lambda desk, one, visit, proof: changes.change_address(
            desk, one, visit.text("address"), by=visit.who.name, proof=proof
        ),
    ),
    "device": _person_act(
        lambda desk, visit: f"停用设备“{_device(desk, visit).device}”",
        lambda desk, one, visit, proof: changes.revoke_device(
            desk, one, id_of(_device(desk, visit)), by=visit.who.name, proof=proof
        ),
    ),
    "deactivate": _person_act(
        lambda _desk, _visit: "停用此人的登录和签署，已作的决定不变",
        lambda desk, one, visit, proof: changes.deactivate(
            desk, one, by=visit.who.name, proof=proof
        ),
    ),
    "log-out": _person_act(
        lambda _desk, _visit: "在所有浏览器上退出登录",
        lambda desk, one, visit, proof: changes.log_out(desk, one, by=visit.who.name, proof=proof),
    ),
}
