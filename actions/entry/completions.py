"""补正 as a duty: who was asked to complete a package and has not done so yet."""

from datetime import datetime

from actions.entry import receipt, windows
from actions.owed import Owed
from models.application import Application, ApplicationState, applications_of, newest_of
from models.edition import StageAttempt
from rules.policy.citing import Topic
from runtime.desk import Desk


def owed_completions(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """One entry an applicant whose newest package has gaps and who was asked to fill them.

    Who handed in another package, withdrew, or may complete nothing any more owes nothing.
    """
    newest = newest_of(desk.session, attempt.edition)
    refused = applications_of(desk.session, attempt.edition, ApplicationState.REFUSED)
    gaps = (row for row in refused if row.ref in newest and receipt.is_mendable(row.refusals))
    owed = (_owed(desk, attempt, row) for row in gaps)
    return [one for one in owed if one is not None]


def awaited_until(desk: Desk, attempt: StageAttempt) -> datetime | None:
    """The last date named to somebody whose newest package still has gaps."""
    return max((one.due_at for one in owed_completions(desk, attempt)), default=None)


def _owed(desk: Desk, attempt: StageAttempt, row: Application) -> Owed | None:
    until = windows.completion_until(desk, row)
    if until is None:
        return None
    return Owed(
        subject=f"completion/{row.ref}",
        name=row.contact or row.name,
        address=row.email,
        matter=f"补正申报材料（{row.name}，受理编号{row.ref}）",
        due_at=max(until, windows.closing_moment(desk, attempt)),
        basis=Topic.COMPLETION,
        request="请按补正通知补齐后重新报送整套申报材料；逾期未补正的，以已报送的材料为准进行审查。",
        kind="correction",
        role="applicant",
        calendar=f"completion/{row.ref}",
    )
