"""Papers about the whole edition: the year's work plan and the procedure chart (art. 9(3))."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base, Contact
from documents.papers.paper import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A step of the year: what, on which articles, when, and who decides at its end."""

    name: str
    article: str
    period: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPlan(Base):
    """年度工作计划 (art. 9(3)); `year` is "2026"."""

    year: str
    goal: str
    steps: tuple[PlanLine, ...]
    no_fee: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member; `proposed_by` is the unit that put the name forward, or 按职务任职."""

    name: str
    employer: str
    post: str
    role: str
    proposed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeList(Base):
    """评审委员会组成名单 (art. 7, 8): who sits by post, who was proposed by whom."""

    lead_group: str
    committee: str
    chair: str
    deputies: tuple[str, ...]
    approved_by: str
    members: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureChart(Base):
    """程序图, the annex of the regulation, drawn from the order of the pack's stages."""

    flow: Flow
