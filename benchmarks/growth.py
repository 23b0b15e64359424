"""Cost against size: more editions at one time, more applicants in one edition.

Without Prefect, whose share of a transition does not know how many others wait: actions on a
SQLite file, in the order in which a stage calls them, each timed once.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine, event

from actions.entry import eligibility, intake
from actions.entry.call import enact_call
from actions.entry.intake import evidence_of_intake
from actions.reminding.board import board
from benchmarks.row import Row
from models.application import ApplicationState, applications_of
from models.edition import Phase, StageAttempt, latest_attempt
from runtime import clock, database, settings
from runtime.desk import Desk, open_desk
from tests.actions import factories

_EDITIONS = (1, 10, 100, 1000)
_APPLICANTS = (30, 300, 3000)


def rows(*, quick: bool) -> list[Row]:
    """Seconds and queries of each step at each size; linear growth is a ratio of ten or less."""
    found: list[Row] = []
    for what, sizes, measure in (
        ("editions", _EDITIONS, _with_editions),
        ("applicants", _APPLICANTS, _with_applicants),
    ):
        figures = [_timed(measure, size) for size in (sizes[:-1] if quick else sizes)]
        used = sizes[: len(figures)]
        for size, costs in zip(used, figures, strict=True):
            found += [
                Row(name=f"{name}, {size} {what}", unit=unit, ours=cost)
                for (name, unit), cost in costs.items()
            ]
        found += _growth(what, used, figures)
    return found


Costs = dict[tuple[str, str], float]


def _growth(what: str, sizes: tuple[int, ...], figures: list[Costs]) -> Iterator[Row]:
    """The last step of each line, ten times the size: at most ten times the cost, and a bit."""
    (_, before), (size, after) = list(pairwise([(0, {}), *zip(sizes, figures, strict=True)]))[-1]
    for (name, unit), cost in after.items():
        if unit == "s" and before.get((name, unit)):
            yield Row(
                name=f"growth of {name}, to {size} {what}",
                unit="s",
                ours=cost,
                reference=before[name, unit],
                against="a tenth of the size",
                target="<= 15",
            )


def _timed(measure: Callable[[int], Iterator[tuple[str, float, int]]], size: int) -> Costs:
    found: Costs = {}
    with _installation():
        for name, seconds, queries in measure(size):
            found[name, "s"] = seconds
            found[name, "queries"] = float(queries)
    return found


def _with_editions(count: int) -> Iterator[tuple[str, float, int]]:
    """Every edition's intake is open; one of them is looked at and moved on."""
    with open_desk() as desk:
        for number in range(1, count + 1):
            desk.session.add(factories.edition(number=number, opened_at=factories.OPENED))
            desk.session.flush()
            for stage, phase in (("call", Phase.ENACTING), ("intake", Phase.WAITING)):
                desk.session.add(_attempt(desk, number, stage, phase))
    last = count
    yield _look("board of one edition", lambda desk: board(desk, last))
    yield _step("call published", lambda desk: _publish(desk, last))


def _with_applicants(count: int) -> Iterator[tuple[str, float, int]]:
    """The intake of one edition closes and its eligibility check opens."""
    with open_desk() as desk:
        desk.session.add(factories.edition(opened_at=factories.OPENED))
        desk.session.flush()
        factories.attempt(desk, "intake", phase=Phase.CLOSING)
        factories.attempt(desk, "eligibility", phase=Phase.OPENING)
        for number in range(1, count + 1):
            desk.session.add(factories.application(f"S{number:04d}"))
    yield _step("intake closed", lambda desk: intake.close_intake(desk, _of(desk, "intake")))
    yield _look("accepted list shown", lambda desk: evidence_of_intake(desk, _of(desk, "intake")))
    yield _step(
        "accepted list in force",
        lambda desk: intake.enact_intake(desk, _of(desk, "intake"), factories.decision()),
    )
    with open_desk() as desk:
        for row in applications_of(desk.session, 3):  # refused above: they came without papers
            row.state = ApplicationState.ACCEPTED
    yield _step(
        "eligibility opened",
        lambda desk: eligibility.open_eligibility(desk, _of(desk, "eligibility")),
    )
    yield _look("board of one edition", lambda desk: board(desk, 3))


def _step(name: str, act: Callable[[Desk], object]) -> tuple[str, float, int]:
    with _counting(database.engine()) as queries:
        begun = time.perf_counter()
        with open_desk() as desk:
            act(desk)
        return name, time.perf_counter() - begun, len(queries)


def _look(name: str, act: Callable[[Desk], object]) -> tuple[str, float, int]:
    """What changes nothing is done three times; the least says what it costs."""
    return min((_step(name, act) for _ in range(3)), key=lambda step: step[1])


@contextmanager
def _counting(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@contextmanager
def _installation() -> Iterator[None]:
    """An empty one in a folder of its own, on the day the examples begin."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHIJIANG_HOME"] = folder
        os.environ["ZHIJIANG_CLOCK"] = f"{folder}/clock.json"
        settings.settings.cache_clear()
        database.engine.cache_clear()
        day = factories.OPENED
        until = day + timedelta(hours=8)
        clock.run_until(Path(folder, "clock.json"), until, rate=1.0, start=day)
        database.upgrade()
        yield
        database.engine().dispose()


def _attempt(desk: Desk, number: int, stage: str, phase: Phase) -> StageAttempt:
    return StageAttempt(
        edition=number,
        stage=stage,
        attempt=1,
        phase=phase,
        started_at=desk.at,
        due_at=desk.at + timedelta(days=30),
    )


def _of(desk: Desk, stage: str) -> StageAttempt:
    found = latest_attempt(desk.session, 3, stage)
    assert found is not None, "it was made above"
    return found


def _publish(desk: Desk, number: int) -> None:
    attempt = latest_attempt(desk.session, number, "call")
    assert attempt is not None, "it was made above"
    enact_call(desk, attempt, factories.decision())
