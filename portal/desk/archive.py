"""档案: the whole edition in one file that verifies without us, and what the public sees."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlmodel import col, select
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from actions.errors import UnknownSubject
from actions.papers.publishing import is_published
from actions.record.export import export_record
from models.files import files_of
from models.paper import Paper, copies_of, papers_of
from portal.desk.edition import others
from portal.download import download
from portal.looks import show
from portal.paging import part_of
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk, open_desk

_EVENT = "record.downloaded"


def show_archive(visit: Visit) -> Response:
    number = visit.number("number")
    with glance_at_desk() as desk:
        edition = desk.edition(number)
        return show(
            visit,
            "desk/archive.html",
            edition=edition,
            others=others(desk, number),
            papers=len(papers_of(desk.session, number)),
            copies=len(copies_of(desk.session, number)),
            files=len(files_of(desk.session, number)),
            part=part_of(visit, _public(desk, number)),
        )


def _public(desk: Desk, edition: int) -> list[Paper]:
    query = select(Paper).where(Paper.edition == edition, col(Paper.is_public))
    found = desk.session.exec(query.order_by(col(Paper.id)))
    return [one for one in found if is_published(desk, one.file_name)]


def read_record(visit: Visit) -> Response:
    """The pack; the same edition in the same state gives the same bytes.

    That somebody took it belongs to no edition: it must not change what the next one takes.
    """
    number = visit.number("number")
    name = f"第{number}届-档案.zip"
    with tempfile.NamedTemporaryFile(suffix=".zip", delete=False) as made:
        place = Path(made.name)
    forget: Callable[[], None] = partial(place.unlink, missing_ok=True)
    with ExitStack() as unless_sent:
        unless_sent.callback(forget)
        with glance_at_desk() as desk:
            export_record(desk, number, place)
        with open_desk() as desk:
            desk.record(_EVENT, f"第{number}届", actor=visit.who.name)
        unless_sent.pop_all()
    return FileResponse(
        place, media_type="application/zip", filename=name, background=BackgroundTask(forget)
    )


def read_public(visit: Visit) -> Response:
    number = visit.number("number")
    with glance_at_desk() as desk:
        paper = desk.session.get(Paper, visit.number("paper"))
        if paper is None or paper.edition != number or not is_published(desk, paper.file_name):
            raise UnknownSubject("没有公开这份文件。")
        return download(desk.files.fetch(paper.sha256), paper.file_name)
