"""An edition at a glance: its stages planned and actual, its applicants step by step, its counties.

Whatever is shown here is read from rows by single queries, so that it costs the same with 300
applicants as with 30.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select

from actions.edition.edition_report import reached
from actions.reminding.board import PHASES
from actions.reminding.duties import duties_in_edition
from models.application import Application, ApplicationState
from models.deliberation import Proposal
from models.edition import Edition, EditionState, Phase, StageAttempt, attempts_of, latest_attempt
from models.outbox import OutboxMessage
from models.people import Contact, ContactKind
from models.types import SHANGHAI, id_of
from rules.calendar import YearUnknown, working_days_between
from rules.feasibility import Slot, timetable
from runtime.desk import Desk

_CHASING = ("reminder", "overdue")
_STEPS = (
    ("eligibility", "资格审查合格"),
    ("document-review", "入围现场评审"),
    ("site-review", "完成现场评审"),
    ("deliberation", "建议名单"),
    ("conferral", "授奖"),
)


@dataclass(frozen=True, slots=True)
class Leg:
    """One stage of the way: when it was to be, and when it was."""

    stage: str
    title: str
    planned: Slot | None
    begun: date | None
    ended: date | None
    due_at: datetime | None
    days_left: int | None
    state: str
    attempts: int
    key: str  # of the newest attempt, "" when there is none


@dataclass(frozen=True, slots=True)
class Step:
    """How many came through one step."""

    title: str
    count: int | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class County:
    """Applicants of one county or district, beside those of the edition before."""

    name: str
    received: int
    running: int
    awarded: int
    received_before: int | None
    awarded_before: int | None


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing that somebody owes, with the last letter that chased it."""

    stage: str
    name: str
    matter: str
    due_at: datetime
    days_left: int | None
    reminded_at: datetime | None


def newest_edition(desk: Desk) -> int | None:
    """The newest one that runs, else the newest that was not given up; None: there is none."""
    query = select(Edition.number, Edition.state).where(Edition.state != EditionState.CANCELLED)
    found = desk.session.exec(query.order_by(col(Edition.number).desc())).all()
    running = [number for number, state in found if state is EditionState.RUNNING]
    return next(iter(running or [number for number, _ in found]), None)


def course_of(desk: Desk, edition: int) -> tuple[Leg, ...]:
    """Every stage of the policy's order; without the year's calendar it has no plan."""
    policy, attempts = desk.policy(edition), attempts_of(desk.session, edition)
    planned = _planned(desk, edition)
    return tuple(
        _leg(desk, name, policy.stage(name).title.value, planned.get(name),
             [one for one in attempts if one.stage == name])
        for name in policy.stages.order.value
    )  # fmt: skip


def _planned(desk: Desk, edition: int) -> Mapping[str, Slot]:
    opened = desk.edition(edition).opened_at.astimezone(SHANGHAI).date()
    try:
        slots = timetable(desk.policy(edition), opened, desk.calendar)
    except YearUnknown:
        return {}
    return {slot.stage: slot for slot in slots}


def _leg(
    desk: Desk, name: str, title: str, planned: Slot | None, attempts: Sequence[StageAttempt]
) -> Leg:
    if not attempts:
        return Leg(name, title, planned, None, None, None, None, "未开始", 0, "")
    newest = attempts[-1]
    is_waiting = newest.phase in {Phase.OPENING, Phase.WAITING}
    due = newest.due_at if is_waiting else None
    return Leg(
        stage=name,
        title=title,
        planned=planned,
        begun=attempts[0].started_at.astimezone(SHANGHAI).date(),
        ended=newest.ended_at.astimezone(SHANGHAI).date() if newest.ended_at else None,
        due_at=due,
        days_left=days_left(desk, due) if due else None,
        state=PHASES[newest.phase],
        attempts=len(attempts),
        key=newest.key,
    )


def days_left(desk: Desk, due: datetime) -> int | None:
    """Working days that are left, today not counted; None in a year without a calendar."""
    try:
        return working_days_between(desk.calendar, desk.at.date(), due.astimezone(SHANGHAI).date())
    except YearUnknown:
        return None


def funnel_of(desk: Desk, edition: int) -> tuple[Step, ...]:
    """From what was received to what was awarded; a step not reached yet has no number."""
    counts = reached(desk, edition)
    received = sum(_states(desk, edition).values())
    intake = latest_attempt(desk.session, edition, "intake")
    is_judged = intake is not None and intake.phase not in {Phase.OPENING, Phase.WAITING}
    steps = [
        Step("收到申报", received),
        Step("受理", counts["intake"] if is_judged else None),
    ]
    for stage, title in _STEPS:
        count = counts[stage] or None
        detail = _by_prize(desk, edition) if stage == "deliberation" and count else ""
        steps.append(Step(title, count, detail))
    return tuple(steps)


def _by_prize(desk: Desk, edition: int) -> str:
    """4+6: the names on the list, prize by prize in the policy's order."""
    attempt = latest_attempt(desk.session, edition, "deliberation")
    query = select(Proposal.prize, func.count()).where(
        Proposal.attempt_id == (id_of(attempt) if attempt else 0)
    )
    counts = dict(desk.session.exec(query.group_by(Proposal.prize)).all())
    prizes = desk.policy(edition).prizes
    return "＋".join(str(counts[one.id]) for one in prizes if one.id in counts)


def _states(desk: Desk, edition: int) -> Counter[tuple[str, ApplicationState]]:
    """How many applications of each region are in each state."""
    region = col(Application.form)["region"].as_string()
    query = select(region, Application.state, func.count()).where(Application.edition == edition)
    found = desk.session.exec(query.group_by(region, col(Application.state)))
    return Counter({(place or "", ApplicationState(state)): count for place, state, count in found})


def counties_of(desk: Desk, edition: int) -> tuple[tuple[County, ...], int | None]:
    """A row for each county or district, and the edition it is compared with."""
    before = desk.session.exec(
        select(func.max(Edition.number)).where(
            Edition.number < edition, Edition.state != EditionState.CANCELLED
        )
    ).one()
    now, then = _states(desk, edition), _states(desk, before) if before else Counter()
    names = _regions(desk)
    places = sorted({place for place, _ in (*now, *then)} | set(names))
    return tuple(_county(names, place, now, then if before else None) for place in places), before


def _regions(desk: Desk) -> dict[str, str]:
    query = select(Contact.region, Contact.name).where(
        Contact.kind == ContactKind.COUNTY, Contact.region != ""
    )
    return dict(desk.session.exec(query).all())


def _county(
    names: Mapping[str, str],
    place: str,
    now: Counter[tuple[str, ApplicationState]],
    then: Counter[tuple[str, ApplicationState]] | None,
) -> County:
    def count(found: Counter[tuple[str, ApplicationState]], *states: ApplicationState) -> int:
        return sum(found[place, one] for one in states)

    every = tuple(ApplicationState)
    return County(
        name=names.get(place) or place or "未填区划",
        received=count(now, *every),
        running=count(now, *(one for one in every if not one.is_out)),
        awarded=count(now, ApplicationState.AWARDED),
        received_before=None if then is None else count(then, *every),
        awarded_before=None if then is None else count(then, ApplicationState.AWARDED),
    )


def debts_of(desk: Desk, edition: int) -> list[Debt]:
    """What everybody owes, the earliest deadline first."""
    reminded = _reminded(desk, edition)
    found = [
        Debt(part.title, one.name, one.matter, one.due_at, days_left(desk, one.due_at),
             reminded.get(f"{part.key}/{one.subject}"))
        for part in duties_in_edition(desk, edition)
        for one in part.owed
    ]  # fmt: skip
    return sorted(found, key=lambda debt: debt.due_at)


def _reminded(desk: Desk, edition: int) -> dict[str, datetime]:
    """The last reminder of each duty, by the key of the duty."""
    query = select(OutboxMessage.key, OutboxMessage.queued_at).where(
        OutboxMessage.edition == edition, col(OutboxMessage.message).in_(_CHASING)
    )
    found = desk.session.exec(query.order_by(col(OutboxMessage.id)))
    return {key.partition("/remind/")[0]: at for key, at in found}
