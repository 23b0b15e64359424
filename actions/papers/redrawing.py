"""Drawing papers again after a template was changed; what has left the house stays as it is."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from sqlmodel import select

from actions.papers.filing import store_paper, template_faults
from actions.papers.publishing import is_published
from actions.report import Line
from documents.papers.catalogue import KINDS
from documents.papers.compose import compose
from documents.papers.paper import Layout
from documents.papers.paper import Paper as PaperValue
from documents.papers.render import render_docx
from documents.papers.values import values_of
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from models.paper import CopyKind, Paper, PaperIssue, copies_of, issues_of, papers_of
from runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class Out:
    """What has left the house in an edition."""

    issues: Mapping[str, PaperIssue]  # by the paper's key
    signed: frozenset[str]  # keys of papers with a signed scan
    sent: frozenset[str]  # hashes of what letters carried
    stale: frozenset[str]  # keys of attempts that are out of force


def redraw_papers(
    desk: Desk, edition: int, kinds: Collection[str] = (), *, actor: str, preview: bool
) -> list[Line]:
    """Draw papers of these kinds (all, when none is named) anew; a line for each that differs.

    With ``preview`` nothing is written. Papers with a number or day in the register, signed, sent
    or published ones, certificates and plaques, and what is out of force are never touched, and
    neither is a paper whose template has a fault.
    """
    out = _out(desk, edition)
    wanted = [one for one in papers_of(desk.session, edition) if not kinds or one.kind in kinds]
    faults = {kind: _fault(desk, kind) for kind in dict.fromkeys(one.kind for one in wanted)}
    lines = [
        line
        for row in wanted
        if (line := _redraw(desk, row, out, faults[row.kind], actor=actor, preview=preview))
    ]
    return lines or [Line("", "", ok=True, sentence="内容和模板都没有变化，没有改写。")]


def _redraw(
    desk: Desk, row: Paper, out: Out, fault: str, *, actor: str, preview: bool
) -> Line | None:
    """None for a paper that would come out as it is."""
    if fault:
        return Line(row.file_name, row.key, ok=False, sentence=f"没有改写：{fault}")
    paper = _composed(desk, row)
    if paper is None:
        told = "没有改写：旧版本没有保存所用的内容，请重新进行所在阶段。"
        return Line(row.file_name, row.key, ok=False, sentence=told)
    data = render_docx(paper)
    if hashlib.sha256(data).hexdigest() == row.sha256:
        return None
    if kept := _why_kept(desk, row, out):
        return Line(row.file_name, row.key, ok=True, sentence=f"{kept}，保持原样。")
    if preview:
        return Line(row.file_name, row.key, ok=True, sentence="将按现在的模板改写。")
    before = row.sha256
    store_paper(desk, row, paper, data)
    desk.record(
        "paper.redrawn", row.key, actor=actor, edition=row.edition, before=before, sha256=row.sha256
    )
    return Line(row.file_name, row.key, ok=True, sentence="已按现在的模板改写。")


def _composed(desk: Desk, row: Paper) -> PaperValue | None:
    if not row.values_json:
        return None
    try:
        context = values_of(row.kind, row.values_json)
    except ValidationError:  # written by a version whose papers said other things
        return None
    return compose(row.kind, context, desk.settings.templates_folder)


def _why_kept(desk: Desk, row: Paper, out: Out) -> str:
    """Why the paper must stay as people have it; "" if nobody has it yet."""
    attempt = "/".join(row.key.split("/")[:3])
    if (issue := out.issues.get(row.key)) is not None:
        return f"已登记{issue.number or '成文日期'}"
    reasons = {
        "已有签章扫描件": row.key in out.signed,
        "已随信函发出": row.sha256 in out.sent,
        "已公布": is_published(desk, row.file_name),
        "编号已入登记簿": KINDS[row.kind].layout is not Layout.OFFICIAL,
        "所在阶段已失效": attempt in out.stale,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _out(desk: Desk, edition: int) -> Out:
    stale = select(StageAttempt).where(
        StageAttempt.edition == edition, StageAttempt.phase == Phase.SUPERSEDED
    )
    copies = copies_of(desk.session, edition)
    letters = letters_of(desk.session, edition)
    return Out(
        issues={row.paper_key: row for row in issues_of(desk.session, edition)},
        signed=frozenset(row.paper_key for row in copies if row.kind is CopyKind.SCAN),
        sent=frozenset(file["sha256"] for one in letters for file in one.attachments),
        stale=frozenset(row.key for row in desk.session.exec(stale)),
    )


def _fault(desk: Desk, kind: str) -> str:
    """What is wrong with the office's own template, "" if it can be used."""
    wrong = template_faults(desk, kind)
    return f"模板{wrong[0].file}{wrong[0].sentence}" if wrong else ""
