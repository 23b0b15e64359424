"""What was handed in: the receipt, where it stands in plain words, and withdrawing it."""

from http import HTTPStatus

from sqlmodel import col, select
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from actions.entry.windows import completion_until
from actions.handed_in import applying
from actions.people import codes
from actions.people.codes import CodeRefused
from actions.reopening.withdrawal import withdraw as withdraw_application
from models.application import Application, ApplicationState
from models.files import StoredFile
from portal.door.cookies import browser_of
from portal.door.letter import send_code
from portal.looks import show
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import Desk, glance_at_desk, open_desk

STATES = {
    ApplicationState.RECEIVED: "材料已收到，等待受理决定",
    ApplicationState.REFUSED: "材料有问题，尚未受理",
    ApplicationState.ACCEPTED: "已受理，正在资格审查",
    ApplicationState.ELIGIBLE: "资格审查通过，进入材料评审",
    ApplicationState.INELIGIBLE: "资格审查未通过",
    ApplicationState.SHORTLISTED: "进入现场评审",
    ApplicationState.NOT_SHORTLISTED: "未进入现场评审",
    ApplicationState.CANDIDATE: "现场评审完成，等待评审委员会审议",
    ApplicationState.PROPOSED: "列入建议名单",
    ApplicationState.NOT_PROPOSED: "未列入建议名单",
    ApplicationState.REMOVED: "已从名单中移除",
    ApplicationState.AWARDED: "已获表彰",
    ApplicationState.WITHDRAWN: "已撤回",
}


def overview(visit: Visit) -> Response:
    """My drafts and applications; the first login of an address confirms its registration."""
    me = visit.who.address
    with glance_at_desk() as desk:
        has_waiting = bool(applying.waiting_for(desk, me))
    if has_waiting:
        with open_desk() as desk:
            applying.confirm(desk, me)
    with glance_at_desk() as desk:
        return show(
            visit,
            "applicants/overview.html",
            drafts=applying.drafts_of(desk, me),
            waiting=applying.waiting_for(desk, me),
            applications=applying.own_applications(desk, me),
            states=STATES,
        )


def application(visit: Visit) -> Response:
    """The receipt, the state, and what is to be completed until when."""
    with glance_at_desk() as desk:
        row = _own(desk, visit)
        kept = desk.session.exec(
            select(StoredFile)
            .where(
                StoredFile.edition == row.edition,
                StoredFile.subject == row.ref,
                StoredFile.kind == "application",
            )
            .order_by(col(StoredFile.id))
        )
        mine = [one for one in applying.drafts_of(desk, visit.who.address) if one.uscc == row.uscc]
        return show(
            visit,
            "applicants/application.html",
            row=row,
            state=STATES[row.state],
            files=list(kept),
            until=completion_until(desk, row) if row.refusals else None,
            draft=next(iter(mine), None),
            title=desk.edition(row.edition).title,
        )


def withdraw(visit: Visit) -> Response:
    """Said first, then confirmed with six digits that are sent to the same address."""
    me, reason = visit.who.address, visit.text("reason")
    with glance_at_desk() as desk:
        row = _own(desk, visit)
    if not visit.is_posted:
        return show(visit, "applicants/withdraw.html", row=row, said=[], problem="")
    if visit.text("code"):
        return _withdraw(visit, row, reason)
    try:
        with open_desk() as desk:
            said = withdraw_application(
                desk, row.edition, row.ref, actor=me, reason=reason, dry_run=True
            )
            code = codes.ask(desk, me, browser_of(visit.request))
    except Refusal as refused:
        return show(
            visit, "applicants/withdraw.html", status=422, row=row, said=[], problem=str(refused)
        )
    response = show(visit, "applicants/withdraw.html", row=row, said=said, problem="")
    if code is not None:
        response.background = BackgroundTask(send_code, me, code)
    return response


def _withdraw(visit: Visit, row: Application, reason: str) -> Response:
    me = visit.who.address
    try:
        with open_desk() as desk:
            codes.spend(desk, me, visit.text("code"))
            withdraw_application(desk, row.edition, row.ref, actor=me, reason=reason, dry_run=False)
    except CodeRefused as refused:
        with open_desk() as desk:
            codes.count_try(desk, me)
        said = ["验证码没有通过，申报没有撤回。"]
        return show(
            visit, "applicants/withdraw.html", status=422, row=row, said=said, problem=str(refused)
        )
    return RedirectResponse(f"/applicant/{row.edition}/{row.ref}", HTTPStatus.SEE_OTHER)


def _own(desk: Desk, visit: Visit) -> Application:
    for row in applying.own_applications(desk, visit.who.address):
        if (row.edition, row.ref) == (visit.number("edition"), visit.part("ref")):
            return row
    raise LookupError(visit.part("ref"))
