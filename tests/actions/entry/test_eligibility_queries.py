"""The qualification review takes as many queries for thirty applicants as for three."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from actions.entry import eligibility
from models.application import ApplicationState
from models.edition import Phase, StageAttempt
from runtime import database
from runtime.desk import Desk
from tests.actions import factories

Act = Callable[[Desk, StageAttempt], object]


@pytest.mark.parametrize("act", [eligibility.open_eligibility, eligibility.evidence_of_eligibility])
def test_more_applicants_take_no_more_queries(desk: Desk, act: Act) -> None:
    factories.attempt(desk, "intake", phase=Phase.CLOSING)
    few = factories.attempt(desk, "eligibility", number=1, phase=Phase.OPENING)
    many = factories.attempt(desk, "eligibility", number=2, phase=Phase.OPENING)
    _accept(desk, range(1, 4))
    three = _queries(desk, lambda: act(desk, few))

    _accept(desk, range(4, 31))

    assert _queries(desk, lambda: act(desk, many)) == three > 0


def test_closing_keeps_all_findings_in_one_go(desk: Desk) -> None:
    factories.attempt(desk, "intake", phase=Phase.CLOSING)
    few = factories.attempt(desk, "eligibility", number=1, phase=Phase.CLOSING)
    many = factories.attempt(desk, "eligibility", number=2, phase=Phase.CLOSING)
    _accept(desk, range(1, 4))
    three = _queries(desk, lambda: eligibility.close_eligibility(desk, few))

    _accept(desk, range(4, 31))

    assert _queries(desk, lambda: eligibility.close_eligibility(desk, many)) == three > 0


def _accept(desk: Desk, numbers: range) -> None:
    for number in numbers:
        row = factories.application(f"S{number:03d}")
        row.state = ApplicationState.ACCEPTED
        factories.add(desk, row)


def _queries(desk: Desk, act: Callable[[], object]) -> int:
    """How many statements it takes, with what it leaves to be written."""
    desk.session.flush()
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine(), "before_cursor_execute", note)
    act()
    desk.session.flush()
    event.remove(database.engine(), "before_cursor_execute", note)
    return len(seen)
