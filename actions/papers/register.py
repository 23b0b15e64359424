"""The register of outgoing papers: number, day of issue, print record, and the signed scan.

A number is given once and never made up. The paper is written again with it; where it had been
published, the numbered one takes its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from sqlmodel import select

from actions.errors import ActionRefused, UnknownSubject
from actions.papers.dispatch import file_dispatch_sheet
from actions.papers.filing import numbered, write_paper
from actions.papers.issuing import let_go
from actions.papers.publishing import is_published, publish
from actions.sealed import must_be_sealed
from documents.papers.catalogue import KINDS
from documents.papers.paper import Layout
from documents.papers.values import values_of
from documents.papers.wording import date_text
from models.paper import CopyKind, Paper, PaperCopy, PaperIssue, find_paper, issue_of
from models.types import id_of
from notifications.outbox import Attachment
from rules.document_number import document_number
from runtime.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What the office enters when a paper goes out; `number` is "" on papers that bear none."""

    number: str
    issued_on: date
    actor: str
    checked_by: str = ""  # 核稿
    cosigned_by: tuple[str, ...] = ()  # 会签
    signed_by: str = ""  # 签发
    printed_on: date | None = None
    copies_to: tuple[str, ...] = ()
    secrecy: str = ""
    urgency: str = ""
    copy_number: str = ""


def issue_paper(desk: Desk, key: str, issue: Issue) -> Attachment:
    """Enter a paper in the register and write it again with number and day; safe to repeat.

    Raises:
        UnknownSubject: there is no such paper.
        NotADocumentNumber: the number is none.
        ActionRefused: the paper or the number is taken, or the day has not come.
    """
    paper = known_paper(desk, key)
    number = _number(paper, issue)
    row = issue_of(desk.session, key)
    if row is None:
        _check_free(desk, number)
        _check_signed_off(desk, paper, issue)
        _check_days(desk, issue)
        row = PaperIssue(
            paper_key=key, edition=paper.edition, number=number, issued_on=issue.issued_on,
            printed_on=issue.printed_on, copies_to=list(issue.copies_to), secrecy=issue.secrecy,
            urgency=issue.urgency, copy_number=issue.copy_number, actor=issue.actor,
            steps=list(_steps(desk, paper, issue)), recorded_at=desk.at,
        )  # fmt: skip
        desk.session.add(row)
        desk.session.flush()
        desk.record(
            "paper.issued", key, actor=issue.actor, edition=paper.edition,
            number=number, issued_on=str(issue.issued_on), signed_by=issue.signed_by,
        )  # fmt: skip
        file_dispatch_sheet(desk, paper, row)
    elif (row.number, row.issued_on) != (number, issue.issued_on):
        raise ActionRefused(
            f"“{paper.title}”已登记为{row.number or '无文号'}，{row.issued_on}，不能改号；"
            "确需更正的请另行发文。"
        )
    return _write_again(desk, paper, row)


def file_scan(desk: Desk, key: str, data: bytes, name: str, *, actor: str) -> PaperCopy:
    """A signed scan beside a paper, bound to the paper as it stands; the same scan once.

    What waited for it leaves.

    Raises:
        UnknownSubject: there is no such paper.
        ActionRefused: it is no PDF or picture.
    """
    if not data.startswith(_SCANS):
        raise ActionRefused(f"“{name}”不是 PDF 或图片，请扫描后重新提交。")
    paper = known_paper(desk, key)
    copy = file_copy(desk, paper, CopyKind.SCAN, data, name, actor=actor)
    let_go(desk, paper)
    return copy


_SCANS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


def file_copy(
    desk: Desk, paper: Paper, kind: CopyKind, data: bytes, name: str, *, actor: str
) -> PaperCopy:
    """Keep a PDF or scan beside the paper; one that is there already is left alone."""
    sha256 = desk.files.store(data)
    query = select(PaperCopy).where(
        PaperCopy.paper_key == paper.key, PaperCopy.kind == kind, PaperCopy.sha256 == sha256
    )
    if (known := desk.session.exec(query).one_or_none()) is not None:
        return known
    stem, ending = PurePath(paper.file_name).stem, PurePath(name).suffix.lower()
    file_name = f"{stem}{'' if kind is CopyKind.PDF else '-签章'}{ending}"
    row = PaperCopy(
        paper_key=paper.key, edition=paper.edition, kind=kind, paper_sha256=paper.sha256,
        sha256=sha256, file_name=file_name, actor=actor, filed_at=desk.at,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        f"paper.{kind}", paper.key, actor=actor, edition=paper.edition,
        sha256=sha256, paper_sha256=paper.sha256, name=name,
    )  # fmt: skip
    return row


def paper_named(desk: Desk, edition: int, file_name: str) -> Paper | None:
    """The paper that a scan belongs to by its name: ``第三届-申报通知-盖章.pdf``."""
    stem = PurePath(file_name).stem
    papers = desk.session.exec(select(Paper).where(Paper.edition == edition)).all()
    fitting = [one for one in papers if stem.startswith(PurePath(one.file_name).stem)]
    return max(fitting, key=lambda one: (len(one.file_name), id_of(one)), default=None)


def known_paper(desk: Desk, key: str) -> Paper:
    """The paper of that key, or the newest one of that file name; UnknownSubject if none."""
    if (paper := find_paper(desk.session, key)) is not None:
        return paper
    named = desk.session.exec(select(Paper).where(Paper.file_name == key)).all()
    if not named:
        raise UnknownSubject(
            f"没有文件“{key}”，请用 zhijiang papers list 查看各文件的编号或文件名。"
        )
    return max(named, key=id_of)


def _number(paper: Paper, issue: Issue) -> str | None:
    kind = KINDS[paper.kind]
    if kind.layout is not Layout.OFFICIAL:
        raise ActionRefused(f"{kind.label}的编号由登记簿编排，不另编文号。")
    if not kind.is_numbered:
        if issue.number:
            raise ActionRefused(f"{kind.label}不编文号，请只登记日期。")
        return None
    return document_number(issue.number)


def _check_free(desk: Desk, number: str | None) -> None:
    if number is None:
        return
    taken = desk.session.exec(select(PaperIssue).where(PaperIssue.number == number)).first()
    if taken is not None:
        raise ActionRefused(f"文号{number}已用于“{taken.paper_key}”，请核对发文登记簿。")


def _check_signed_off(desk: Desk, paper: Paper, issue: Issue) -> None:
    if must_be_sealed(desk, paper) and not (issue.checked_by and issue.signed_by):
        label = KINDS[paper.kind].label
        raise ActionRefused(f"{label}须经核稿、签发后编号，请填写核稿人和签发人。")


def _steps(desk: Desk, paper: Paper, issue: Issue) -> Iterator[dict[str, str]]:
    """Who drafted, checked, countersigned and signed the paper, and when."""
    signed = date_text(issue.issued_on)
    yield {"step": "拟稿", "who": issue.actor, "on": date_text(paper.made_at.date())}
    if issue.checked_by:
        yield {"step": "核稿", "who": issue.checked_by, "on": signed}
    for who in issue.cosigned_by:
        yield {"step": "会签", "who": who, "on": signed}
    if issue.signed_by:
        yield {"step": "签发", "who": issue.signed_by, "on": signed}
    yield {"step": "编号登记", "who": issue.actor, "on": date_text(desk.at.date())}


def _check_days(desk: Desk, issue: Issue) -> None:
    for day, word in ((issue.issued_on, "成文日期"), (issue.printed_on, "印发日期")):
        if day is not None and day > desk.at.date():
            raise ActionRefused(f"{word}{day}还没有到，请核对。")


def _write_again(desk: Desk, paper: Paper, row: PaperIssue) -> Attachment:
    if not paper.values_json:
        raise ActionRefused(
            f"“{paper.title}”是旧版本生成的，没有保存所用的内容，请重新进行所在阶段后再编号。"
        )
    context = numbered(values_of(paper.kind, paper.values_json), row)
    written = write_paper(desk, paper, context)
    if is_published(desk, written.name):
        publish(desk, written)
    return written
