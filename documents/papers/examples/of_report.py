"""Made-up reports on an edition as a whole."""

from documents.papers.contexts import report
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON

EXAMPLES: dict[str, Base] = {
    "reviewer-assessment": report.ReviewerAssessment(
        **COMMON,
        year="2026",
        lines=(
            report.AssessmentLine(
                "E01", "张三", "12", "12", "1", "2", "5.00个百分点", "1", "0", "0"
            ),
        ),
        opinion="履职良好。",
        signed_by="韦立新",
    ),
    "edition-report": report.EditionReport(
        **COMMON,
        steps=(report.StepLine("申报受理", "24", "45天", "45天", "████"),),
        notes=("收到异议2件，评审员回避1人次，发出催办30件。",),
        editions=(report.EditionLine("第三届", "24", "14", "14", "9", "2", "1", "30"),),
    ),
}
