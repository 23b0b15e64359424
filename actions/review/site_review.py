"""The site review (art. 18): visits set, sheets combined, every change against the papers shown."""

from typing import Any

from actions import applications
from actions.details import Details, OpenRow
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.owed import Owed
from actions.review import consensus, review, review_tables, site_facts, site_visits
from actions.review.after_forms import after_text, facts_after, owed_after, refuse_unsigned
from actions.review.consensus import TALKS, Talk, talk_rows
from actions.review.feedback import file_feedback
from actions.review.outside_scores import (
    ask_for_scores,
    components,
    lacking,
    outside_scores,
    owed_outside,
)
from actions.review.readable import unread_text
from actions.review.score_charts import Field, file_panel_spread, file_score_charts
from actions.review.sheets_owed import owed_sheets
from actions.review.site_report import file_report
from actions.review.site_scores import SiteResult, facts_of, site_results
from actions.stage import Judgement, Stage, all_in
from actions.stage_inputs import judges, results
from models.application import ApplicationState
from models.edition import StageAttempt
from models.gate import Decision
from rules.policy.citing import Topic, noted
from rules.ranking import display, rank
from runtime.desk import Desk


def open_site_review(desk: Desk, attempt: StageAttempt) -> None:
    """Set the visits, file the plan, hand out the sheets and tell the applicants."""
    groups = [group for group in review.groups_of(desk, attempt) if group.applicants]
    planned = [(group, site_visits.set_days(desk, attempt, group)) for group in groups]
    plan = site_visits.file_plan(desk, attempt, planned)
    for group in groups:
        review.hand_out(desk, attempt, group)
        facts = site_facts.facts_form(desk, attempt, group)
        for member in group.members:
            own = (plan, facts) if member.id == group.panel.leader else (plan,)
            site_visits.write_to_reviewer(desk, attempt, group, member, own)
        for applicant in group.applicants:
            site_visits.write_to_applicant(desk, attempt, group, applicant)
    ask_for_scores(desk, attempt)


def owed_in_site_review(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """Reviewers with sheets still expected, facts to be verified, scores from outside."""
    sheets, after = owed_sheets(desk, attempt), owed_after(desk, attempt)
    facts = site_facts.owed_facts(desk, attempt)
    return [*sheets, *facts, *owed_outside(desk, attempt), *after]


def close_site_review(desk: Desk, attempt: StageAttempt) -> None:
    """Combine the sheets that count, write the results down and file the report."""
    review.set_aside(desk, attempt)
    results = site_results(desk, attempt)
    _keep_results(desk, attempt, results, {})
    file_report(desk, attempt, results)
    _file_charts(desk, attempt, results)
    desk.record(
        "site_review.combined", attempt.key, edition=attempt.edition,
        totals={r.ref: review.exact(r.review.score.total) for r in results if r.review.score},
    )  # fmt: skip


def evidence_of_site_review(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Document, site and combined score of everybody, and every changed item with its reason."""
    policy = desk.policy(attempt.edition)
    results = site_results(desk, attempt)
    reviews = [result.review for result in results]
    weights = {value.key: value.shown for value in policy.values()}["scoring.weights"]
    text = review_tables.join(
        f"## {policy.stage(attempt.stage).title.value}结果{noted(policy, Topic.SITE_REVIEW)}",
        f"综合得分权重：{weights}。综合得分供评审委员会参考。",
        _score_table(results),
        _outside_note(desk, attempt),
        _unexplained_text(results),
        site_facts.lacking_text(desk, attempt),
        review_tables.few_sheets_text(reviews, policy),
        review_tables.severity_text(desk, reviews, policy),
        review_tables.spread_table(reviews, policy),
        review_tables.missing_table(reviews),
        unread_text(desk, reviews),
        after_text(desk, attempt),
        _change_table(results),
    )
    facts = review_tables.facts_of(desk, attempt, reviews) | facts_after(desk, attempt)
    facts["verified"] = {r.ref: site_facts.verified(desk, attempt, r.ref) for r in results}
    facts["results"] = {result.ref: facts_of(result, ()) for result in results}
    return Evidence(text, facts)


class SiteDetails(Details):
    """Article 18: talks are minuted."""

    consensus: tuple[Talk, ...] = TALKS


def rows_in_site_review(desk: Desk, attempt: StageAttempt) -> list[OpenRow]:
    """The items that need a talk."""
    return talk_rows([result.review for result in site_results(desk, attempt)])


def ruling_in_site_review(
    desk: Desk, attempt: StageAttempt, details: SiteDetails
) -> dict[str, Any]:
    """The talks as kept with the decision: ``consensus``.

    Raises:
        ActionRefused: a wrong line, a talk that is missing, a change without a reason, or an
            applicant with fewer sheets than a panel has members.
    """
    talks = consensus.read_talks(desk, attempt, details.consensus)
    results = site_results(desk, attempt, talks)
    reviews = [result.review for result in results]
    unscored = [one.ref for one in reviews if one.score is None]
    if unscored:
        raise ActionRefused(f"{'、'.join(unscored)} 没有现场评分表，不能决定，请退回补评。")
    review_tables.refuse_few_sheets(reviews, desk.policy(attempt.edition))
    _check_outside(desk, attempt)
    refuse_unsigned(desk, attempt)
    unexplained = _unexplained_text(results)
    if unexplained:
        raise ActionRefused(f"{unexplained}请退回补写。")
    return {"consensus": consensus.stored(talks)}


def enact_site_review(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Put the results in force: who was reviewed on site is a candidate before the committee."""
    talks = consensus.restored(decision.details)
    results = site_results(desk, attempt, talks)
    _keep_results(desk, attempt, results, talks)
    file_report(desk, attempt, results)
    _file_charts(desk, attempt, results)
    field = Field(desk.criteria(attempt.edition), [result.review for result in results])
    for result in results:
        if result.review.score:
            file_feedback(desk, attempt, result.review, field)
        combined = review.exact(result.total) if result.total is not None else None
        applications.move(
            desk, result.review.applicant, ApplicationState.CANDIDATE,
            actor=decision.approver, combined=combined,
        )  # fmt: skip


def _check_outside(desk: Desk, attempt: StageAttempt) -> None:
    titles = components(desk, attempt.edition)
    for component, refs in lacking(desk, attempt.edition).items():
        raise ActionRefused(
            f"{'、'.join(refs)} 没有{titles[component]}得分，不能形成综合得分，请先导入外部得分表。"
        )


def _file_charts(desk: Desk, attempt: StageAttempt, results: list[SiteResult]) -> None:
    """Who scored how, and how the papers compare with what was found on site."""
    reviews = [result.review for result in results]
    file_panel_spread(desk, attempt, reviews)
    file_score_charts(desk, attempt, reviews, {result.ref: result.before for result in results})


def _keep_results(
    desk: Desk, attempt: StageAttempt, results: list[SiteResult], talks: consensus.Talks
) -> None:
    for result in results:
        if result.review.score is not None:
            facts = facts_of(result, talks.get(result.ref, []))
            review.keep_result(desk, attempt, result.review, facts)


def _score_table(results: list[SiteResult]) -> str:
    totals = {result.ref: result.total for result in results if result.total is not None}
    places = {place.ref: str(place.place) for place in rank(totals)}
    rows = [
        (
            places.get(result.ref, ""),
            result.ref,
            result.review.applicant.name,
            display(result.document) if result.document is not None else "无",
            review_tables.total_text(result.review),
            display(result.total) if result.total is not None else "未形成",
            str(len(result.reconciliation.changes)) if result.reconciliation else "",
        )
        for result in sorted(results, key=lambda one: int(places.get(one.ref, "9999")))
    ]
    head = ("排序", "受理编号", "申报单位", "资料评审", "现场评审", "综合得分", "变动条款数")
    return review_tables.table(head, rows)


def _change_table(results: list[SiteResult]) -> str:
    rows = [
        (
            result.ref,
            change.item,
            display(change.before),
            display(change.after),
            f"{'+' if change.difference > 0 else ''}{display(change.difference)}",
            change.reason or "**未说明**",
        )
        for result in results
        if result.reconciliation is not None
        for change in result.reconciliation.changes
    ]
    if not rows:
        return "现场评审没有改变任何条款的得分。"
    head = ("受理编号", "条款", "资料评审（分）", "现场评审（分）", "变动", "理由")
    return "### 现场改变的条款\n\n" + review_tables.table(head, rows)


def _outside_note(desk: Desk, attempt: StageAttempt) -> str:
    """What came from outside for whom, and what is still missing."""
    missing, lines = lacking(desk, attempt.edition), []
    scores = outside_scores(desk, attempt.edition)
    for component, title in components(desk, attempt.edition).items():
        own = "；".join(f"{ref} {display(score)}" for ref, score in scores[component].items())
        lines.append(f"{title}得分：{own or '无'}。")
        if component in missing:
            lines.append(f"**{'、'.join(missing[component])}没有{title}得分，不能形成综合得分。**")
    return "\n\n".join(lines)


def _unexplained_text(results: list[SiteResult]) -> str:
    return "".join(
        f"{result.ref}：{result.reconciliation.sentence}"
        for result in results
        if result.reconciliation is not None and not result.reconciliation.is_complete
    )


def _input(desk: Desk, attempt: StageAttempt) -> object:
    """Who judges whom, and the scores of the documents."""
    documents = results(desk, attempt.edition, "document-review")
    return {**judges(desk, attempt), "documents": documents}


SITE_REVIEW = Stage(
    name="site-review",
    open=open_site_review,
    waits=all_in(owed_in_site_review),
    owed=owed_in_site_review,
    close=close_site_review,
    decision=Judgement(
        evidence_of_site_review, ruling_in_site_review, SiteDetails, rows_in_site_review
    ),
    enact=enact_site_review,
    input=_input,
    makes=(ApplicationState.CANDIDATE,),
    needs=("document-review",),
)
