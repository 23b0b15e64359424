"""Small corrections from the Prefect UI, as tasks: each one action in one transaction."""

from datetime import datetime

from actions.entry import late_permits
from actions.reopening import record_correction
from actions.reviewers import change as reviewer_change
from actions.reviewers import late_interest, recusals, sheet_return
from runtime.desk import open_desk
from tasks.refusals import office_task


@office_task
def replace_reviewer(
    edition: int, reviewer: str, *, reason: str, actor: str, has_interest: bool, new_leader: str,
    dry_run: bool,
) -> list[str]:  # fmt: skip
    with open_desk() as desk:
        return reviewer_change.change_reviewer(
            desk, edition, reviewer, reason=reason, actor=actor, has_interest=has_interest,
            new_leader=new_leader, dry_run=dry_run,
        )  # fmt: skip


@office_task
def order_recusal(
    edition: int, reviewer: str, ref: str, *, by: str, role: str, reason: str, run_id: str,
    dry_run: bool,
) -> list[str]:  # fmt: skip
    with open_desk() as desk:
        return recusals.order_recusal(
            desk, edition, reviewer, ref,
            by=by, role=role, reason=reason, run_id=run_id, dry_run=dry_run,
        )  # fmt: skip


@office_task
def report_interest(
    edition: int, reviewer: str, ref: str, *, facts: str, actor: str, new_leader: str,
    run_id: str, dry_run: bool,
) -> tuple[list[str], int]:  # fmt: skip
    with open_desk() as desk:
        return late_interest.report_interest(
            desk, edition, reviewer, ref,
            facts=facts, actor=actor, new_leader=new_leader, run_id=run_id, dry_run=dry_run,
        )  # fmt: skip


@office_task
def return_score_sheet(
    edition: int, reviewer: str, ref: str, *, reason: str, actor: str, dry_run: bool
) -> list[str]:
    with open_desk() as desk:
        return sheet_return.return_sheet(
            desk, edition, reviewer, ref, reason=reason, actor=actor, dry_run=dry_run
        )


@office_task
def correct_record(
    edition: int, record: str, subject: str, field: str, *, former: str, value: str, reason: str,
    actor: str, dry_run: bool,
) -> list[str]:  # fmt: skip
    slip = record_correction.Slip(record, subject, field, former, value)
    with open_desk() as desk:
        return record_correction.correct(
            desk, edition, slip, reason=reason, actor=actor, dry_run=dry_run
        )


@office_task
def request_permit(
    edition: int, run_id: str, *, uscc: str, name: str, until: datetime, reason: str, actor: str
) -> int:
    """The number of the request."""
    with open_desk() as desk:
        row = late_permits.request(
            desk, edition,
            uscc=uscc, name=name, until=until, reason=reason, actor=actor, run_id=run_id,
        )  # fmt: skip
        return row.number
