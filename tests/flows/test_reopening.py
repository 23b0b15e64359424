"""Reopening on the real server: a gate with a code, runs cancelled, the edition goes on."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from actions.reopening import reopening
from models.edition import Phase, attempts_of
from runtime.clock import run_until
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.prefect_api import start_run
from runtime.settings import settings
from tests.embedded_fixture import Office
from tests.flows.editions import Played, await_name, name_of, with_open_intake

NUMBERS = count(41)
WORDS = {"理由": "通知漏写附件", "告知当事人": "通知内容需要更正"}


@pytest.fixture
def running(stack: Office) -> Played:
    """An edition whose intake waits for packages."""
    assert stack.server.pids(), "the server runs"
    return with_open_intake(next(NUMBERS))


def test_a_dry_run_changes_nothing(running: Played) -> None:
    before = _stages(running)

    await_name(running.run("reopen-stage", 阶段="call", **WORDS), "预演")

    assert _stages(running) == before


def test_a_stage_is_reopened_by_a_decision_and_the_edition_goes_on(running: Played) -> None:
    intake = running.newest("intake")
    assert intake is not None

    asked = running.run("reopen-stage", 阶段="call", 仅预演=False, **WORDS)
    running.approve("reopening/1")

    await_name(asked, "Completed")
    running.await_attempt("call", 2, Phase.DECIDING)
    assert _stages(running) == [
        ("call", 1, Phase.SUPERSEDED),
        ("intake", 1, Phase.SUPERSEDED),
        ("call", 2, Phase.DECIDING),
    ]
    assert name_of(intake.flow_run_id) == "Cancelled"
    running.approve("call/2")
    running.await_attempt("intake", 2, Phase.WAITING)


def test_what_a_crash_left_of_a_reopening_the_clock_finishes(running: Played) -> None:
    intake = running.newest("intake")
    assert intake is not None
    with open_desk() as desk:  # the decision is written, and then the run is gone
        row = reopening.request(
            desk, running.number, "call", reason="通知漏写附件", public_reason="通知更正",
            actor="覃示例", run_id=f"gone-{running.number}",
        )  # fmt: skip
        reopening.carry_out(desk, running.number, row.number)

    start_run("clock/clock", {}, key=f"clock-{running.number}")

    running.await_attempt("call", 2, Phase.DECIDING)
    await_name(intake.flow_run_id, "Cancelled")


def test_a_stage_on_the_same_input_is_confirmed_by_one_decision(running: Played) -> None:
    _close_intake(running)
    running.approve("intake/1")
    running.approve("eligibility/1")
    running.approve("panels/1")
    running.await_attempt("document-review", 1, Phase.DECIDING)

    running.run("reopen-stage", 阶段="eligibility", 仅预演=False, **WORDS)
    running.approve("reopening/1")
    running.approve("eligibility/2")
    confirmed = running.await_attempt("panels", 2, Phase.DECIDING)

    assert confirmed.confirms == 1
    running.approve("panels/2")
    running.await_attempt("document-review", 2, Phase.DECIDING)
    assert _stages(running)[2:] == [
        ("eligibility", 1, Phase.SUPERSEDED),
        ("panels", 1, Phase.SUPERSEDED),
        ("document-review", 1, Phase.SUPERSEDED),
        ("eligibility", 2, Phase.APPROVED),
        ("panels", 2, Phase.APPROVED),
        ("document-review", 2, Phase.DECIDING),
    ]


def _close_intake(played: Played) -> None:
    """Time passes until the window is over, and the clock wakes the stage."""
    intake = played.newest("intake")
    assert intake is not None
    assert intake.due_at is not None
    past = intake.due_at + timedelta(minutes=1)
    run_until(Path(settings().clock), past + timedelta(days=200), rate=1.0, start=past)
    start_run("clock/clock", {}, key=f"clock-{played.number}")


def _stages(played: Played) -> list[tuple[str, int, Phase]]:
    with transaction() as session:
        return [(a.stage, a.attempt, a.phase) for a in attempts_of(session, played.number)]
