"""资料评审报告 (art. 17): the results of the document review as an official paper."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from actions.papers import filing
from actions.review import review
from actions.review.review import Reviewed
from actions.review.review_tables import total_text
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.review import DocumentReport, DocumentReview, ItemLine, RankLine
from models.edition import StageAttempt
from notifications.outbox import Attachment
from rules.consensus import Consensus
from rules.policy.citing import Topic
from rules.ranking import display, rank
from rules.shortlist import Shortlist
from runtime.desk import Desk

Talks = Mapping[str, Sequence[Consensus]]


def file_report(
    desk: Desk, attempt: StageAttempt, reviews: Sequence[Reviewed], outcome: Shortlist, talks: Talks
) -> Attachment:
    """Write the report, anew when the talks or the office changed what it says."""
    policy = desk.policy(attempt.edition)
    scored = [one for one in reviews if one.score is not None]
    context = DocumentReport(
        **filing.base(desk, attempt, Topic.DOCUMENT_REVIEW),
        bases=filing.bases(policy, review.DOCUMENT),
        criteria=desk.criteria(attempt.edition).title,
        method=_method(desk, attempt),
        panels=len({one.group.panel.number for one in reviews}),
        ranking=_ranking(scored, outcome),
        reviews=tuple(
            _section(desk, attempt, one, outcome, talks.get(one.ref, ())) for one in scored
        ),
    )
    return filing.file_paper(desk, attempt, "document-report", context)


def comments(one: Reviewed, field: str) -> tuple[str, ...]:
    """What the sheets say about the items, one line an item, without saying who said it."""
    numbers = one.score.items if one.score else ()
    found = []
    for number in numbers:
        said = [str(sheet.items[number].get(field, "")).strip() for sheet in one.sheets]
        kept = list(dict.fromkeys(text.replace("\n", " ") for text in said if text))
        if kept:
            found.append(f"{number}：{'；'.join(kept)}")
    return tuple(found)


def words(texts: Sequence[str]) -> tuple[str, ...]:
    """Each text once, on one line."""
    return tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def organisation(one: Reviewed) -> Organisation:
    return Organisation(ref=one.ref, name=one.applicant.name, uscc=one.applicant.uscc)


def _method(desk: Desk, attempt: StageAttempt) -> str:
    shown = {value.key: value.shown for value in desk.policy(attempt.edition).values()}
    return (
        f"每名评审员按条款独立评定得分百分比，以{shown['scoring.percent_step']}个百分点为间隔；"
        f"组内合成方法为{shown['scoring.combine']}；评审员之间分差超过"
        f"{shown['scoring.spread_limit']}个百分点的条款经合议确定。排序用精确值，得分只在显示时舍入。"
    )


def _ranking(scored: Sequence[Reviewed], outcome: Shortlist) -> tuple[RankLine, ...]:
    named = {one.ref: one for one in scored}
    places = rank({one.ref: one.score.total for one in scored if one.score})
    return tuple(
        RankLine(
            rank=str(place.place),
            ref=place.ref,
            name=named[place.ref].applicant.name,
            score=display(place.score),
            chosen=_recommendation(outcome, place.ref),
            reason=outcome.reasons[place.ref],
        )
        for place in places
    )


def _section(
    desk: Desk,
    attempt: StageAttempt,
    one: Reviewed,
    outcome: Shortlist,
    talks: Sequence[Consensus],
) -> DocumentReview:
    overall = words([sheet.overall for sheet in one.sheets])
    return DocumentReview(
        applicant=organisation(one),
        panel=one.group.panel.number,
        leader=one.group.leader,
        reviewers=tuple(sheet.reviewer for sheet in one.sheets),
        items=_items(desk, attempt, one),
        total=total_text(one),
        strengths=comments(one, "strengths"),
        improvements=comments(one, "improvements"),
        questions=words([sheet.questions for sheet in one.sheets]),
        consensus=tuple(_talk_text(talk) for talk in talks),
        overall="".join(overall) or "未填写综合评语。",
        recommendation=_recommendation(outcome, one.ref),
    )


def _items(desk: Desk, attempt: StageAttempt, one: Reviewed) -> tuple[ItemLine, ...]:
    assert one.score is not None
    return tuple(
        ItemLine(
            number=item.number,
            name=item.name,
            points=str(item.points),
            percents=tuple(str(p) for p in one.score.items[item.number].percents.values()),
            mean=_mean(one.score.items[item.number].percents.values(), item.points),
            counted=display(one.score.items[item.number].mean),
            spread=str(one.score.items[item.number].spread),
        )
        for item in desk.criteria(attempt.edition).items
    )


def _mean(percents: Collection[int], points: int) -> str:
    """Of what the reviewers gave by themselves, in points."""
    return display(Fraction(sum(percents) * points, 100 * len(percents)))


def _talk_text(talk: Consensus) -> str:
    result = "维持原评分" if talk.percent is None else f"{talk.percent}%"
    return f"{talk.item}（{result}；{talk.minute}）"


def _recommendation(outcome: Shortlist, ref: str) -> str:
    if ref in outcome.chosen:
        return "进入现场评审"
    return "待定" if ref in outcome.undecided else "不进入现场评审"
