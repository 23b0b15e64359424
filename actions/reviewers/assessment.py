"""The yearly assessment of reviewers (art. 9(7)): counted from the record, signed by a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from actions.errors import UnknownSubject
from actions.gates import Evidence, decision_row
from actions.markdown import bars, table
from actions.papers.filing import base, file_paper
from actions.review.consensus import restored
from actions.review.review import DOCUMENT, SITE
from documents.papers.contexts.report import AssessmentLine, ReviewerAssessment
from models.application import Application
from models.case import cases_of
from models.edition import StageAttempt
from models.gate import decision_of, gate_at
from models.panel import Declaration, Panel
from models.people import Reviewer, interests_of
from models.review import ScoreSheet, SheetState
from notifications.outbox import Attachment
from rules.assessment import Assessment, SheetDone, Talk, assess_reviewer
from rules.cases import CaseKind
from rules.policy.citing import Topic, articles
from rules.ranking import display
from runtime.desk import Desk

HEAD = (
    "编号", "姓名", "应交", "已交", "逾期", "合议条款", "与合议结果平均相差", "主动回避", "未声明",
    "违纪",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Yearly:
    """What the report of a year is filed under: the newest edition reviewed in it."""

    edition: int
    year: int
    stage: str = "assessment"

    @property
    def key(self) -> str:
        return f"{self.edition}/assessment/{self.year}"


def yearly(desk: Desk, year: int) -> Yearly:
    """The report of that year.

    Raises:
        UnknownSubject: no review was closed in that year.
    """
    attempts = _attempts(desk, year)
    if not attempts:
        raise UnknownSubject(f"{year}年没有进行过资料评审或现场评审，没有可以考核的评审员。")
    return Yearly(max(one.edition for one in attempts), year)


def evidence_of_assessment(desk: Desk, year: int) -> Evidence:
    """A line a reviewer; nobody is marked, a person judges."""
    found = assessments(desk, year)
    lines = [(one.reviewer, name, *_cells(one)) for name, one in found]
    handed = [(name, one.handed_in) for name, one in found]
    text = "\n\n".join(
        [f"### {year}年评审员考核", table(HEAD, lines), "**已交评分表（份）**", bars(handed)]
    )
    return Evidence(text, {"year": year, "lines": [list(map(str, line)) for line in lines]})


def sign_assessment(desk: Desk, year: int) -> Attachment:
    """The report with the opinion of who signed it."""
    filed = yearly(desk, year)
    decision = decision_row(desk, gate_at(filed.key))
    context = ReviewerAssessment(
        **base(desk, filed, articles(desk.policy(filed.edition), Topic.ASSESSMENT)),
        year=str(year),
        lines=tuple(
            AssessmentLine(one.reviewer, name, *map(str, _cells(one)))
            for name, one in assessments(desk, year)
        ),
        opinion=decision.opinion,
        signed_by=decision.approver,
    )
    return file_paper(desk, filed, "reviewer-assessment", context)


def assessments(desk: Desk, year: int) -> list[tuple[str, Assessment]]:
    """Name and counts of everybody who was asked for a sheet, by number."""
    attempts = _attempts(desk, year)
    by_id = {one.id: one for one in attempts}
    query = select(ScoreSheet).where(col(ScoreSheet.attempt_id).in_(by_id))
    sheets = [s for s in desk.session.exec(query) if s.state is not SheetState.EXCLUDED]
    found = []
    for reviewer in sorted({sheet.reviewer for sheet in sheets}):
        own = [sheet for sheet in sheets if sheet.reviewer == reviewer]
        person = desk.session.get(Reviewer, reviewer)
        declared, undeclared = _conflicts(desk, reviewer, {one.edition for one in attempts})
        found.append(
            (
                person.name if person else reviewer,
                assess_reviewer(
                    reviewer,
                    [SheetDone(by_id[s.attempt_id].due_at, s.handed_in_at) for s in own],
                    list(_talks(desk, own, by_id)),
                    declared=declared,
                    undeclared=undeclared,
                    breaches=_breaches(desk, reviewer, year),
                ),
            )
        )
    return found


def _attempts(desk: Desk, year: int) -> list[StageAttempt]:
    """Reviews that were closed in that year; one put out of force was work all the same."""
    query = select(StageAttempt).where(col(StageAttempt.stage).in_([DOCUMENT, SITE]))
    rows = desk.session.exec(query.order_by(col(StageAttempt.id)))
    return [row for row in rows if row.closed_at and row.closed_at.year == year]


def _talks(
    desk: Desk, sheets: list[ScoreSheet], by_id: dict[int | None, StageAttempt]
) -> Iterator[Talk]:
    for sheet in sheets:
        decision = decision_of(desk.session, gate_at(by_id[sheet.attempt_id].key))
        talks = restored(decision.details).get(sheet.ref, []) if decision else []
        for talk in talks:
            own = sheet.items.get(talk.item, {}).get("percent")
            if own is not None and talk.percent is not None:
                yield Talk(own, talk.percent)


def _conflicts(desk: Desk, reviewer: str, editions: set[int]) -> tuple[int, int]:
    """Interests declared by the reviewer, and interests on record that were denied."""
    query = select(Declaration, Panel).join(Panel).where(Declaration.reviewer == reviewer)
    own = [(d, p) for d, p in desk.session.exec(query) if p.edition in editions]
    known = {one.uscc for one in interests_of(desk.session, [reviewer]) if one.uscc}
    denied = 0
    for declaration, panel in own:
        found = select(Application.uscc).where(
            Application.edition == panel.edition, Application.ref == declaration.ref
        )
        code = desk.session.exec(found).first()
        denied += not declaration.has_interest and code in known
    return sum(d.has_interest for d, _ in own), denied


def _breaches(desk: Desk, reviewer: str, year: int) -> int:
    return sum(
        1
        for one in cases_of(desk.session)
        if one.kind is CaseKind.CONDUCT and one.person == reviewer and one.opened_at.year == year
    )


def _cells(one: Assessment) -> tuple[object, ...]:
    distance = f"{display(one.distance)}个百分点" if one.distance is not None else "无"
    return (
        one.expected, one.handed_in, one.late, one.talks, distance,
        one.declared, one.undeclared, one.breaches,
    )  # fmt: skip
