"""The board of an edition: as many queries for thirty applicants as for three."""

from sqlalchemy import event

from actions.reminding.board import board
from models.edition import Phase
from runtime import database
from runtime.desk import Desk
from tests.actions import factories


def _queries(desk: Desk) -> int:
    """How many statements a board takes now."""
    desk.session.flush()
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine(), "before_cursor_execute", note)
    board(desk, 3)
    event.remove(database.engine(), "before_cursor_execute", note)
    return len(seen)


def test_a_board_takes_as_many_queries_for_many_applicants(desk: Desk) -> None:
    for stage in ("intake", "eligibility"):
        factories.attempt(desk, stage, phase=Phase.WAITING)
    for number in range(1, 4):
        factories.add(desk, factories.application(f"S{number:03d}"))
    few = _queries(desk)

    for number in range(4, 31):
        factories.add(desk, factories.application(f"S{number:03d}"))

    assert _queries(desk) == few > 0


def test_a_board_takes_as_many_queries_beside_other_editions(desk: Desk) -> None:
    factories.attempt(desk, "intake", phase=Phase.WAITING)
    alone = _queries(desk)

    for number in range(4, 14):
        factories.add(desk, factories.edition(number=number))

    assert _queries(desk) == alone > 0
