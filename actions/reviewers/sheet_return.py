"""Giving a score sheet back to its reviewer, who alone may change it, before the review ends."""

from sqlmodel import col, func, select

from actions.attempts import open_attempt
from actions.errors import ActionRefused, UnknownSubject
from actions.letters import letters
from actions.panels.seats import reviewer_of
from actions.review import review
from actions.reviewers.change import running_review
from models.edition import StageAttempt
from models.outbox import OutboxMessage
from models.review import ScoreSheet, SheetState
from notifications.outbox import Recipient
from notifications.wording import deadline_text
from rules.policy.citing import Topic
from runtime.desk import Desk


def return_sheet(
    desk: Desk, edition: int, reviewer: str, ref: str, *, reason: str, actor: str, dry_run: bool
) -> list[str]:
    """Give one sheet back, or say what that would do; the sheet as handed in stays in the record.

    Raises:
        WrongMoment: no review takes sheets now.
        UnknownSubject: that sheet was not handed in.
        ActionRefused: no reason.
    """
    if not (reason.strip() and actor.strip()):
        raise ActionRefused("请写明退回的理由和经办人，存入档案。")
    running = running_review(desk, edition)
    attempt = running or open_attempt(desk, edition, review.DOCUMENT)  # which says why not
    sheet = _find(desk, attempt, reviewer, ref)
    person, title = reviewer_of(desk, reviewer), review.TITLES[attempt.stage]
    due = deadline_text(attempt.due_at or desk.at)
    said = [f"{person.name}（{reviewer}）对{ref}的{title}评分表退回重填，请于{due}前交回。"]
    if dry_run:
        return [f"将要：{sentence}" for sentence in said]
    times = _times_returned(desk, attempt, sheet)
    desk.record(
        "score_sheet.returned", ref, actor=actor, edition=edition, stage=attempt.stage,
        reviewer=reviewer, reason=reason, former_sha256=sheet.file_sha256, former=sheet.items,
    )  # fmt: skip
    sheet.state = SheetState.EXPECTED
    desk.session.add(sheet)
    desk.session.flush()
    letters.write(
        desk, edition, "sheet-returned",
        key=f"{attempt.key}/{reviewer}/{ref}/returned/{times + 1}",
        to=Recipient(person.name, person.email), addressee=f"{person.name}同志",
        basis=Topic(attempt.stage), stage=title, ref=ref, reason=reason.rstrip("。"),
        deadline=due,
    )  # fmt: skip
    return said


def _find(desk: Desk, attempt: StageAttempt, reviewer: str, ref: str) -> ScoreSheet:
    sheet = desk.session.exec(
        select(ScoreSheet).where(
            ScoreSheet.attempt_id == attempt.id,
            ScoreSheet.reviewer == reviewer,
            ScoreSheet.ref == ref,
            ScoreSheet.state == SheetState.HANDED_IN,
        )
    ).one_or_none()
    if sheet is None:
        raise UnknownSubject(f"没有收到{reviewer}对{ref}的评分表，无须退回；请核对两个编号。")
    return sheet


def _times_returned(desk: Desk, attempt: StageAttempt, sheet: ScoreSheet) -> int:
    prefix = f"{attempt.key}/{sheet.reviewer}/{sheet.ref}/returned/"
    query = select(func.count()).where(col(OutboxMessage.key).startswith(prefix))
    return desk.session.exec(query).one()
