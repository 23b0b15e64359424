"""组建评审组 (art. 9(2), 10, 11, 30): the pool frozen, panels drawn, interests declared.

Opening freezes and hashes the pool and settles who is kept out and why, before the public value of
the draw can be known. The draw itself is ``panel_draw``; a reviewer without a declaration never
reviews.
"""

import json
from collections.abc import Iterator
from math import ceil
from typing import Any

from pydantic import Field

from actions.details import Details, OpenRow, by_subject
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.letters.supervision import invite_supervision
from actions.owed import Owed
from actions.panels.announcing import terms_of
from actions.panels.evidence import evidence, file_record
from actions.panels.pool import conflicts_in, contestants, looked_at
from actions.panels.seats import due_of, panel_name, reviewer_of
from actions.papers import filing
from actions.stage import Judgement, Stage, all_in_however_late
from actions.stage_inputs import running
from models.application import Application
from models.edition import StageAttempt
from models.gate import Decision
from models.panel import BOTH_REVIEWS, Assignment, Panel, Seat, SeatState, panels_of, seats_of
from models.people import interests_of, pool_of
from models.types import id_of
from rules.canonical import canonical_json
from rules.draw import pool_sha256
from rules.leader import LeaderInvalid, leader
from rules.policy import Policy
from rules.policy.citing import Topic, noted
from runtime.desk import Desk

_ANNOUNCE = "请在公开数产生之前公布抽签办法（announce-draw），写明见证人的承诺。"
_DRAW_NOW = "公开数产生后，请在见证人和监督人员在场时抽签（draw-panels）。"


class PanelLeader(Details):
    """Who leads one panel."""

    panel: int = Field(title="评审组", description="第几评审组")
    reviewer: str = Field(title="组长", description="本组一名评审员的编号")


class Leaders(Details):
    """Article 10: the office names the leader of each panel."""

    leaders: tuple[PanelLeader, ...] = Field(
        (), title="组长", description="每组选一名组长；由抽签规则产生的不必选"
    )


def open_panels(desk: Desk, attempt: StageAttempt) -> None:
    """Freeze the pool, share the applicants out over the panels, settle who is kept out.

    A policy that wants another panel on site has every applicant shared out twice.
    """
    applicants = contestants(desk, attempt.edition)
    if not applicants:
        return
    pool = pool_of(desk.session)
    ids = [reviewer.id for reviewer in pool]
    digest = pool_sha256(ids)
    count = ceil(len(applicants) / desk.policy(attempt.edition).panel.applicants_per_panel.value)
    known = looked_at(desk, pool, applicants)
    kept_out = {}
    policy = desk.policy(attempt.edition)
    for number, stages, own in _shared_out(policy, applicants, count):
        conflicts = conflicts_in(known, [one.ref for one in own], policy)
        kept_out[str(number)] = dict(conflicts.excluded)
        panel = Panel(
            edition=attempt.edition, attempt_id=id_of(attempt), number=number, pool=ids,
            pool_sha256=digest, excluded=dict(conflicts.excluded), seed="",
            facts={
                "doubts": [list(doubt) for doubt in conflicts.doubts],
                "conflicts": json.loads(canonical_json(known)) if number == 1 else None,
                "stages": list(stages),
                "specialties": {one.id: one.specialty for one in pool if one.specialty},
            },
        )  # fmt: skip
        desk.session.add(panel)
        desk.session.flush()
        for one in own:
            row = Assignment(attempt_id=id_of(attempt), panel_id=id_of(panel), ref=one.ref)
            desk.session.add(row)
    desk.session.flush()
    invite_supervision(desk, attempt, "评审组的抽取")
    desk.record(
        "panels.pool_frozen", attempt.key, edition=attempt.edition,
        pool=ids, pool_sha256=digest, excluded=kept_out,
        draw_source=desk.edition(attempt.edition).draw_source,
    )  # fmt: skip


def _shared_out(
    policy: Policy, applicants: list[Application], count: int
) -> Iterator[tuple[int, tuple[str, ...], list[Application]]]:
    """Number, reviews and applicants of each panel; numbers go on, and with them the seeds."""
    purposes = [BOTH_REVIEWS] if policy.panel.same_for_both.value else [(s,) for s in BOTH_REVIEWS]
    for place, stages in enumerate(purposes):
        for number in range(count):
            yield place * count + number + 1, stages, applicants[number::count]


def owed_in_panels(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """The draw, while it has not taken place; afterwards the declarations that are missing."""
    panels, due = panels_of(desk.session, id_of(attempt)), due_of(desk, attempt)
    if any(not panel.seed for panel in panels):
        office = filing.office_contact(desk)
        return [
            Owed(
                subject="draw",
                name=office.person or desk.policy(attempt.edition).bodies.office.value,
                address=office.email,
                matter="抽取评审组",
                due_at=due,
                basis=Topic.DRAW,
                request=_DRAW_NOW if terms_of(panels) else _ANNOUNCE,
            )
        ]
    return [
        Owed(
            subject=_declaration_key(panel, seat),
            name=reviewer_of(desk, seat.reviewer).name,
            address=reviewer_of(desk, seat.reviewer).email,
            matter=f"提交回避声明（第{panel.number}评审组）",
            due_at=due,
            basis=Topic.RECUSAL,
            request="请填写回避声明并发送至承办机构邮箱，没有利害关系的也请填写。",
            kind="declaration",
            role="reviewer",
            phone=reviewer_of(desk, seat.reviewer).phone,
        )
        for panel in panels
        for seat in _seated(desk, panel)
        if seat.declared_at is None
    ]


def _declaration_key(panel: Panel, seat: Seat) -> str:
    """A reviewer may sit on a panel of each review, and declares for each."""
    own = f"{panel.number}/" if panel.stages != BOTH_REVIEWS else ""
    return f"declaration/{own}{seat.reviewer}"


def close_panels(desk: Desk, attempt: StageAttempt) -> None:
    """Write down the draw and what became of the seats since."""
    file_record(desk, attempt)
    for panel in panels_of(desk.session, id_of(attempt)):
        desk.record(
            "panel.made_up", f"{attempt.key}/{panel.number}", edition=attempt.edition,
            members=[seat.reviewer for seat in _seated(desk, panel)],
        )  # fmt: skip


def evidence_of_panels(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Each panel with members, reserves, exclusions, hashes and declarations."""
    return evidence(desk, attempt)


def rows_in_panels(desk: Desk, attempt: StageAttempt) -> list[OpenRow]:
    """Each panel whose leader is named, with who sits on it."""
    if desk.policy(attempt.edition).panel.leader.value == "first_drawn":
        return []
    return [
        OpenRow(
            "leaders",
            {"panel": panel.number},
            {"评审组": panel_name(panel), "评审员": "、".join(_members(desk, panel))},
        )
        for panel in panels_of(desk.session, id_of(attempt))
    ]


def ruling_in_panels(desk: Desk, attempt: StageAttempt, details: Leaders) -> dict[str, Any]:
    """The leader of each panel.

    Raises:
        ActionRefused: no draw, a member without a declaration, a panel too small, or no leader.
    """
    panels = panels_of(desk.session, id_of(attempt))
    for panel in panels:
        _check_panel(desk, attempt, panel)
    said = by_subject(details.leaders, lambda one: f"第{one.panel}评审组", "")
    named = {one.panel: one.reviewer for one in said.values()}
    if strange := sorted(named.keys() - {panel.number for panel in panels}):
        raise ActionRefused(f"没有第{'、'.join(map(str, strange))}评审组，请核对组号。")
    return {"leaders": {str(p.number): _leader(desk, attempt, p, named) for p in panels}}


def enact_panels(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Put the panels in force with their leaders; the record of the draw names them."""
    leaders: dict[str, str] = decision.details["leaders"]
    for panel in panels_of(desk.session, id_of(attempt)):
        panel.leader = leaders[str(panel.number)]
        desk.session.add(panel)
        desk.record(
            "panel.in_force", f"{attempt.key}/{panel.number}", actor=decision.approver,
            edition=attempt.edition, leader=panel.leader,
        )  # fmt: skip
    desk.session.flush()
    file_record(desk, attempt)


def _seated(desk: Desk, panel: Panel) -> list[Seat]:
    return seats_of(desk.session, id_of(panel), SeatState.SEATED)


def _check_panel(desk: Desk, attempt: StageAttempt, panel: Panel) -> None:
    if not panel.seed:
        raise ActionRefused("评审组尚未抽取，不能同意，请退回后重新组织抽取。")
    seats = _seated(desk, panel)
    silent = [seat.reviewer for seat in seats if seat.declared_at is None]
    policy = desk.policy(attempt.edition)
    if silent:
        names, cited = "、".join(silent), noted(policy, Topic.RECUSAL)
        raise ActionRefused(
            f"第{panel.number}评审组的{names}没有提交回避声明，不得参加评审{cited}，请退回。"
        )
    least = policy.panel.min_after_recusal.value
    if len(seats) < least:
        cited = noted(policy, Topic.PANEL_SIZE)
        raise ActionRefused(
            f"第{panel.number}评审组只有{len(seats)}名评审员，少于{least}名{cited}，请退回。"
        )


def _members(desk: Desk, panel: Panel) -> list[str]:
    return [f"{s.reviewer} {reviewer_of(desk, s.reviewer).name}" for s in _seated(desk, panel)]


def _leader(desk: Desk, attempt: StageAttempt, panel: Panel, named: dict[int, str]) -> str:
    """By the policy; the result of an election is entered like an appointment."""
    rule = desk.policy(attempt.edition).panel.leader.value
    members = [seat.reviewer for seat in _seated(desk, panel)]
    if rule == "first_drawn":
        return leader(rule, members)
    if panel.number not in named:
        raise ActionRefused(f"还须选定第{panel.number}评审组的组长。")
    try:
        return leader("appointed_by_office", members, appointed=named[panel.number])
    except LeaderInvalid as error:
        raise ActionRefused(f"第{panel.number}评审组：{error.sentence}") from error


def _input(desk: Desk, attempt: StageAttempt) -> object:
    """Whom the panels review, and the interests of the pool they were drawn from."""
    pool = {one for panel in panels_of(desk.session, id_of(attempt)) for one in panel.pool}
    ties = interests_of(desk.session, sorted(pool))
    return {
        "applicants": running(desk, attempt.edition),
        "interests": [[one.reviewer, one.kind, one.organisation, one.uscc] for one in ties],
    }


PANELS = Stage(
    name="panels",
    open=open_panels,
    waits=all_in_however_late(owed_in_panels),
    owed=owed_in_panels,
    close=close_panels,
    decision=Judgement(evidence_of_panels, ruling_in_panels, Leaders, rows_in_panels),
    enact=enact_panels,
    input=_input,
)
