"""Tasks of what the office writes about its own work: reviewers of a year, an edition."""

from actions.edition.edition_report import edition_report
from actions.reviewers.assessment import yearly
from models.gate import gate_at
from runtime.desk import open_desk
from tasks.artifacts import show
from tasks.refusals import office_task


def assessment_gate(year: int) -> str:
    """The key of the gate at which a person signs what was counted (art. 9(7))."""
    with open_desk() as desk:
        return gate_at(yearly(desk, year).key)


@office_task
def report_on_edition(edition: int) -> str:
    """The page as an artifact, the paper in the store; gives the paper's name."""
    with open_desk() as desk:
        page, paper = edition_report(desk, edition)
    show(f"edition-{edition}-report", page, f"第{edition}届评选工作总结")
    return paper.name
