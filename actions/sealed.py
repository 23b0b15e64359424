"""Kinds of papers that leave the house only with number and seal: which, and what is missing.

Which kinds is policy data (``archive.sealed``). A paper is sealed once it is in the register of
outgoing papers and a signed scan of it as it stands lies beside it.
"""

from collections.abc import Iterable

from sqlmodel import col, select

from documents.papers.catalogue import KINDS
from models.files import StoredFile
from models.paper import CopyKind, Paper, PaperCopy, find_paper, issue_of
from notifications.outbox import Attachment
from runtime.desk import Desk


def must_be_sealed(desk: Desk, paper: Paper) -> bool:
    """Whether the policy lets papers of this kind out only with number and seal."""
    archive = desk.policy(paper.edition).archive
    kinds = archive.sealed.value if archive and archive.sealed else ()
    return KINDS[paper.kind].label in kinds


def scan_of(desk: Desk, paper: Paper) -> PaperCopy | None:
    """The newest signed scan of the paper as it stands; None while it is not issued."""
    if issue_of(desk.session, paper.key) is None:
        return None
    query = select(PaperCopy).where(
        PaperCopy.paper_key == paper.key,
        PaperCopy.kind == CopyKind.SCAN,
        PaperCopy.paper_sha256 == paper.sha256,
    )
    return desk.session.exec(query.order_by(col(PaperCopy.id).desc())).first()


def is_awaited(desk: Desk, paper: Paper) -> bool:
    """Whether the paper may not leave yet."""
    return must_be_sealed(desk, paper) and scan_of(desk, paper) is None


def paper_behind(desk: Desk, file: Attachment) -> Paper | None:
    """The paper that these bytes are, or were before it was numbered."""
    query = select(StoredFile.subject).where(
        StoredFile.sha256 == file.sha256, StoredFile.kind == "paper"
    )
    key = desk.session.exec(query.order_by(col(StoredFile.id).desc())).first()
    return find_paper(desk.session, key) if key else None


def as_issued(desk: Desk, files: Iterable[Attachment]) -> tuple[tuple[Attachment, ...], str]:
    """The files as they may leave, each sealed paper as its scan, and the paper still awaited.

    The second value is the key of the first that is not sealed yet, "" when all are.
    """
    issued, awaited = [], ""
    for file in files:
        paper = paper_behind(desk, file)
        if paper is None or not must_be_sealed(desk, paper):
            issued.append(file)
        elif (scan := scan_of(desk, paper)) is not None:
            issued.append(Attachment(scan.file_name, scan.sha256))
        else:
            issued.append(Attachment(paper.file_name, paper.sha256))
            awaited = awaited or paper.key
    return tuple(issued), awaited
