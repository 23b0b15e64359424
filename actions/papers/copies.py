"""PDFs of papers, and the papers folder where people find papers under their names."""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import select

from actions.papers.register import file_copy
from actions.report import Line
from documents.papers.catalogue import KINDS
from documents.pdf import NoOffice, to_pdf
from models.paper import CopyKind, Paper, PaperCopy, find_paper, papers_of
from runtime.desk import Desk, open_desk

FOLDER = "papers"


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper as shown in Prefect: `key` is fit for an artifact, `sha256` the version shown."""

    key: str
    address: str
    text: str
    paper_key: str
    sha256: str


def make_pdfs(
    edition: int, kinds: Collection[str] = (), *, actor: str, key: str = ""
) -> list[Line]:
    """A PDF beside each paper of these kinds (all, when none is named) that has none yet.

    With ``key`` only beside that paper.

    LibreOffice works between two transactions, so nobody waits for it.
    """
    with open_desk() as desk:
        due = [one for one in pdfs_due(desk, edition, kinds) if key in {"", one.key}]
        files = {one.file_name: desk.files.fetch(one.sha256) for one in due}
    try:
        made = to_pdf(files)
    except NoOffice as refused:
        return [Line("", "", ok=False, sentence=str(refused))]
    lines = []
    with open_desk() as desk:
        for paper in due:
            name = paper.file_name.removesuffix(".docx") + ".pdf"
            copy = file_copy(desk, paper, CopyKind.PDF, made[name], name, actor=actor)
            _put(desk, f"{edition:02d}/{copy.file_name}", made[name])
            lines.append(Line(copy.file_name, paper.key, ok=True, sentence="已生成 PDF。"))
    return lines or [Line("", "", ok=True, sentence="PDF 均已生成，没有变化。")]


def pdfs_due(desk: Desk, edition: int, kinds: Collection[str] = ()) -> list[Paper]:
    """Papers of these kinds (all, when none is named) without a PDF of what they say now."""
    wanted = [one for one in papers_of(desk.session, edition) if not kinds or one.kind in kinds]
    return [one for one in wanted if not _has_pdf(desk, one)]


def links_due(desk: Desk, edition: int) -> list[PaperLink]:
    """Papers written since they were last shown, put into the papers folder under their names."""
    rows = desk.session.exec(
        select(Paper).where(Paper.edition == edition, Paper.linked_sha256 != Paper.sha256)
    ).all()
    return [_link(desk, row) for row in rows]


def note_links(desk: Desk, links: Collection[PaperLink]) -> None:
    """These versions have been shown."""
    for link in links:
        row = find_paper(desk.session, link.paper_key)
        if row is not None:
            row.linked_sha256 = link.sha256
            desk.session.add(row)


def _link(desk: Desk, row: Paper) -> PaperLink:
    place = f"{row.edition:02d}/{row.file_name}"
    path = _put(desk, place, desk.files.fetch(row.sha256))
    served = desk.settings.papers_url.rstrip("/")
    stage, attempt, kind, *subject = row.key.split("/")[1:]
    tail = f"-{hashlib.sha256('/'.join(subject).encode()).hexdigest()[:8]}" if subject else ""
    return PaperLink(
        key=f"paper-{row.edition}-{stage}-{attempt}-{kind}{tail}",
        address=f"{served}/{place}" if served else path.resolve().as_uri(),
        text=f"{KINDS[row.kind].label}：{row.title}",
        paper_key=row.key,
        sha256=row.sha256,
    )


def _put(desk: Desk, place: str, data: bytes) -> Path:
    """A file in the papers folder, whole or not at all."""
    path = desk.settings.home / FOLDER / place
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)  # noqa: PTH105 - a reader sees the whole paper
    return path


def _has_pdf(desk: Desk, paper: Paper) -> bool:
    query = select(PaperCopy).where(
        PaperCopy.paper_key == paper.key,
        PaperCopy.kind == CopyKind.PDF,
        PaperCopy.paper_sha256 == paper.sha256,
    )
    return desk.session.exec(query).first() is not None
