"""Recusals that somebody else orders (art. 30): one reviewer kept away from one applicant.

What is shared with an interest found later (``late_interest``) is here too: the row, and putting
it in force.
"""

from sqlmodel import select

from actions.attempts import in_force
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.letters import letters
from actions.panels.seats import reviewer_of
from actions.recused import recusals_of
from actions.review import review
from actions.reviewers import change as reviewer_change
from models.application import Application, find_application
from models.edition import StageAttempt, latest_attempt
from models.panel import Panel, SeatState, panels_of, refs_of, seats_of
from models.people import Interest
from models.recusal import RecusalOrder, recusal_orders_of
from models.review import SheetState, sheets_of
from models.types import id_of
from notifications.outbox import Recipient
from rules.findings import Outcome
from rules.policy.citing import Topic
from rules.recusal import (
    Recusal,
    RecusalInvalid,
    order,
    panel_strength,
    takes_out,
)
from runtime.desk import Desk

ROLES = {"承办机构": "office", "评审组组长": "leader", "申报单位": "applicant"}


def order_recusal(
    desk: Desk, edition: int, reviewer: str, ref: str, *, by: str, role: str, reason: str,
    run_id: str, dry_run: bool,
) -> list[str]:  # fmt: skip
    """Keep a seated reviewer away from one applicant, or say what that would do.

    `role` is a key of `ROLES`. A run that starts again orders nothing twice.

    Raises:
        ActionRefused: that role may not order it, no reason, or too few reviewers would be left.
        UnknownSubject: the reviewer does not judge that applicant.
        WrongMoment: both reviews are decided.
    """
    if asked_by(desk, run_id):
        return ["已经办理，不再重复。"]
    policy = desk.policy(edition)
    try:
        recusal = order(
            reviewer, ref, by=by.strip(), role=ROLES[role], reason=reason, policy=policy
        )
    except RecusalInvalid as error:
        raise ActionRefused(error.sentence) from error
    _check_undecided(desk, edition)
    panel, applicant = _judged(desk, edition, reviewer, ref)
    said = _consequences(desk, edition, panel, recusal)
    if dry_run:
        return [f"将要：{sentence}" for sentence in said]
    row = write_down(desk, edition, recusal, run_id)
    enforce(desk, row, applicant)
    person = reviewer_of(desk, reviewer)
    letters.write(
        desk, edition, "recusal-ordered", key=f"{row.key}/ordered",
        to=Recipient(person.name, person.email), addressee=f"{person.name}同志",
        basis=Topic.RECUSAL, ref=ref, name=applicant.name, reason=recusal.reason.rstrip("。"),
    )  # fmt: skip
    return said


def _consequences(desk: Desk, edition: int, panel: Panel, recusal: Recusal) -> list[str]:
    name, policy = reviewer_of(desk, recusal.reviewer).name, desk.policy(edition)
    known = [*recusals_of(desk, edition), recusal]
    seated = [s.reviewer for s in seats_of(desk.session, id_of(panel), SeatState.SEATED)]
    strength = panel_strength(recusal.ref, seated, known, policy)
    if strength.outcome is Outcome.FAIL:
        raise ActionRefused(f"{strength.sentence}请改用“替换评审员”（replace-reviewer）。")
    said = [f"{name}（{recusal.reviewer}）对{recusal.ref}回避。{strength.sentence}"]
    if _has_handed_in(desk, edition, recusal):
        then = "不再计入" if takes_out(recusal, policy) else "按本届政策继续计入"
        said.append(f"已交的{recusal.ref}评分表{then}。")
    return said


def _has_handed_in(desk: Desk, edition: int, recusal: Recusal) -> bool:
    running = reviewer_change.running_review(desk, edition)
    rows = sheets_of(desk.session, id_of(running), SheetState.HANDED_IN) if running else []
    return any((s.reviewer, s.ref) == (recusal.reviewer, recusal.ref) for s in rows)


def write_down(
    desk: Desk, edition: int, recusal: Recusal, run_id: str, new_leader: str = ""
) -> RecusalOrder:
    row = RecusalOrder(
        edition=edition, number=len(recusal_orders_of(desk.session, edition)) + 1,
        reviewer=recusal.reviewer, ref=recusal.ref, ground=recusal.ground, reason=recusal.reason,
        ordered_by=recusal.by, new_leader=new_leader, requested_at=desk.at, flow_run_id=run_id,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "recusal.requested", row.key, actor=recusal.by, edition=edition, ground=recusal.ground,
        reviewer=recusal.reviewer, ref=recusal.ref, reason=recusal.reason,
    )  # fmt: skip
    return row


def enforce(desk: Desk, row: RecusalOrder, applicant: Application) -> None:
    """In force from now on; the tie also keeps the reviewer out of later draws."""
    row.in_force_at = desk.at
    desk.session.add(row)
    tie = Interest(
        reviewer=row.reviewer, organisation=applicant.name, uscc=applicant.uscc, kind="其他",
        until=desk.at.date(), note=row.reason,
    )  # fmt: skip
    desk.session.add(tie)
    running = reviewer_change.running_review(desk, row.edition)
    for sheet in sheets_of(desk.session, id_of(running), SheetState.EXPECTED) if running else []:
        if (sheet.reviewer, sheet.ref) == (row.reviewer, row.ref):
            sheet.state = SheetState.EXCLUDED
            desk.session.add(sheet)
    desk.session.flush()
    desk.record(
        "recusal.in_force", row.key, actor=row.ordered_by, edition=row.edition,
        ground=row.ground, reviewer=row.reviewer, ref=row.ref,
    )  # fmt: skip


def _judged(desk: Desk, edition: int, reviewer: str, ref: str) -> tuple[Panel, Application]:
    applicant = applicant_of(desk, edition, ref)
    for panel in panels_in(desk, edition):
        seats = seats_of(desk.session, id_of(panel), SeatState.SEATED)
        if ref in refs_of(desk.session, id_of(panel)) and reviewer in {s.reviewer for s in seats}:
            return panel, applicant
    raise UnknownSubject(f"{reviewer}不评审{ref}，请核对两个编号。")


def _check_undecided(desk: Desk, edition: int) -> None:
    site = latest_attempt(desk.session, edition, review.SITE)
    if site is not None and site.phase.is_over:
        raise WrongMoment(
            "评审已经结束，不能再决定回避；隐瞒利害关系的，"
            "请用“事后发现利害关系”（undeclared-interest）办理。"
        )


def panels_in(desk: Desk, edition: int) -> list[Panel]:
    made_up: StageAttempt = in_force(desk, edition, "panels")
    return panels_of(desk.session, id_of(made_up))


def applicant_of(desk: Desk, edition: int, ref: str) -> Application:
    found = find_application(desk.session, edition, ref)
    if found is None:
        raise UnknownSubject(f"第{edition}届没有受理编号{ref}，请核对。")
    return found


def asked_by(desk: Desk, run_id: str) -> RecusalOrder | None:
    query = select(RecusalOrder).where(RecusalOrder.flow_run_id == run_id)
    return desk.session.exec(query).one_or_none()


def get_order(desk: Desk, edition: int, number: int) -> RecusalOrder:
    """The order.

    Raises:
        UnknownSubject: the edition has none of that number.
    """
    orders = recusal_orders_of(desk.session, edition)
    if not 0 < number <= len(orders):
        raise UnknownSubject(f"第{edition}届没有第{number}件回避事项，请核对。")
    return orders[number - 1]
