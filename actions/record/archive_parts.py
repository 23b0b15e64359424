"""What lies in an archive pack beside the record: papers, scans, PDFs, pictures and inputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from actions.errors import ActionRefused
from documents.papers.catalogue import KINDS
from models.files import StoredFile, files_of
from models.paper import Paper, copies_of, issues_of, papers_of
from runtime.desk import Desk

_LEFT_OUT = {
    *("paper", "picture", "form", "blank", "import_report"),  # what we wrote ourselves
    "set_aside",  # programs and the like, which belong in no archive that people open
}
INPUTS = {
    "application": "申报材料",
    "score_sheet": "评分表",
    "reply": "部门反馈",
    "verification": "核实情况",
    "declaration": "回避声明",
    "after_declaration": "评审后声明",
    "tally": "计票结果",
    "objections": "异议",
    "investigation": "调查情况",
    "opinions": "委员意见",
    "channels": "公示证明",
    "city_reply": "市人民政府批复",
    "contacts": "通讯录",
    "reviewers": "评审员库",
    "committee": "委员名单",
    "history": "历届获奖名单",
    "incidents": "情况通报",
    "activities": "宣传与自我报告",
    "successions": "更名合并",
    "fund_statement": "资金使用",
    "fund_payments": "资金拨付",
    "progress": "案件办理",
    "title_uses": "称号使用",
    "listings": "名录",
    "outside_scores": "外部得分",
    "unreadable": "不能识别的文件",
}
"""Kinds of stored files in the words of the retention classes; all others are 附件."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a pack: where it lies, its bytes, and what the index says of it."""

    path: str
    data: bytes
    kind: str
    title: str
    number: str = ""
    issued_on: str = ""


def parts_of(desk: Desk, edition: int) -> Iterator[Part]:
    """Every paper with what lies beside it, then every file that came in, once."""
    papers = {row.key: row for row in papers_of(desk.session, edition)}
    yield from _papers(desk, edition, papers)
    yield from _copies(desk, edition, papers)
    files = files_of(desk.session, edition)
    yield from _pictures(desk, files, papers)
    yield from _inputs(desk, files)


def _papers(desk: Desk, edition: int, papers: dict[str, Paper]) -> Iterator[Part]:
    issues = {row.paper_key: row for row in issues_of(desk.session, edition)}
    for row in papers.values():
        issue = issues.get(row.key)
        yield Part(
            path=f"papers/{_place(row)}/{row.file_name}",
            data=_bytes(desk, row.sha256, row.file_name),
            kind=KINDS[row.kind].label,
            title=row.title,
            number=(issue.number or "") if issue else "",
            issued_on=issue.issued_on.isoformat() if issue else "",
        )


def _copies(desk: Desk, edition: int, papers: dict[str, Paper]) -> Iterator[Part]:
    """Signed scans and PDFs; the hash in front keeps two scans of one paper apart."""
    for row in copies_of(desk.session, edition):
        paper = papers[row.paper_key]
        place = f"{'scans' if row.kind == 'scan' else 'pdf'}/{_place(paper)}"
        yield Part(
            path=f"{place}/{row.sha256[:12]}-{row.file_name}",
            data=_bytes(desk, row.sha256, row.file_name),
            kind=KINDS[paper.kind].label,
            title=f"{paper.title}（{row.kind.label}，对应{row.paper_sha256[:12]}）",
        )


def _pictures(desk: Desk, files: list[StoredFile], papers: dict[str, Paper]) -> Iterator[Part]:
    """The newest drawing of each chart."""
    newest = {(row.subject, row.name): row for row in files if row.kind == "picture"}
    for row in newest.values():
        if (paper := papers.get(row.subject)) is not None:
            yield Part(
                path=f"pictures/{_place(paper)}/{row.name}",
                data=_bytes(desk, row.sha256, row.name),
                kind=KINDS[paper.kind].label,
                title=f"{paper.title}（图）",
            )


def _inputs(desk: Desk, files: list[StoredFile]) -> Iterator[Part]:
    """The hash in front keeps equal names apart."""
    known: set[str] = set()
    for row in files:
        path = f"inputs/{row.sha256[:12]}-{PurePath(row.name.replace(chr(92), '/')).name}"
        if row.kind in _LEFT_OUT or path in known:
            continue
        known.add(path)
        title = f"{row.subject} {row.name}".strip()
        kind = INPUTS.get(row.kind, "附件")
        yield Part(path, _bytes(desk, row.sha256, row.name), kind, title)


def _place(row: Paper) -> str:
    """``call/1``: the stage and the attempt."""
    return "/".join(row.key.split("/")[1:3])


def _bytes(desk: Desk, sha256: str, name: str) -> bytes:
    try:
        return desk.files.fetch(sha256)
    except FileNotFoundError:
        raise ActionRefused(
            f"文件库中找不到“{name}”（{sha256[:12]}），请先从备份恢复再导出。"
        ) from None
