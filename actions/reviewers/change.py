"""A reviewer leaves in mid-review (art. 10, 30): the next one comes, for what is still missing."""

from dataclasses import dataclass

from actions.attempts import get_attempt, in_force
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.panels import seats as panel_seats
from actions.review import review, site_visits
from actions.review.document_letters import send_blanks
from models.edition import Phase, StageAttempt, latest_attempt
from models.panel import Panel, Seat, SeatState, panels_of, seats_of
from models.people import Reviewer
from models.review import ScoreSheet, SheetState, sheets_of
from models.types import id_of
from rules.leader import LeaderInvalid, leader
from runtime.desk import Desk

_OPEN = {Phase.OPENING, Phase.WAITING}


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves which panel, and the review that runs meanwhile, if one does."""

    panel: Panel
    seat: Seat
    person: Reviewer
    made_up: StageAttempt  # the attempt of the panels
    running: StageAttempt | None


def change_reviewer(
    desk: Desk, edition: int, reviewer: str, *, reason: str, actor: str, has_interest: bool,
    new_leader: str, dry_run: bool,
) -> list[str]:  # fmt: skip
    """Replace a seated reviewer, or say what that would do; sentences, in order.

    ``has_interest``: sheets already handed in no longer count (art. 30); otherwise they do.

    Raises:
        UnknownSubject: nobody of that number sits on a panel.
        WrongMoment: the running review is past its deadline.
        ActionRefused: no reason, nobody left to come, or the panel would be without a leader.
    """
    if not (reason.strip() and actor.strip()):
        raise ActionRefused("请写明替换的理由和经办人，存入档案。")
    one = _find(desk, edition, reviewer)
    coming = panel_seats.next_for(desk, one.made_up, one.panel, reviewer, reason)
    if not coming:
        raise ActionRefused(
            f"专家库中已没有可以接替{one.person.name}的评审员，请补充专家库后重新组建评审组。"
        )
    named = _leader_after(desk, one, coming, new_leader)
    said = _consequences(desk, one, coming, named, has_interest=has_interest)
    if dry_run:
        return [f"将要：{sentence}" for sentence in said]
    state = SeatState.RECUSED if has_interest else SeatState.REPLACED
    panel_seats.replace_reviewer(
        desk, one.made_up, one.panel, reviewer, reason=reason, state=state, actor=actor
    )
    one.panel.leader = named
    desk.session.add(one.panel)
    if one.running is not None:
        pass_on(desk, one.running, one.panel, reviewer, coming)
    return said


def pass_on(desk: Desk, attempt: StageAttempt, panel: Panel, leaving: str, coming: str) -> None:
    """The sheets that are still missing go from who leaves to who comes, with a workbook.

    Nothing where the panel has no part in the review that runs.
    """
    if attempt.stage not in panel.stages:
        return
    for sheet in sheets_of(desk.session, id_of(attempt), SheetState.EXPECTED):
        if sheet.reviewer == leaving:
            sheet.state = SheetState.EXCLUDED
            desk.session.add(sheet)
    desk.session.flush()
    for group in review.groups_of(desk, attempt):
        if group.panel.number != panel.number:
            continue
        review.hand_out(desk, attempt, group)
        for member in group.members:
            if member.id == coming:
                _write_to(desk, attempt, group, member)


def hand_material(desk: Desk, panel: Panel, reviewer: str) -> bool:
    """What waited for a declaration goes out; whether a review runs that it is for."""
    running = running_review(desk, panel.edition)
    if running is None or running.stage not in panel.stages:
        return False
    running = get_attempt(desk, id_of(running), lock=True)  # an opening may be at work
    if running.phase is not Phase.WAITING:
        return False  # an opening writes to everybody itself
    for group in review.groups_of(desk, running):
        if group.panel.number == panel.number:
            for member in group.members:
                if member.id == reviewer:
                    _write_to(desk, running, group, member)
    return True


def running_review(desk: Desk, edition: int) -> StageAttempt | None:
    """The review that takes sheets now."""
    found = (latest_attempt(desk.session, edition, stage) for stage in review.TITLES)
    return next((row for row in found if row is not None and row.phase in _OPEN), None)


def _write_to(desk: Desk, attempt: StageAttempt, group: review.Group, member: Reviewer) -> None:
    if attempt.phase is Phase.OPENING:
        return  # no visits are set yet, and its opening writes to everybody
    if attempt.stage == review.DOCUMENT:
        send_blanks(desk, attempt, group, member)
        return
    planned = [
        (one, site_visits.days_of(attempt, one))
        for one in review.groups_of(desk, attempt)
        if one.applicants
    ]
    plan = site_visits.file_plan(desk, attempt, planned)
    site_visits.write_to_reviewer(desk, attempt, group, member, [plan])


def _find(desk: Desk, edition: int, reviewer: str) -> Leaving:
    """The seat of a review still to be done first: a policy may seat one person for each."""
    made_up = in_force(desk, edition, "panels")
    running = running_review(desk, edition)
    _check_moment(desk, edition)
    held = [
        (panel, seat)
        for panel in panels_of(desk.session, id_of(made_up))
        for seat in seats_of(desk.session, id_of(panel), SeatState.SEATED)
        if seat.reviewer == reviewer
    ]
    if not held:
        raise UnknownSubject(f"{reviewer}现在不是任何评审组的成员，请核对评审员编号。")
    panel, seat = min(held, key=lambda one: _is_done(desk, one[0]))
    concerned = running if running and running.stage in panel.stages else None
    return Leaving(panel, seat, panel_seats.reviewer_of(desk, reviewer), made_up, concerned)


def _is_done(desk: Desk, panel: Panel) -> bool:
    rows = (latest_attempt(desk.session, panel.edition, stage) for stage in panel.stages)
    return all(row is not None and row.phase.is_over for row in rows)


def _check_moment(desk: Desk, edition: int) -> None:
    for stage, title in review.TITLES.items():
        row = latest_attempt(desk.session, edition, stage)
        if row is not None and row.phase in {Phase.CLOSING, Phase.DECIDING, Phase.ENACTING}:
            raise WrongMoment(f"{title}已经截止、正待决定，不能替换评审员；需要的请先退回。")


def _leader_after(desk: Desk, one: Leaving, coming: str, new_leader: str) -> str:
    seats = seats_of(desk.session, id_of(one.panel), SeatState.SEATED)
    members = [coming if s.reviewer == one.seat.reviewer else s.reviewer for s in seats]
    if one.panel.leader != one.seat.reviewer:
        return one.panel.leader
    rule = desk.policy(one.panel.edition).panel.leader.value
    try:
        if rule == "first_drawn":
            return leader(rule, members)
        if not new_leader.strip():
            raise ActionRefused(f"{one.person.name}是组长，请同时指定新组长（评审员编号）。")
        return leader("appointed_by_office", members, appointed=new_leader.strip())
    except LeaderInvalid as error:
        raise ActionRefused(error.sentence) from error


def _consequences(
    desk: Desk, one: Leaving, coming: str, named: str, *, has_interest: bool
) -> list[str]:
    newcomer = panel_seats.reviewer_of(desk, coming)
    out = f"{one.person.name}（{one.person.id}）退出第{one.panel.number}评审组"
    said = [
        f"{out}，由{newcomer.name}（{coming}）接替；{newcomer.name}须先提交回避声明，评审材料随后发出。"
    ]
    if named != one.panel.leader:
        said.append(f"组长改为{named}。")
    if one.running is None:
        return said
    own = [s for s in sheets_of(desk.session, id_of(one.running)) if s.reviewer == one.person.id]
    done = _refs(own, SheetState.HANDED_IN)
    gone = has_interest and not desk.policy(one.panel.edition).hard.keep_if_submitted.value
    if done:
        then = "因利害关系不再计入，重新评审" if gone else "继续有效，不再重评"
        said.append(f"{one.person.name}已交的{'、'.join(done)}评分表{then}。")
    missing = [*_refs(own, SheetState.EXPECTED), *(done if gone else [])]
    said.append(f"{newcomer.name}须评审：{'、'.join(sorted(missing)) or '无'}。")
    return said


def _refs(sheets: list[ScoreSheet], state: SheetState) -> list[str]:
    return [sheet.ref for sheet in sheets if sheet.state is state]
