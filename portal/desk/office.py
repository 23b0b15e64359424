"""办理: the office's actions: filled in, rehearsed where it cannot be taken back, signed, ordered.

The run of an action is given nothing but an order's id; what it says at its end is shown here.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic.fields import FieldInfo
from sqlmodel import col, select
from starlette.responses import RedirectResponse, Response

from actions.details import DetailsRefused
from actions.proving import prove
from flows.every_action import ACTIONS, Action, order
from models.edition import Edition
from models.order import Order
from portal import fields
from portal.door.keys import given
from portal.looks import show
from portal.visit import Visit
from runtime.desk import glance_at_desk, open_desk
from runtime.prefect_api import state_of
from tasks.ordering import REHEARSAL

_REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
_BLANKS = re.compile(r"第?{[^}]*}[届年号次]?·?")
_ELSEWHERE = {"import-files", "export-record", "export-mail-proof"}
"""These have pages of their own, with uploads and downloads."""
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "届次": ("open-edition", "move-deadline", "reopen-stage", "refer-matter", "edition-report"),
    "评审员": (
        "announce-draw",
        "draw-panels",
        "replace-reviewer",
        "return-score-sheet",
        "order-recusal",
        "undeclared-interest",
        "assess-reviewers",
    ),
    "申报单位": ("withdraw-application", "permit-late", "correct-record"),
    "授奖以后": ("report-incident", "note-case", "fund-overview", "change-custody"),
    "信函": ("close-silence", "review-mail", "resend-mail"),
}
_OTHERS = "公文和其他"


def choose(visit: Visit) -> Response:
    """Every action in its group, with one sentence."""
    known = {name for names in _GROUPS.values() for name in names} | _ELSEWHERE
    groups = {
        title: [_shown(ACTIONS[name]) for name in names if name in ACTIONS]
        for title, names in _GROUPS.items()
    }
    groups[_OTHERS] = [_shown(one) for name, one in ACTIONS.items() if name not in known]
    return show(visit, "desk/actions.html", groups=groups)


def fill_in(visit: Visit) -> Response:
    """The form of one action; then what is about to be done, to be rehearsed or signed."""
    action = ACTIONS.get(visit.part("action"))
    if action is None or action.name in _ELSEWHERE:
        raise LookupError(visit.part("action"))
    if not visit.is_posted:
        return _form(visit, action)
    try:
        arguments = action.checked(_typed(visit, action))
    except DetailsRefused as refused:
        return _form(visit, action, problems=refused.fields, status=_REFUSED)
    step = visit.text("step")
    if step == "rehearse":
        run = order(action.name, {**arguments, REHEARSAL: True}, actor=visit.who.name)
        return RedirectResponse(f"/desk/run/{run}", HTTPStatus.SEE_OTHER)
    if REHEARSAL in action.model.model_fields:
        arguments[REHEARSAL] = False
    statement = {"action": action.name, "arguments": arguments}
    if step == "sign":
        return _carry_out(visit, action, statement)
    return show(
        visit,
        "desk/order.html",
        action=_shown(action),
        statement=statement,
        chosen=_in_words(action, arguments),
        hidden=[(name, visit.text(name)) for name in visit.form if name not in {"step", "code"}],
        can_rehearse=REHEARSAL in action.model.model_fields,
    )


def show_run(visit: Visit) -> Response:
    """How the run of an order goes, asked again every few seconds until it has ended."""
    run = visit.part("run")
    with glance_at_desk() as desk:
        query = select(Order).where(Order.flow_run_id == run)
        row = desk.session.exec(query.limit(1)).first()
    state = state_of(run) if _is_id(run) else None
    is_over = state is not None and state.is_final()
    page = show(
        visit,
        "desk/run.html",
        order=row,
        action=_shown(ACTIONS[row.action]) if row and row.action in ACTIONS else None,
        name=state.name if state else "",
        message=(state.message or "") if state else "",
        is_over=is_over,
        is_done=bool(state and state.is_completed()),
        is_waiting=bool(state and state.is_paused()),
    )
    if not is_over and not (state and state.is_paused()):
        page.headers["Refresh"] = "2"
    return page


def _carry_out(visit: Visit, action: Action, statement: Mapping[str, Any]) -> Response:
    with open_desk() as desk:
        proof = prove(desk, visit.who.name, given(visit), statement).facts
    run = order(action.name, statement["arguments"], actor=visit.who.name, proof=proof)
    return RedirectResponse(f"/desk/run/{run}", HTTPStatus.SEE_OTHER)


def _form(
    visit: Visit, action: Action, *, problems: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    with glance_at_desk() as desk:
        newest = desk.session.exec(
            select(Edition.number).order_by(col(Edition.number).desc()).limit(1)
        ).first()
    return show(
        visit,
        "desk/action.html",
        status=status,
        action=_shown(action),
        fields=_fields(visit, action, str(newest or "")),
        problems=problems or {},
    )


def _fields(visit: Visit, action: Action, newest: str) -> list[fields.Field]:
    """One input for each parameter, said as the action's own explanation says it."""
    said = action.form["properties"]
    return [
        fields.explained(name, info, visit, said.get(name, {}), newest if name == "届次" else "")
        for name, info in action.model.model_fields.items()
        if name != REHEARSAL
    ]


def _typed(visit: Visit, action: Action) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, info in action.model.model_fields.items():
        if name == REHEARSAL:
            continue
        if fields.is_lines(info):
            found[name] = [one.strip() for one in visit.text(name).splitlines() if one.strip()]
        elif (value := fields.typed(name, info, visit)) is not None:
            found[name] = value
    return found


def _in_words(action: Action, arguments: Mapping[str, Any]) -> list[tuple[str, str]]:
    infos: Mapping[str, FieldInfo] = action.model.model_fields
    shown = {name: arguments.get(name) for name in infos if name != REHEARSAL}
    return [(name, _word(value)) for name, value in shown.items() if value not in (None, "")]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _shown(action: Action) -> dict[str, str]:
    """Name, title and sentence of an action."""
    title = _BLANKS.sub("", action.run_name).strip("·") or action.name
    return {"name": action.name, "title": title, "say": action.form["description"]}


def _is_id(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None
