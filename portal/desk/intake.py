"""收件: files dropped on a page are taken in as a folder of the inbox is, and answered in place."""

from http import HTTPStatus
from itertools import groupby

from starlette.responses import RedirectResponse, Response

from actions.handed_in.blanks import BLANKS, blank_form
from actions.handed_in.bringing import Report, bring, report_of, reports_of
from actions.report import Line
from portal.desk.edition import others
from portal.download import download
from portal.looks import show
from portal.visit import Visit
from portal.waking import wake
from rules.errors import Refusal
from runtime.desk import glance_at_desk

_SHOWN = 20
_FIELDS = ("files", "folder")


def take_in(visit: Visit) -> Response:
    number = visit.number("number")
    if not visit.is_posted:
        return _page(visit, number)
    sent = [one for field in _FIELDS for one in visit.files(field)]
    try:
        done = bring(
            number, [(one.filename or "", one.file) for one in sent], importer=visit.who.name
        )
    except Refusal as refused:
        return _page(visit, number, problem=str(refused))
    wake()
    return RedirectResponse(f"/desk/edition/{number}/in/{done}", HTTPStatus.SEE_OTHER)


def show_report(visit: Visit) -> Response:
    number = visit.number("number")
    with glance_at_desk() as desk:
        edition = desk.edition(number)
        report = report_of(desk, number, visit.number("report"))
    return show(
        visit,
        "desk/intake_report.html",
        edition=edition,
        report=report,
        parts=_by_file(report),
        good=sum(one.ok for one in report.lines),
    )


def blank(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        name, data = blank_form(desk, visit.number("number"), visit.part("kind"))
    return download(data, name)


def _page(visit: Visit, number: int, problem: str = "") -> Response:
    with glance_at_desk() as desk:
        return show(
            visit,
            "desk/intake.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            edition=desk.edition(number),
            others=others(desk, number),
            problem=problem,
            reports=reports_of(desk, number, _SHOWN),
            blanks={kind: title for kind, (title, _) in BLANKS.items()},
        )


def _by_file(report: Report) -> list[tuple[str, list[Line]]]:
    return [(name, list(lines)) for name, lines in groupby(report.lines, lambda one: one.file)]
