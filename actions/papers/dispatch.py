"""发文稿纸: who drafted, checked, countersigned and signed off one paper; it stays inside."""

from actions.papers.filing import Filed, base, file_paper
from documents.papers.catalogue import KINDS
from documents.papers.contexts.base import DispatchSheet, SignOff
from models.case import Case
from models.edition import find_attempt
from models.paper import Paper, PaperIssue
from runtime.desk import Desk


def file_dispatch_sheet(desk: Desk, paper: Paper, issue: PaperIssue) -> None:
    """The sheet of a paper that was entered in the register of outgoing papers."""
    filed = _filed_under(desk, paper)
    if filed is None:
        return
    subject = "-".join([KINDS[paper.kind].label, *paper.key.split("/")[4:]])
    sheet = DispatchSheet(
        **base(desk, filed, ""),
        title=paper.title,
        document_number=issue.number or "不编文号",
        steps=tuple(SignOff(step=s["step"], who=s["who"], on=s["on"]) for s in issue.steps),
        copies="、".join(issue.copies_to) or "无",
    )
    file_paper(desk, filed, "dispatch-sheet", sheet, subject=subject)


def _filed_under(desk: Desk, paper: Paper) -> Filed | None:
    """The stage attempt or case the paper belongs to; None for reports of a day."""
    edition, stage, number, *_ = paper.key.split("/")
    if stage == "case":
        return desk.session.get(Case, int(number))
    if not number.isdigit():
        return None
    return find_attempt(desk.session, int(edition), stage, int(number))
