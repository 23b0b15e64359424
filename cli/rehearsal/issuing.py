"""The office signs off, numbers, seals and scans what waits for that, and it leaves."""

from collections.abc import Callable
from functools import partial

from sqlmodel import func, select

from actions.papers.issuing import awaited_papers
from actions.papers.register import Issue, file_scan, issue_paper
from cli.rehearsal.office import await_true
from examples.making.papers import pdf
from models.edition import latest_attempt
from models.paper import PaperIssue
from runtime.desk import Desk, open_desk
from runtime.prefect_api import TO_BE_SEALED, state_of
from tasks.papers import let_run_go_on


def issue_what_waits(edition: int, stage: str, say: Callable[[str], None]) -> None:
    """Once the run of the stage waits for number and seal, give them; nothing if none must be."""
    with open_desk() as desk:
        archive = desk.policy(edition).archive
        if archive is None or archive.sealed is None:
            return
    await_true(partial(_is_waiting, edition, stage), f"{stage} 没有等待签发")
    keys = _issue(edition)
    say(f"签发、编号、盖章 {len(keys)} 件公文")
    await_true(partial(_goes_on, edition, stage, keys), f"{stage} 签发后没有继续")


def _issue(edition: int) -> list[str]:
    with open_desk() as desk:
        papers = awaited_papers(desk, edition)
        for paper in papers:
            issue = Issue(
                number=_next_number(desk),
                issued_on=desk.at.date(),
                actor="黄秋月",
                checked_by="莫家宁",
                signed_by="韦立新",
                printed_on=desk.at.date(),
            )
            issue_paper(desk, paper.key, issue)
            scan = pdf([paper.title, "（签章扫描件，演示用）"])
            file_scan(desk, paper.key, scan, "盖章.pdf", actor=issue.actor)
        return [paper.key for paper in papers]


def _next_number(desk: Desk) -> str:
    taken = desk.session.exec(select(func.count()).select_from(PaperIssue)).one()
    return f"质强办〔{desk.at.year}〕{taken + 1}号"


def _is_waiting(edition: int, stage: str) -> bool:
    with open_desk() as desk:
        attempt = latest_attempt(desk.session, edition, stage)
    state = state_of(attempt.flow_run_id) if attempt and attempt.flow_run_id else None
    return state is not None and state.name == TO_BE_SEALED


def _goes_on(edition: int, stage: str, keys: list[str]) -> bool:
    for key in keys[:1]:
        let_run_go_on(key)
    return not _is_waiting(edition, stage)
