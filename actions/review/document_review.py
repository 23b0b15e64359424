"""The document review (art. 17): sheets out, scores combined, a shortlist proposed and decided."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from actions import applications
from actions.details import Details, OpenRow, by_subject
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.owed import Owed
from actions.review import consensus, review, review_tables, score_charts
from actions.review.after_forms import (
    after_text,
    facts_after,
    owed_after,
    refuse_unsigned,
)
from actions.review.consensus import TALKS, Talk, talk_rows
from actions.review.document_letters import send_blanks, tell_result
from actions.review.document_report import file_report
from actions.review.feedback import file_feedback
from actions.review.readable import unread_text
from actions.review.review import Reviewed
from actions.review.review_tables import refuse_few_sheets
from actions.review.score_charts import file_panel_spread
from actions.review.sheets_owed import owed_sheets
from actions.stage import Judgement, Stage, all_in
from actions.stage_inputs import judges
from models.application import ApplicationState
from models.edition import StageAttempt
from models.gate import Decision
from rules.policy.citing import Topic, noted
from rules.shortlist import Choice, Shortlist, ShortlistInvalid, decide, shortlist
from runtime.desk import Desk

FIELD = "入围调整"


class ShortlistChoice(Details):
    """What becomes of one applicant, other than proposed."""

    ref: str = Field(title="受理编号", description="须决定或调整的申报单位")
    choice: Literal["入围", "不入围"] = Field(
        title="决定", description="并列待定的须逐家决定，其他的可以调整"
    )
    reason: str = Field(min_length=2, title="理由", description="会告知申报单位，请勿写评审员姓名")


class DocumentDetails(Details):
    """Article 17: ties at the cut and consensus talks are settled with a reason."""

    choices: tuple[ShortlistChoice, ...] = Field(
        (), title=FIELD, description="并列待定的逐家决定；与建议不同的写明理由"
    )
    consensus: tuple[Talk, ...] = TALKS


def open_document_review(desk: Desk, attempt: StageAttempt) -> None:
    """Hand out a blank sheet for each member and applicant, one workbook a reviewer and panel."""
    for group in review.groups_of(desk, attempt):
        if group.applicants:
            review.hand_out(desk, attempt, group)
            for member in group.members:
                send_blanks(desk, attempt, group, member)


def owed_in_document_review(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """Reviewers with sheets still expected, after the closing also with declarations."""
    return [*owed_sheets(desk, attempt), *owed_after(desk, attempt)]


def close_document_review(desk: Desk, attempt: StageAttempt) -> None:
    """Combine the sheets that count, write the results down and file the report."""
    review.set_aside(desk, attempt)
    reviews = review.reviewed(desk, attempt)
    proposal = propose(desk, attempt, reviews)
    _keep_results(desk, attempt, reviews, proposal, {})
    file_report(desk, attempt, reviews, proposal, {})
    file_panel_spread(desk, attempt, reviews)
    desk.record(
        "document_review.combined", attempt.key, edition=attempt.edition,
        totals={one.ref: review.exact(one.score.total) for one in reviews if one.score},
        chosen=list(proposal.chosen), undecided=list(proposal.undecided),
    )  # fmt: skip


def evidence_of_document_review(desk: Desk, attempt: StageAttempt) -> Evidence:
    """The ranking with the proposal, sheets that are missing, and items to be talked about."""
    policy = desk.policy(attempt.edition)
    reviews = review.reviewed(desk, attempt)
    proposal = propose(desk, attempt, reviews)
    named = {one.ref: one for one in reviews}
    order = (*proposal.chosen, *proposal.undecided, *proposal.not_chosen)
    unscored = [one.ref for one in reviews if one.score is None]
    rows = [_row(named[ref], proposal) for ref in (*order, *unscored)]
    head = (
        "受理编号",
        "申报单位",
        "评审组",
        "得分",
        "评分表",
        "最大极差",
        "须合议",
        "建议",
        "说明",
    )
    title, undecided = policy.stage(attempt.stage).title.value, "、".join(proposal.undecided)
    text = review_tables.join(
        f"## {title}结果和入围建议{noted(policy, Topic.DOCUMENT_REVIEW)}",
        review_tables.table(head, rows),
        f"**并列待定：{undecided}**，须逐家决定。" if undecided else "",
        review_tables.few_sheets_text(reviews, policy),
        review_tables.severity_text(desk, reviews, policy),
        review_tables.spread_table(reviews, policy),
        review_tables.missing_table(reviews),
        unread_text(desk, reviews),
        after_text(desk, attempt),
        "入围与建议不同的须写明理由。理由会告知申报单位，请勿写评审员姓名。",
    )
    facts = review_tables.facts_of(desk, attempt, reviews) | facts_after(desk, attempt)
    facts["proposal"] = {ref: _word(proposal, ref) for ref in order}
    return Evidence(text, facts)


def rows_in_document_review(desk: Desk, attempt: StageAttempt) -> list[OpenRow]:
    """The items that need a talk, and everybody with a score; ties have to be decided."""
    reviews = review.reviewed(desk, attempt)
    proposal = propose(desk, attempt, reviews)
    return [*talk_rows(reviews), *(_choice(one, proposal) for one in reviews if one.score)]


def ruling_in_document_review(
    desk: Desk, attempt: StageAttempt, details: DocumentDetails
) -> dict[str, Any]:
    """The talks and choices as kept with the decision: ``consensus`` and ``choices``.

    Raises:
        ActionRefused: a wrong line, a talk that is missing, or an applicant left open.
    """
    talks = consensus.read_talks(desk, attempt, details.consensus)
    said = by_subject(details.choices, lambda one: one.ref, "申报单位")
    choices = {ref: Choice(one.choice == "入围", one.reason) for ref, one in said.items()}
    reviews = consensus.reviewed_with(desk, attempt, talks)
    _check_names(reviews, choices)
    decided = _decided(propose(desk, attempt, reviews), choices)
    _check_settled(desk, attempt, reviews, decided)
    refuse_unsigned(desk, attempt)
    return {
        "consensus": consensus.stored(talks),
        "choices": {r: {"chosen": c.chosen, "reason": c.reason} for r, c in choices.items()},
    }


def enact_document_review(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Put the shortlist in force and tell every applicant why."""
    talks = consensus.restored(decision.details)
    stored = decision.details.get("choices", {})
    choices = {ref: Choice(one["chosen"], one["reason"]) for ref, one in stored.items()}
    reviews = consensus.reviewed_with(desk, attempt, talks)
    decided = _decided(propose(desk, attempt, reviews), choices)
    _keep_results(desk, attempt, reviews, decided, talks)
    file_report(desk, attempt, reviews, decided, talks)
    field = score_charts.Field(desk.criteria(attempt.edition), reviews)
    for one in reviews:
        chosen = one.ref in decided.chosen
        state = ApplicationState.SHORTLISTED if chosen else ApplicationState.NOT_SHORTLISTED
        reason = decided.reasons.get(one.ref, "")
        applications.move(desk, one.applicant, state, actor=decision.approver, reason=reason)
        own = () if chosen else (file_feedback(desk, attempt, one, field),)
        tell_result(desk, attempt, one, decided, own)


def propose(desk: Desk, attempt: StageAttempt, reviews: list[Reviewed]) -> Shortlist:
    """The policy's proposal from exact totals; who has no sheet at all is not on it."""
    totals = {one.ref: one.score.total for one in reviews if one.score is not None}
    return shortlist(totals, desk.policy(attempt.edition))


def _decided(proposal: Shortlist, choices: Mapping[str, Choice]) -> Shortlist:
    try:
        return decide(proposal, choices)
    except ShortlistInvalid as invalid:
        raise ActionRefused(f"“{FIELD}”有误：{invalid.sentence}") from invalid


def _keep_results(
    desk: Desk,
    attempt: StageAttempt,
    reviews: list[Reviewed],
    outcome: Shortlist,
    talks: consensus.Talks,
) -> None:
    for one in reviews:
        if one.score is not None:
            facts = {
                "proposal": _word(outcome, one.ref),
                "reason": outcome.reasons[one.ref],
                "consensus": consensus.stored({one.ref: talks.get(one.ref, [])}),
            }
            review.keep_result(desk, attempt, one, facts)


def _choice(one: Reviewed, proposal: Shortlist) -> OpenRow:
    facts = {
        "受理编号": one.ref,
        "申报单位": one.applicant.name,
        "得分": review_tables.total_text(one),
        "建议": _word(proposal, one.ref),
        "说明": proposal.reasons.get(one.ref, ""),
    }
    return OpenRow("choices", {"ref": one.ref}, facts, must=one.ref in proposal.undecided)


def _row(one: Reviewed, proposal: Shortlist) -> list[str]:
    score = one.score
    spread = max((item.spread for item in score.items.values()), default=0) if score else 0
    return [
        one.ref,
        one.applicant.name,
        str(one.group.panel.number),
        review_tables.total_text(one),
        f"{len(one.sheets)}/{len(one.sheets) + len(one.missing)}",
        str(spread),
        "、".join(score.consensus_needed) if score else "",
        _word(proposal, one.ref) if score else "无法建议",
        proposal.reasons.get(one.ref, "没有收到评分表。"),
    ]


def _word(outcome: Shortlist, ref: str) -> str:
    if ref in outcome.chosen:
        return "入围"
    return "并列待定" if ref in outcome.undecided else "不入围"


def _check_names(reviews: list[Reviewed], choices: Mapping[str, Choice]) -> None:
    """A reason reaches the applicant, so no reviewer may be named in it."""
    names = {member.name for one in reviews for member in one.group.members}
    for ref, choice in choices.items():
        if any(name in choice.reason for name in names):
            raise ActionRefused(f"“{FIELD}”中 {ref} 的理由会告知申报单位，不得出现评审员姓名。")


def _check_settled(
    desk: Desk,
    attempt: StageAttempt,
    reviews: list[Reviewed],
    decided: Shortlist,
) -> None:
    unscored = [one.ref for one in reviews if one.score is None]
    if unscored:
        raise ActionRefused(f"{'、'.join(unscored)} 没有评分表，不能决定，请退回补评。")
    if decided.undecided:
        named = "、".join(decided.undecided)
        raise ActionRefused(f"{named} 并列待定，须逐家写明入围或不入围和理由。")
    refuse_few_sheets(reviews, desk.policy(attempt.edition))


DOCUMENT_REVIEW = Stage(
    name="document-review",
    open=open_document_review,
    waits=all_in(owed_in_document_review),
    owed=owed_in_document_review,
    close=close_document_review,
    decision=Judgement(
        evidence_of_document_review,
        ruling_in_document_review,
        DocumentDetails,
        rows_in_document_review,
    ),
    enact=enact_document_review,
    input=judges,
    makes=(ApplicationState.SHORTLISTED, ApplicationState.NOT_SHORTLISTED),
    needs=("panels", "eligibility"),
)
