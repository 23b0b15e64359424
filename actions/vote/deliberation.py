"""The committee deliberates and votes (art. 4, 19): the vote decides, the score informs.

What the votes lead to is worked out anew from the recorded totals each time it is shown, so the
evidence, the minutes and the list cannot differ.
"""

from typing import Any

from pydantic import Field

from actions import applications, proposals
from actions.attempts import in_force
from actions.details import Details
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.owed import Owed
from actions.stage import Judgement, Stage, all_in_however_late
from actions.stage_inputs import results, running
from actions.vote.ballot_count import ballot_title, counted, on_ballot, standings
from actions.vote.evidence import describe, facts_of
from actions.vote.minutes import file_minutes, listed
from actions.vote.open_votes import is_open
from actions.vote.papers import ARTICLE, send_meeting_pack
from documents.papers.contexts.vote import ListedPrize
from models.application import ApplicationState, applications_of, find_application
from models.deliberation import Proposal, ProposalState, meeting_of, proposals_of
from models.edition import StageAttempt
from models.gate import Decision
from models.people import ContactKind, committee_of, contacts_of
from models.review import results_of
from models.types import id_of
from rules.ballot import BallotResult
from rules.policy.citing import Topic, noted
from runtime.desk import Desk

CHAIR_NOTE = "主任委员说明"
_DECIDED = (ApplicationState.PROPOSED, ApplicationState.NOT_PROPOSED)


def open_deliberation(desk: Desk, attempt: StageAttempt) -> None:
    """Convene the committee with the summary report, ballot papers and the count form."""
    _stand_again(desk, attempt)
    send_meeting_pack(desk, attempt)
    refs = [one.ref for one in standings(desk, attempt.edition)]
    desk.record("deliberation.convened", attempt.key, edition=attempt.edition, candidates=refs)


def owed_in_deliberation(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """The office owes the count until the vote has a result, or had no quorum."""
    missing = _missing(desk, attempt)
    if not missing:
        return []
    offices = contacts_of(desk.session, ContactKind.OFFICE)
    person = offices[0].person if offices else desk.policy(attempt.edition).bodies.office.value
    return [
        Owed(
            subject="tally",
            name=person,
            address=offices[0].email if offices else desk.settings.mail_from,
            matter=f"报送计票单（{missing}）",
            due_at=attempt.due_at or desk.at,
            basis=ARTICLE,
            request=_how_to_count(desk, attempt),
        )
    ]


def _how_to_count(desk: Desk, attempt: StageAttempt) -> str:
    rest = "只填合计，不记录任何人的投票"
    if is_open(desk, attempt.edition):
        rest = "并逐一登记委员的表决"
    return f"请在投票后报送经计票人、监票人签字的计票单，{rest}。"


def close_deliberation(desk: Desk, attempt: StageAttempt) -> None:
    """Write the list and the minutes; a vote that is not over proposes nobody."""
    result = counted(desk, attempt)
    if result is not None and result.is_final:
        _propose(desk, attempt, result)
    file_minutes(desk, attempt, _lists(desk, attempt))
    desk.record(
        "deliberation.counted", attempt.key, edition=attempt.edition,
        result=result.as_json() if result else None,
    )  # fmt: skip


def evidence_of_deliberation(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Quorum, votes, lists, vacancies and reasons; where vote and score disagree, and why not."""
    result = counted(desk, attempt)
    rows = _standing_proposals(desk, attempt)
    open_point = _open_point(desk, attempt, result)
    text = describe(desk, attempt, result, rows, open_point)
    return Evidence(text, facts_of(desk, attempt, result, rows))


class ChairNote(Details):
    """Article 19: where vote and score disagree, the chair says why."""

    note: str = Field(
        "", title=CHAIR_NOTE, description="得票与得分次序不一致时必填，写明理由；一致的不填"
    )


def ruling_in_deliberation(desk: Desk, attempt: StageAttempt, details: ChairNote) -> dict[str, Any]:
    """The chair's note.

    Raises:
        ActionRefused: the vote has no result yet, or the note is missing where the vote left out
            the highest score.
    """
    result = counted(desk, attempt)
    if problem := _open_point(desk, attempt, result):
        raise ActionRefused(problem)
    if result is not None and result.chair_note and not details.note:
        names = "、".join(result.chair_note)
        cited = noted(desk.policy(attempt.edition), Topic.DELIBERATION)
        raise ActionRefused(
            f"{names}综合得分最高而未列入建议名单，请在“{CHAIR_NOTE}”中写明理由{cited}。"
        )
    return {CHAIR_NOTE: details.note}


def enact_deliberation(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """The list stands: who is on it is proposed, the other candidates are not."""
    rows = _standing_proposals(desk, attempt)
    proposed = {row.ref for row in rows}
    for row in proposals_of(desk.session, id_of(attempt)):
        if row.ref not in proposed:
            proposals.move(desk, row, ProposalState.REMOVED, reason="已撤回申报")
    for one in applications_of(desk.session, attempt.edition, ApplicationState.CANDIDATE):
        is_listed = one.ref in proposed
        to = ApplicationState.PROPOSED if is_listed else ApplicationState.NOT_PROPOSED
        applications.move(desk, one, to, actor=decision.approver)
    file_minutes(desk, attempt, _lists(desk, attempt), decision.details.get(CHAIR_NOTE, ""))
    desk.record(
        "deliberation.approved", attempt.key, actor=decision.approver, edition=attempt.edition,
        proposed=[[row.prize, row.rank, row.ref] for row in rows],
    )  # fmt: skip


def _stand_again(desk: Desk, attempt: StageAttempt) -> None:
    """In a reopened deliberation those decided on before are candidates once more."""
    site = in_force(desk, attempt.edition, "site-review")
    reviewed = {row.ref for row in results_of(desk.session, id_of(site))}
    for one in applications_of(desk.session, attempt.edition, *_DECIDED):
        if one.ref in reviewed:
            applications.set_back(desk, one, ApplicationState.CANDIDATE)


def _propose(desk: Desk, attempt: StageAttempt, result: BallotResult) -> None:
    for prize, refs in result.proposed.items():
        standing = [ref for ref in refs if _stands(desk, attempt, ref)]
        for place, ref in enumerate(standing, start=1):
            desk.session.add(
                Proposal(
                    edition=attempt.edition,
                    attempt_id=id_of(attempt),
                    prize=prize,
                    rank=place,
                    ref=ref,
                    reason=result.reasons[ref],
                )
            )
    desk.session.flush()


def _standing_proposals(desk: Desk, attempt: StageAttempt) -> list[Proposal]:
    """The list, highest prize first, without those who withdrew since."""
    order = [prize.id for prize in desk.policy(attempt.edition).prizes]
    rows = proposals_of(desk.session, id_of(attempt))
    standing = [row for row in rows if _stands(desk, attempt, row.ref)]
    return sorted(standing, key=lambda row: (order.index(row.prize), row.rank))


def _stands(desk: Desk, attempt: StageAttempt, ref: str) -> bool:
    one = find_application(desk.session, attempt.edition, ref)
    return one is not None and one.state in {ApplicationState.CANDIDATE, ApplicationState.PROPOSED}


def _lists(desk: Desk, attempt: StageAttempt) -> tuple[ListedPrize, ...]:
    by_prize: dict[str, list[str]] = {}
    for row in _standing_proposals(desk, attempt):
        by_prize.setdefault(row.prize, []).append(row.ref)
    return listed(desk, attempt, by_prize)


def _missing(desk: Desk, attempt: StageAttempt) -> str:
    """Which round is still to be counted, "" when none is."""
    policy = desk.policy(attempt.edition)
    result = counted(desk, attempt)
    if result is None:
        names = [ballot_title(policy, one.prize) for one in policy.vote.rounds.value]
        return "、".join(dict.fromkeys(names)) if on_ballot(desk, attempt.edition) else ""
    if not result.quorum or result.is_final:
        return ""
    if result.run_off:
        again = f"{policy.prize(result.run_off_prize).name.value}再次投票"
        return f"{again}：{'、'.join(result.run_off)}"
    return ballot_title(policy, result.next_prize)


def _open_point(desk: Desk, attempt: StageAttempt, result: BallotResult | None) -> str:
    """Why the list cannot be approved, "" when it can."""
    if meeting_of(desk.session, id_of(attempt)) is not None and result and not result.quorum:
        return f"{'、'.join(result.notes)}不能同意，请退回后重新召开会议。"
    if missing := _missing(desk, attempt):
        return f"投票尚无结果，缺少计票：{missing}。不能同意，请退回后完成投票。"
    return ""


def _input(desk: Desk, attempt: StageAttempt) -> object:
    """The candidates with their scores, and who votes."""
    stages = ("document-review", "site-review")
    return {
        "applicants": running(desk, attempt.edition),
        "scores": [results(desk, attempt.edition, stage) for stage in stages],
        "committee": [one.name for one in committee_of(desk.session, attempt.edition)],
    }


DELIBERATION = Stage(
    name="deliberation",
    open=open_deliberation,
    waits=all_in_however_late(owed_in_deliberation),
    owed=owed_in_deliberation,
    close=close_deliberation,
    decision=Judgement(evidence_of_deliberation, ruling_in_deliberation, ChairNote),
    enact=enact_deliberation,
    input=_input,
    makes=_DECIDED,
    needs=("eligibility", "site-review"),
)
