"""提交: the package is dropped on a page; the verdict stands beside each file at once."""

from http import HTTPStatus

from starlette.responses import Response

from actions.entry.registering import codes_of, open_intake
from actions.handed_in.by_applicant import hand_in
from actions.handed_in.unpacking import MAX_BYTES
from models.edition import latest_attempt
from portal.looks import show
from portal.visit import Visit
from portal.waking import wake
from rules.errors import Refusal
from runtime.desk import glance_at_desk

_REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


def hand_in_package(visit: Visit) -> Response:
    number = visit.number("edition")
    if not visit.is_posted:
        return _page(visit, number)
    sent = visit.files("files")
    if sum(one.size or 0 for one in sent) > MAX_BYTES:
        return _page(visit, number, problem="材料超过100 MB，没有收入，请压缩图片后再提交。")
    try:
        data = {one.filename or "无名文件": one.file.read() for one in sent}
        lines = hand_in(number, data, address=visit.who.address)
    except Refusal as refused:
        return _page(visit, number, problem=str(refused))
    wake()
    return _page(visit, number, lines=lines)


def _page(visit: Visit, number: int, *, problem: str = "", lines: object = None) -> Response:
    with glance_at_desk() as desk:
        edition = desk.edition(number)
        intake = latest_attempt(desk.session, number, "intake")
        if intake is None:
            raise LookupError(number)
        opened = open_intake(desk)
        return show(
            visit,
            "applicants/hand_in.html",
            status=_REFUSED if problem else HTTPStatus.OK,
            edition=edition,
            due=intake.due_at,
            is_open=opened is not None and opened.edition == number,
            codes=sorted(codes_of(desk, visit.who.address)),
            problem=problem,
            lines=lines,
        )
