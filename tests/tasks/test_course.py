"""Where an attempt stands, as its run asks."""

import pytest

from models.edition import Phase
from models.types import id_of
from runtime.desk import open_desk
from tasks.course import look, phase_of, stop_waiting
from tests.actions import factories as make


def _attempt_in(phase: Phase) -> int:
    with open_desk() as desk:
        return id_of(make.attempt(desk, "intake", phase=phase))


@pytest.mark.usefixtures("installation")
def test_waiting_ends_once() -> None:
    attempt_id = _attempt_in(Phase.WAITING)

    stop_waiting(attempt_id)
    stop_waiting(attempt_id)

    assert phase_of(attempt_id) is Phase.CLOSING


@pytest.mark.usefixtures("installation")
def test_an_attempt_before_its_deadline_waits_and_one_beyond_its_wait_does_not() -> None:
    waiting = look(_attempt_in(Phase.WAITING))
    with open_desk() as desk:
        beyond = id_of(make.attempt(desk, "intake", number=2, phase=Phase.DECIDING))

    assert not waiting.is_over
    assert look(beyond).is_over
