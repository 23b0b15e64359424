"""Charts of a review: each applicant against the field, each reviewer against the panel."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from actions.papers import filing
from actions.review import review
from actions.review.document_report import organisation
from actions.review.review import Reviewed
from documents.papers.charts import Chart, ChartKind, Series
from documents.papers.contexts.analysis import (
    ApplicantCharts,
    PanelCharts,
    PanelSpread,
    ReviewerSpread,
    ScoreCharts,
)
from models.edition import StageAttempt
from notifications.outbox import Attachment
from rules.analysis import FULL, Spread, category_percents, field_medians, reviewer_spreads
from rules.criteria import Criteria
from rules.policy.citing import Topic
from rules.ranking import display
from runtime.desk import Desk

Points = Mapping[str, Fraction]
_OWN, _FIELD = "本单位", "全部申报单位中位数"


class Field:
    """The scored applicants of a review, by category, with the medians they are held against."""

    def __init__(self, criteria: Criteria, reviews: Sequence[Reviewed]) -> None:
        self.criteria = criteria
        self.percents = {
            one.ref: category_percents(criteria, points_of(one)) for one in reviews if one.score
        }
        self.medians = field_medians(list(self.percents.values())) if self.percents else {}

    def radar(self, ref: str) -> Chart:
        """One applicant's categories against the field's median."""
        names = {one.number: one.name for one in self.criteria.categories}
        own = self.percents[ref]
        return Chart(
            ChartKind.RADAR,
            "各章得分率与中位数比较",
            tuple(names.values()),
            (
                Series(_OWN, tuple(_shown(own[number]) for number in names)),
                Series(_FIELD, tuple(_shown(self.medians[number]) for number in names)),
            ),
        )


def file_score_charts(
    desk: Desk, attempt: StageAttempt, reviews: Sequence[Reviewed], before: Mapping[str, Points]
) -> Attachment | None:
    """得分分析图 of everybody scored; `before` are the document's points by receipt number."""
    field = Field(desk.criteria(attempt.edition), reviews)
    if not field.percents:
        return None
    context = ScoreCharts(
        **filing.base(desk, attempt, Topic(attempt.stage)),
        field=len(field.percents),
        applicants=tuple(
            ApplicantCharts(
                applicant=organisation(one),
                radar=field.radar(one.ref),
                items=_items(field.criteria, before.get(one.ref, {}), points_of(one)),
            )
            for one in reviews
            if one.score
        ),
    )
    return filing.file_paper(desk, attempt, "score-charts", context)


def file_panel_spread(
    desk: Desk, attempt: StageAttempt, reviews: Sequence[Reviewed]
) -> Attachment | None:
    """评分离散情况: every reviewer of every panel, for the talks and the office's supervision."""
    panels: dict[int, list[Reviewed]] = {}
    for one in reviews:
        if one.score:
            panels.setdefault(one.group.panel.number, []).append(one)
    if not panels:
        return None
    context = PanelSpread(
        **filing.base(desk, attempt, Topic(attempt.stage)),
        stage=review.TITLES[attempt.stage],
        limit=str(desk.policy(attempt.edition).scoring.spread_limit.value),
        panels=tuple(_panel(number, panels[number]) for number in sorted(panels)),
    )
    return filing.file_paper(desk, attempt, "panel-spread", context)


def points_of(one: Reviewed) -> Points:
    """Points by item, exact."""
    assert one.score is not None, "only what was scored has points"
    return {number: item.mean for number, item in one.score.items.items()}


def _items(criteria: Criteria, before: Points, after: Points) -> Chart | None:
    """Document against site, item by item, in percent of the item's points."""
    if not before:
        return None
    items = [item for item in criteria.items if item.number in before]
    both = (("资料评审", before), ("现场评审", after))
    return Chart(
        ChartKind.BARS,
        "各条款得分率",
        tuple(f"{item.number} {item.name}" for item in items),
        tuple(
            Series(name, tuple(_shown(points[i.number] * FULL / i.points) for i in items))
            for name, points in both
        ),
    )


def _panel(number: int, reviews: Sequence[Reviewed]) -> PanelCharts:
    percents = [
        [item.percents for item in one.score.items.values()] for one in reviews if one.score
    ]
    spreads = reviewer_spreads(percents)
    return PanelCharts(
        number=number,
        applicants=len(reviews),
        chart=Chart(
            ChartKind.SPREAD,
            f"第{number}评审组：各评审员评分",
            tuple(spreads),
            (
                Series("最高", tuple(float(one.highest) for one in spreads.values())),
                Series("平均", tuple(_shown(one.mean) for one in spreads.values())),
                Series("最低", tuple(float(one.lowest) for one in spreads.values())),
            ),
        ),
        reviewers=tuple(_line(reviewer, one) for reviewer, one in spreads.items()),
        over_limit=tuple(
            f"{one.ref} {item}"
            for one in reviews
            if one.score
            for item in one.score.consensus_needed
        ),
    )


def _line(reviewer: str, one: Spread) -> ReviewerSpread:
    sign = "+" if one.bias > 0 else ""
    return ReviewerSpread(
        reviewer=reviewer,
        sheets=one.sheets,
        lowest=str(one.lowest),
        mean=display(one.mean, 1),
        highest=str(one.highest),
        bias=f"{sign}{display(one.bias, 1)}",
    )


def _shown(percent: Fraction) -> float:
    """One decimal: what a chart can show."""
    return float(display(percent, 1))
