"""Papers of the panels and the two reviews, up to the summary for the committee (art. 9–19)."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base, Contact, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who was present at the draw, and what was written down for the seed."""

    name: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """One reviewer drawn: place in the order, and 评审员, 组长 or 候补."""

    place: int
    reviewer: str
    name: str
    employer: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDraw:
    """One panel as drawn; `excluded` are reviewer ids with the reason.

    `purpose` is its review in brackets, "" for a panel of both.
    """

    number: int
    seed: str
    applicants: tuple[Organisation, ...]
    seats: tuple[SeatLine, ...]
    excluded: tuple[tuple[str, str], ...]
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecord(Base):
    """评审组抽取记录 (art. 9(2), 10): all that is needed to repeat the draw."""

    drawn_at: str
    place: str
    pool_size: int
    pool_sha256: str
    public_value_name: str
    public_value: str
    witnesses: tuple[Witness, ...]
    edition_seed: str
    panels: tuple[PanelDraw, ...]
    observer: str | None
    terms_sha256: str = ""
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationPaper(Base):
    """回避声明与保密承诺 of one reviewer (art. 30); `years` is how far back ties count."""

    reviewer: str
    name: str
    panel: int
    applicants: tuple[Organisation, ...]
    years: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item: each reviewer's percentage, their mean in points, what counts, the spread.

    What counts is the mean, or what the panel agreed on.
    """

    number: str
    name: str
    points: str
    percents: tuple[str, ...]
    mean: str
    counted: str
    spread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReview:
    """One applicant's papers as reviewed; `reviewers` name the columns of the percentages."""

    applicant: Organisation
    panel: int
    leader: str
    reviewers: tuple[str, ...]
    items: tuple[ItemLine, ...]
    total: str
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]
    questions: tuple[str, ...]
    consensus: tuple[str, ...]
    overall: str
    recommendation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankLine:
    """One applicant in a ranking; `chosen` says what is proposed."""

    rank: str
    ref: str
    name: str
    score: str
    chosen: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport(Base):
    """资料评审报告 (art. 17), with a section for each applicant."""

    criteria: str
    method: str
    panels: int
    ranking: tuple[RankLine, ...]
    reviews: tuple[DocumentReview, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One site visit."""

    applicant: Organisation
    day: str
    place: str
    panel: int
    leader: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One part of a visit's day."""

    time: str
    activity: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan(Base):
    """现场评审计划 (art. 18)."""

    visits: tuple[Visit, ...]
    agenda: tuple[AgendaLine, ...]
    no_fee: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteItemLine:
    """One item on site: points from the papers and on site, and why they differ."""

    number: str
    name: str
    points: str
    document: str
    site: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReview(Visit):
    """One applicant as found on site; `verified` are matters with 属实, 更正 or 无法核实.

    `signed` says who signed the facts for the applicant and when, "" for nobody.
    """

    verified: tuple[tuple[str, str], ...]
    items: tuple[SiteItemLine, ...]
    total: str
    highlights: tuple[str, ...]
    weaknesses: tuple[str, ...]
    red_flags: tuple[str, ...]
    signed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport(Base):
    """现场评审报告 (art. 18), with a section for each applicant."""

    criteria: str
    reviews: tuple[SiteReview, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet(Base):
    """事实确认单 of one site visit (art. 18): what was seen, for the applicant to confirm."""

    review: Visit
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """How many were left after a step."""

    step: str
    period: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLine:
    """One candidate with its scores; `priority` is "" or the reason of article 13(5).

    `outside` are scores that no stage produced, in the order of the report's headings.
    """

    rank: str
    ref: str
    name: str
    document: str
    site: str
    combined: str
    priority: str = ""
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryReport(Base):
    """综合评审报告 from the office to the committee (art. 9(6), 19)."""

    addressee: str
    counts: tuple[CountLine, ...]
    weights: str
    scored: tuple[str, ...]  # headings: both reviews, then what was scored outside
    candidates: tuple[CandidateLine, ...]
    recusals: tuple[str, ...]
    objections: tuple[str, ...]
    departments: tuple[str, ...]
    remarks: tuple[str, ...]
    annexes: tuple[str, ...] = ()
