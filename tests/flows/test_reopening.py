"""Reopening on the real server: a gate with a code, runs cancelled, the edition goes on."""

from itertools import count

import pytest

from models.edition import Phase, attempts_of
from runtime.database import transaction
from tests.embedded_fixture import Office
from tests.flows.editions import Played, await_name, name_of, with_committee

NUMBERS = count(41)
WORDS = {"理由": "通知漏写附件", "告知当事人": "通知内容需要更正", "经办人": "覃示例"}


@pytest.fixture
def running(stack: Office) -> Played:
    """An edition whose intake waits for packages."""
    assert stack.server.pids(), "the server runs"
    played = with_committee(next(NUMBERS))
    played.approve("call/1")
    played.await_attempt("intake", 1, Phase.WAITING)
    return played


def test_a_dry_run_changes_nothing(running: Played) -> None:
    before = _stages(running)

    await_name(running.run("reopen-stage", 阶段="call", **WORDS), "Completed")

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


def _stages(played: Played) -> list[tuple[str, int, Phase]]:
    with transaction() as session:
        return [(a.stage, a.attempt, a.phase) for a in attempts_of(session, played.number)]
