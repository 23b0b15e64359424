"""A verb acts and moves on in one transaction, so that its task may run again."""

from dataclasses import replace

import pytest

from actions.entry.intake import INTAKE
from models.audit import events_of
from models.edition import Phase, StageAttempt
from models.types import id_of
from runtime.desk import Desk, open_desk
from tasks.course import phase_of
from tasks.verbs import opening
from tests.actions import factories as make


def _begun() -> int:
    with open_desk() as desk:
        return id_of(make.attempt(desk, "intake", phase=Phase.OPENING))


def _times_opened() -> int:
    with open_desk() as desk:
        return [event.action for event in events_of(desk.session)].count("intake.convened")


def _convene(desk: Desk, attempt: StageAttempt) -> None:
    desk.record("intake.convened", attempt.key, edition=attempt.edition)


def _die(desk: Desk, attempt: StageAttempt) -> None:
    _convene(desk, attempt)
    raise MemoryError


@pytest.mark.usefixtures("installation")
def test_a_verb_run_twice_acts_once() -> None:
    attempt_id, verb = _begun(), opening(replace(INTAKE, open=_convene))

    verb.fn(attempt_id)
    verb.fn(attempt_id)

    assert _times_opened() == 1
    assert phase_of(attempt_id) is Phase.WAITING


@pytest.mark.usefixtures("installation")
def test_a_verb_that_dies_leaves_nothing_and_can_run_again() -> None:
    attempt_id = _begun()

    with pytest.raises(MemoryError):
        opening(replace(INTAKE, open=_die)).fn(attempt_id)

    assert _times_opened() == 0
    assert phase_of(attempt_id) is Phase.OPENING
    opening(replace(INTAKE, open=_convene)).fn(attempt_id)
    assert _times_opened() == 1


@pytest.mark.usefixtures("installation")
def test_a_verb_whose_phase_has_passed_asks_prefect_for_nothing() -> None:
    """Without a server the call itself would fail, did it start a task run."""
    attempt_id, verb = _begun(), opening(replace(INTAKE, open=_convene))
    verb.fn(attempt_id)

    verb(attempt_id)

    assert _times_opened() == 1
