"""Reports of the office about its own work: reviewers of a year, an edition as a whole."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One reviewer's counts."""

    reviewer: str
    name: str
    expected: str
    handed_in: str
    late: str
    talks: str
    distance: str
    declared: str
    undeclared: str
    breaches: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAssessment(Base):
    """评审员年度考核报告 (art. 9(7)); the opinion is that of who signed it."""

    year: str
    lines: tuple[AssessmentLine, ...]
    opinion: str
    signed_by: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One stage: how many went in and on, days planned and taken; `chart` is a bar of blocks."""

    step: str
    count: str
    planned: str
    taken: str
    chart: str


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition beside the others."""

    edition: str
    received: str
    eligible: str
    site: str
    winners: str
    objections: str
    recusals: str
    reminders: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionReport(Base):
    """评选工作总结: numbers at each step, days against plan, and all editions side by side."""

    steps: tuple[StepLine, ...]
    notes: tuple[str, ...]
    editions: tuple[EditionLine, ...]
