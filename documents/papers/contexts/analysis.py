"""Reports people look at: charts, a page a candidate, feedback to applicants (art. 17–19)."""

from dataclasses import dataclass

from documents.papers.charts import Chart
from documents.papers.contexts.base import Base, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantCharts:
    """One applicant against the field; `items` is None before the site review."""

    applicant: Organisation
    radar: Chart
    items: Chart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCharts(Base):
    """得分分析图: for each applicant the categories against the field's median, and the items."""

    field: int  # how many applicants the median is of
    applicants: tuple[ApplicantCharts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerSpread:
    """One reviewer's percentages; `bias` is the mean distance from the panel's mean, signed."""

    reviewer: str
    sheets: int
    lowest: str
    mean: str
    highest: str
    bias: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelCharts:
    """One panel; `over_limit` are items whose spread needed a talk, with receipt number."""

    number: int
    applicants: int
    chart: Chart
    reviewers: tuple[ReviewerSpread, ...]
    over_limit: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSpread(Base):
    """评分离散情况: how far the reviewers of a panel lie apart (art. 9(7))."""

    stage: str
    limit: str
    panels: tuple[PanelCharts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """What a committee member sees of one candidate, on one page."""

    applicant: Organisation
    rank: str
    document: str
    site: str
    combined: str
    priority: str
    radar: Chart
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePages(Base):
    """候选单位简表 for the committee (art. 19): a page a candidate, in the order of the ballot."""

    order: str
    pages: tuple[CandidatePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFeedback:
    """What was said about one category, never by whom."""

    number: str
    name: str
    percent: str
    median: str
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Base):
    """反馈报告 to one applicant: strengths and improvements, no reviewer, no other applicant."""

    applicant: Organisation
    criteria: str
    stage: str
    total: str
    radar: Chart
    categories: tuple[CategoryFeedback, ...]
