"""现场评审报告 (art. 18): the results of the site review as an official paper."""

from collections.abc import Sequence
from dataclasses import fields

from actions.papers import filing
from actions.review import review, site_facts, site_visits
from actions.review.document_report import comments, organisation, words
from actions.review.review_tables import total_text
from actions.review.site_scores import SiteResult
from documents.papers.contexts.review import FactSheet, SiteItemLine, SiteReport, SiteReview, Visit
from models.edition import StageAttempt
from notifications.outbox import Attachment
from notifications.wording import day_text
from rules.policy.citing import Topic
from rules.ranking import display
from runtime.desk import Desk


def file_report(desk: Desk, attempt: StageAttempt, results: Sequence[SiteResult]) -> Attachment:
    """Write the report, anew when consensus talks changed what it says."""
    context = SiteReport(
        **filing.base(desk, attempt, Topic.SITE_REVIEW),
        bases=filing.bases(desk.policy(attempt.edition), review.SITE),
        criteria=desk.criteria(attempt.edition).title,
        reviews=tuple(_section(desk, attempt, result) for result in results if result.review.score),
    )
    for one in context.reviews:
        _file_facts(desk, attempt, one)
    return filing.file_paper(desk, attempt, "site-report", context)


def _file_facts(desk: Desk, attempt: StageAttempt, one: SiteReview) -> None:
    """事实确认单, for the applicant to sign: what was seen, never what it was worth."""
    visit = Visit(**{part.name: getattr(one, part.name) for part in fields(Visit)})
    sheet = FactSheet(
        **filing.base(desk, attempt, Topic.SITE_REVIEW),
        review=visit,
        facts=tuple(matter for matter, _ in one.verified),
    )
    filing.file_paper(desk, attempt, "fact-sheet", sheet, subject=one.applicant.ref)


def _section(desk: Desk, attempt: StageAttempt, result: SiteResult) -> SiteReview:
    one = result.review
    day = site_visits.days_of(attempt, one.group).get(one.ref)
    judges = one.group.judges(one.ref)
    return SiteReview(
        applicant=organisation(one),
        day=day_text(day) if day else "日期未记录",
        place=site_visits.place_of(one.applicant),
        panel=one.group.panel.number,
        leader=one.group.leader,
        members=tuple(m.name for m in judges if m.id != one.group.panel.leader),
        verified=site_facts.verified(desk, attempt, one.ref),
        signed=site_facts.signed(desk, attempt, one.ref),
        items=_items(desk, attempt, result),
        total=total_text(one),
        highlights=(*words([sheet.overall for sheet in one.sheets]), *comments(one, "strengths")),
        weaknesses=comments(one, "improvements"),
        red_flags=words([sheet.questions for sheet in one.sheets]),
    )


def _items(desk: Desk, attempt: StageAttempt, result: SiteResult) -> tuple[SiteItemLine, ...]:
    score = result.review.score
    assert score is not None
    changes = result.reconciliation.changes if result.reconciliation else ()
    reasons = {change.item: change.reason for change in changes}
    return tuple(
        SiteItemLine(
            number=item.number,
            name=item.name,
            points=str(item.points),
            document=display(result.before[item.number]) if item.number in result.before else "无",
            site=display(score.items[item.number].mean),
            reason=reasons.get(item.number, ""),
        )
        for item in desk.criteria(attempt.edition).items
    )
