"""单位: everyone who applied, and each one's whole story."""

from starlette.responses import Response

from actions.cases.history import STATES, history
from actions.edition.applicants import applicant, files_about, list_applicants
from actions.edition.story import conditions_of, story_of
from actions.errors import UnknownSubject
from actions.people.roles import AUDITOR, OFFICE, OFFICE_HEAD
from models.files import StoredFile
from models.people import ContactKind, contacts_of
from portal.desk.edition import others
from portal.download import download, note_read
from portal.looks import show
from portal.paging import SIZE, number_of, part_of
from portal.visit import Visit
from runtime.desk import glance_at_desk, open_desk

_KNOW_NAMES = {OFFICE, OFFICE_HEAD, AUDITOR}
"""Who may know which reviewer gave which sheet."""


def list_all(visit: Visit) -> Response:
    number = visit.number("number")
    asked = {name: visit.asked(name).strip() for name in ("words", "state", "region")}
    with glance_at_desk() as desk:
        skip = (number_of(visit) - 1) * SIZE
        rows, total = list_applicants(desk, number, **asked, skip=skip, take=SIZE)
        regions = {one.region: one.name for one in contacts_of(desk.session, ContactKind.COUNTY)}
        return show(
            visit,
            "desk/applicants.html",
            edition=desk.edition(number),
            others=others(desk, number),
            part=part_of(visit, rows, total=total),
            asked=asked,
            states=STATES,
            regions=regions,
        )


def show_one(visit: Visit) -> Response:
    number, ref = visit.number("number"), visit.part("ref")
    with glance_at_desk() as desk:
        row = applicant(desk, number, ref)
        return show(
            visit,
            "desk/applicant.html",
            edition=desk.edition(number),
            row=row,
            state=STATES[row.state],
            story=story_of(desk, row, with_names=bool(_KNOW_NAMES & visit.who.roles)),
            conditions=conditions_of(desk, row),
            files=files_about(desk, number, ref),
            history=history(desk, row.uscc) if row.uscc else (),
        )


def read_file(visit: Visit) -> Response:
    """A file that came in; who read it stays on record."""
    number = visit.number("number")
    with open_desk() as desk:
        row = desk.session.get(StoredFile, visit.number("file"))
        if row is None or row.edition != number:
            raise UnknownSubject("没有这个文件。")
        data = desk.files.fetch(row.sha256)
        note_read(desk, visit, number, row.name, row.sha256)
        return download(data, row.name)
