"""The alarms of sleeping runs: when they wake is in the database, and Prefect is told."""

from datetime import datetime

from sqlmodel import select

from actions.edition.editions import editions_in_setup, is_ready_to_confirm
from models.edition import Edition, Phase, attempts_of
from models.gate import open_gates
from models.watch import editions_to_look_at, looked, newest_event
from runtime import prefect_api
from runtime.clock import real_instant_of
from runtime.desk import open_desk
from tasks.course import look
from tasks.refusals import for_each_edition

ALARMS = "alarms"


def set_alarms() -> None:
    """Bring every sleeping run's alarm in line with its deadline; wake what need not wait."""
    with open_desk() as desk:
        asked = {gate.flow_run_id for gate in open_gates(desk.session)}
        ready = [
            e.setup_run_id
            for e in editions_in_setup(desk)
            if e.setup_run_id not in asked and is_ready_to_confirm(desk, e.number)
        ]
        numbers = editions_to_look_at(desk.session, ALARMS, desk.at)
        if desk.settings.clock:  # where time is scaled, alarms move without any event
            numbers = list(desk.session.exec(select(Edition.number)))
    for_each_edition(numbers, _set_alarms_of)
    for run_id in filter(None, ready):
        prefect_api.keep_alarm(run_id, None, "")


def _set_alarms_of(edition: int) -> None:
    """An edition counts as looked at when each of its runs is asleep: then its alarm is right."""
    with open_desk() as desk:
        seen = newest_event(desk.session)
        waiting = [a for a in attempts_of(desk.session, edition) if a.phase is Phase.WAITING]
    ahead: list[datetime] = []
    asleep = True
    for attempt in waiting:
        if attempt.flow_run_id and attempt.id:
            situation = look(attempt.id)
            due = None if situation.is_over else real_instant_of(situation.until)
            done = prefect_api.keep_alarm(attempt.flow_run_id, due, situation.why)
            asleep &= done in {"", "moved"}
            ahead.append(situation.until)
    if asleep:
        with open_desk() as desk:
            looked(desk.session, edition, ALARMS, seen=seen, next_at=min(ahead, default=None))
