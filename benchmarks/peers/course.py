"""Where the time of one transition goes: read from the states and task runs that Prefect kept."""

import sqlite3
from datetime import UTC, datetime
from itertools import pairwise

_STATES = "SELECT name, timestamp FROM flow_run_state WHERE flow_run_id = ? AND timestamp >= ?"
_TASKS = (
    "SELECT start_time, end_time FROM task_run"
    " WHERE flow_run_id = ? AND start_time >= ? ORDER BY start_time"
)


def course(
    database: sqlite3.Connection, begun: datetime, decided: str, following: str
) -> list[tuple[str, float]]:
    """The parts of a transition with their milliseconds, in order; they add up to all of it.

    ``decided`` and ``following`` are the ids of the run that was resumed and of the one it started.
    """
    first, second = _states(database, decided, begun), _states(database, following, begun)
    enact, *_ = _tasks(database, decided, begun)
    *_, opening = _tasks(database, following, begun)
    moments = [
        ("", begun),
        ("decision: checked, written; server: sets the run Resuming", first["Resuming"]),
        ("worker: hears of it, asks what is due, takes the run", first["Pending"]),
        ("child: begins; server: writes down that it is Running", first["Running"]),
        ("run: finds out where it stands", enact[0]),
        ("task: publishes, writes papers, queues letters", enact[1]),
        ("run: starts the next stage's run", second["Scheduled"]),
        ("worker: hears of it, asks what is due, takes the run", second["Pending"]),
        ("child: begins; server: writes down that it is Running", second["Running"]),
        ("run: makes the attempt", opening[0]),
        ("task: opens the stage", opening[1]),
        ("run: goes to sleep", second["AwaitingDeadline"]),
    ]
    return [
        (label, (end - start).total_seconds() * 1000)
        for (_, start), (label, end) in pairwise(moments)
    ]


def _states(database: sqlite3.Connection, run: str, since: datetime) -> dict[str, datetime]:
    rows = database.execute(_STATES, (run, _text(since)))
    return {name: _moment(timestamp) for name, timestamp in rows}


def _tasks(
    database: sqlite3.Connection, run: str, since: datetime
) -> list[tuple[datetime, datetime]]:
    rows = database.execute(_TASKS, (run, _text(since)))
    return [(_moment(start), _moment(end)) for start, end in rows]


def _text(moment: datetime) -> str:
    """As the server writes moments into SQLite."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
