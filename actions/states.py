"""Writing a new state over the one that was read: what every door of a state ends with.

On PostgreSQL two transactions may read the same row and both decide what becomes of it: a
withdrawal, say, while a result is being put in force. The second one must not write over the first.
"""

from enum import StrEnum

from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import SQLModel, col, update

from actions.errors import WrongMoment
from runtime.desk import Desk


def change(desk: Desk, row: SQLModel, column: str, to: StrEnum, *, called: str) -> None:
    """Write the state, unless somebody else has changed it since the row was read.

    Raises:
        WrongMoment: somebody has; `called` is how the sentence names the row.
    """
    desk.session.flush()
    table = type(row)
    stored, own_id = col(getattr(table, column)), col(table.id)  # type: ignore[attr-defined]
    written = desk.session.exec(
        update(table)
        .where(own_id == row.id, stored == getattr(row, column))  # type: ignore[attr-defined]
        .values({column: to})
        .execution_options(synchronize_session=False)
    )
    if written.rowcount != 1:
        raise WrongMoment(f"{called} 刚刚由另一个运行或操作改变，请刷新后再看。")
    set_committed_value(row, column, to)
