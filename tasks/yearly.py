"""Tasks of what the office writes about its own work: reviewers of a year, an edition."""

from actions.cases.cases import aftermath_of
from actions.edition.edition_report import edition_report
from actions.reviewers.assessment import evidence_of_assessment, sign_assessment, yearly
from models.gate import Outcome, gate_at
from runtime.desk import Desk, open_desk
from tasks.artifacts import show
from tasks.forms import SignForm
from tasks.gate import GateSpec, no_ruling
from tasks.refusals import office_task


def assessment_gate(year: int) -> GateSpec:
    """A person signs what was counted (art. 9(7)); the report is written with the signature."""

    def settled(desk: Desk, outcome: Outcome) -> None:
        if outcome is Outcome.APPROVED:
            sign_assessment(desk, year)

    with open_desk() as desk:
        filed = yearly(desk, year)
        terms = aftermath_of(desk, filed.edition)
        return GateSpec(
            key=gate_at(filed.key),
            edition=filed.edition,
            title=f"{year}年评审员考核：提请签署",
            role=(terms.assessed_by or terms.case_role).value,
            evidence=lambda desk: evidence_of_assessment(desk, year),
            form=SignForm,
            ruling=no_ruling,
            decided=settled,
        )


@office_task
def report_on_edition(edition: int) -> str:
    """The page as an artifact, the paper in the store; gives the paper's name."""
    with open_desk() as desk:
        page, paper = edition_report(desk, edition)
    show(f"edition-{edition}-report", page, f"第{edition}届评选工作总结")
    return paper.name
