"""公文: the register of papers, each as it looks on paper, with its number and its signed scan."""

from datetime import date
from http import HTTPStatus

from sqlalchemy.orm import defer
from sqlmodel import col, select
from starlette.responses import RedirectResponse, Response

from actions.errors import ActionRefused, UnknownSubject
from actions.handed_in.admitting import admit
from actions.handed_in.unpacking import MAX_BYTES
from actions.papers.copies import make_pdfs
from actions.papers.register import Issue, file_scan, issue_paper
from documents.papers.catalogue import KINDS
from documents.papers.paper import Layout
from documents.pdf import office_program
from documents.plain import file_name
from models.paper import CopyKind, Paper, PaperCopy, PaperIssue, copies_of, issue_of, issues_of
from portal.desk.edition import others
from portal.download import download, in_frame
from portal.looks import show
from portal.paging import part_of
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import Desk, glance_at_desk, open_desk

_STATES = {"draft": "待编号", "numbered": "已编号，待签章", "signed": "已签章", "inside": "不编号"}


def list_all(visit: Visit) -> Response:
    number = visit.number("number")
    asked = {name: visit.asked(name).strip() for name in ("words", "state")}
    with glance_at_desk() as desk:
        issues = {one.paper_key: one for one in issues_of(desk.session, number)}
        scanned = {
            one.paper_key for one in copies_of(desk.session, number) if one.kind is CopyKind.SCAN
        }
        rows = [(one, _state(one, issues, scanned)) for one in _papers(desk, number)]
        wanted = [
            (one, state)
            for one, state in rows
            if asked["words"] in f"{one.title}{one.file_name}" and asked["state"] in ("", state)
        ]
        return show(
            visit,
            "desk/papers.html",
            edition=desk.edition(number),
            others=others(desk, number),
            part=part_of(visit, wanted),
            issues=issues,
            asked=asked,
            states=_STATES,
            kinds=KINDS,
        )


def _papers(desk: Desk, edition: int) -> list[Paper]:
    """Without what they were written from, which is long."""
    query = select(Paper).where(Paper.edition == edition).order_by(col(Paper.id).desc())
    return list(desk.session.exec(query.options(defer(Paper.values_json))))  # type: ignore[arg-type]


def _state(paper: Paper, issues: dict[str, PaperIssue], scanned: set[str]) -> str:
    if paper.key in scanned:
        return "signed"
    if KINDS[paper.kind].layout is not Layout.OFFICIAL or not KINDS[paper.kind].is_issued:
        return "inside"
    return "numbered" if paper.key in issues else "draft"


def show_one(visit: Visit, problem: str = "") -> Response:
    number = visit.number("number")
    with glance_at_desk() as desk:
        paper = _paper(desk, visit)
        kind = KINDS[paper.kind]
        copies = [one for one in copies_of(desk.session, number) if one.paper_key == paper.key]
        return show(
            visit,
            "desk/paper.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            edition=desk.edition(number),
            paper=paper,
            kind=kind,
            issue=issue_of(desk.session, paper.key),
            copies=copies,
            has_page=any(_is_page(one, paper) for one in copies),
            can_make=office_program() is not None,
            is_numbered=kind.layout is Layout.OFFICIAL,
            problem=problem,
        )


def _paper(desk: Desk, visit: Visit) -> Paper:
    row = desk.session.get(Paper, visit.number("paper"))
    if row is None or row.edition != visit.number("number"):
        raise UnknownSubject("没有这份公文。")
    return row


def _is_page(copy: PaperCopy, paper: Paper) -> bool:
    return copy.kind is CopyKind.PDF and copy.paper_sha256 == paper.sha256


def read_paper(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        paper = _paper(desk, visit)
        return download(desk.files.fetch(paper.sha256), paper.file_name)


def read_copy(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        paper = _paper(desk, visit)
        row = desk.session.get(PaperCopy, visit.number("copy"))
        if row is None or row.paper_key != paper.key:
            raise UnknownSubject("没有这个文件。")
        return download(desk.files.fetch(row.sha256), row.file_name)


def show_page(visit: Visit) -> Response:
    """The PDF of the paper as it stands, for the frame on its page."""
    with glance_at_desk() as desk:
        paper = _paper(desk, visit)
        for one in copies_of(desk.session, paper.edition):
            if one.paper_key == paper.key and _is_page(one, paper):
                return in_frame(desk.files.fetch(one.sha256), "application/pdf")
    raise UnknownSubject("这份公文还没有页面。")


def make_page(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        paper = _paper(desk, visit)
    lines = make_pdfs(paper.edition, actor=visit.who.name, key=paper.key)
    if bad := [one.sentence for one in lines if not one.ok]:
        return show_one(visit, bad[0])
    return _back(visit)


def add_scan(visit: Visit) -> Response:
    sent = visit.files("scan")
    if not sent:
        return show_one(visit, "还没有选择扫描件。")
    data = sent[0].file.read(MAX_BYTES + 1)
    try:
        if len(data) > MAX_BYTES:
            raise ActionRefused("扫描件超过100 MB，请压缩后再提交。")
        with open_desk() as desk:
            paper, name = _paper(desk, visit), file_name(sent[0].filename or "")
            admit(desk, paper.edition, data, name)
            file_scan(desk, paper.key, data, name, actor=visit.who.name)
    except UnknownSubject:
        raise
    except Refusal as refused:
        return show_one(visit, str(refused))
    return _back(visit)


def give_number(visit: Visit) -> Response:
    try:
        with open_desk() as desk:
            issue_paper(desk, _paper(desk, visit).key, _issue(visit))
    except UnknownSubject:
        raise
    except Refusal as refused:
        return show_one(visit, str(refused))
    return _back(visit)


def _issue(visit: Visit) -> Issue:
    """Raises ActionRefused: a day is none."""
    try:
        issued = date.fromisoformat(visit.text("issued_on"))
        printed = visit.text("printed_on")
        return Issue(
            number=visit.text("document_number"),
            issued_on=issued,
            actor=visit.who.name,
            checked_by=visit.text("checked_by"),
            cosigned_by=tuple(visit.text("cosigned_by").splitlines()),
            signed_by=visit.text("signed_by"),
            printed_on=date.fromisoformat(printed) if printed else None,
            copies_to=tuple(visit.text("copies_to").splitlines()),
        )
    except ValueError:
        raise ActionRefused("日期请写成 2026-04-02 的样子。") from None


def _back(visit: Visit) -> Response:
    path = f"/desk/edition/{visit.number('number')}/papers/{visit.number('paper')}"
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)
