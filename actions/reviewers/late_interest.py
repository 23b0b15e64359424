"""An interest kept silent and found later (art. 30) ends a reviewer's part in an edition.

All scores are out of force by a decision at a gate; a review that was decided already has to be
reopened for its totals to follow.
"""

from actions.errors import ActionRefused, UnknownSubject
from actions.gates import Evidence
from actions.panels.seats import reviewer_of
from actions.review import review
from actions.reviewers import change as reviewer_change
from actions.reviewers.recusals import (
    applicant_of,
    asked_by,
    enforce,
    get_order,
    panels_in,
    write_down,
)
from models.edition import attempt_in_force
from models.panel import SeatState, seats_of
from models.review import sheets_of
from models.types import id_of
from rules.policy.citing import Topic, noted
from rules.recusal import Ground, Recusal, UndeclaredInterest, undeclared_interest
from runtime.desk import Desk


def report_interest(
    desk: Desk, edition: int, reviewer: str, ref: str, *, facts: str, actor: str, new_leader: str,
    run_id: str, dry_run: bool,
) -> tuple[list[str], int]:  # fmt: skip
    """What a silent interest would lead to, and the number of the request, 0 for a dry run.

    Raises:
        ActionRefused: no facts.
        UnknownSubject: no such reviewer or applicant.
    """
    if not (facts.strip() and actor.strip()):
        raise ActionRefused("请写明发现的利害关系和经办人，存入档案。")
    applicant_of(desk, edition, ref)
    if not any(reviewer in panel.pool for panel in panels_in(desk, edition)):
        raise UnknownSubject(f"本届评审员库中没有编号{reviewer}，请核对。")
    said = _told(desk, edition, _follows(desk, edition, reviewer, ref))
    if dry_run:
        return [f"将要：{sentence}" for sentence in said], 0
    row = asked_by(desk, run_id) or write_down(
        desk, edition,
        Recusal(reviewer, ref, Ground.FOUND_LATER, facts.strip(), actor.strip()),
        run_id, new_leader.strip(),
    )  # fmt: skip
    return said, row.number


def role_for(desk: Desk, edition: int, number: int) -> str:
    """Who decides on it: the chair once the committee has voted."""
    row = get_order(desk, edition, number)
    return _follows(desk, edition, row.reviewer, row.ref).approver


def evidence_of(desk: Desk, edition: int, number: int) -> Evidence:
    """What was found, by whom, and what follows."""
    row = get_order(desk, edition, number)
    follows = _follows(desk, edition, row.reviewer, row.ref)
    told = {
        "评审员": f"{reviewer_of(desk, row.reviewer).name}（{row.reviewer}）",
        "申报单位": f"{applicant_of(desk, edition, row.ref).name}（{row.ref}）",
        "发现的情况": row.reason,
        "经办人": row.ordered_by,
        "后果": "".join(_told(desk, edition, follows)),
    }
    cited = noted(desk.policy(edition), Topic.RECUSAL)
    lines = [f"- **{name}**：{value}" for name, value in told.items()]
    text = "\n".join([f"### 事后发现未申报的利害关系{cited}", "", *lines])
    return Evidence(text, {**told, "number": number})


def confirm_interest(desk: Desk, edition: int, number: int) -> None:
    """Put it in force: the scores are out, and the next one comes if a review still runs."""
    row = get_order(desk, edition, number)
    running = reviewer_change.running_review(desk, edition)
    seated = running and any(
        seat.reviewer == row.reviewer
        for panel in panels_in(desk, edition)
        if running.stage in panel.stages
        for seat in seats_of(desk.session, id_of(panel), SeatState.SEATED)
    )
    enforce(desk, row, applicant_of(desk, edition, row.ref))
    if seated:
        reviewer_change.change_reviewer(
            desk, edition, row.reviewer, reason=f"未主动申报利害关系：{row.reason}",
            actor=row.ordered_by, has_interest=True, new_leader=row.new_leader, dry_run=False,
        )  # fmt: skip


def _follows(desk: Desk, edition: int, reviewer: str, ref: str) -> UndeclaredInterest:
    reviewed = {
        sheet.ref
        for stage in review.TITLES
        if (row := attempt_in_force(desk.session, edition, stage))
        for sheet in sheets_of(desk.session, id_of(row))
        if sheet.reviewer == reviewer and sheet.items
    }
    vote = attempt_in_force(desk.session, edition, "deliberation")
    return undeclared_interest(
        reviewer, ref, reviewed=sorted(reviewed),
        disqualify=desk.policy(edition).discipline.disqualify.value,
        committee_voted=vote is not None and vote.phase.is_over,
    )  # fmt: skip


def _told(desk: Desk, edition: int, follows: UndeclaredInterest) -> list[str]:
    said = [follows.sentence]
    over = [
        title
        for stage, title in review.TITLES.items()
        if (row := attempt_in_force(desk.session, edition, stage)) and row.phase.is_over
    ]
    if follows.scores_out and over:
        said.append(
            f"{'、'.join(over)}已经决定，批准后请在“重新进行阶段”（reopen-stage）中"
            f"重新进行{over[0]}，得分和名单才随之改变。"
        )
    if follows.disqualified:
        said.append("评审纪律另按“情况通报”（report-incident）中的“违反评审纪律”处理。")
    return said
