"""A paper signed off, numbered, sealed and scanned in one step, where that is not what is tried."""

from actions.papers.register import Issue, file_scan, issue_paper
from runtime.desk import Desk


def sealed(desk: Desk, key: str) -> None:
    """The paper may leave."""
    issue = Issue(
        number="质强办〔2026〕1号", issued_on=desk.at.date(), actor="黄工",
        checked_by="莫家宁", signed_by="韦立新",
    )  # fmt: skip
    issue_paper(desk, key, issue)
    file_scan(desk, key, b"%PDF-1.7 sealed", "盖章.pdf", actor="黄工")
