"""Orders: an action is asked for here, by somebody who is known; its run finds here what to do."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, update

from actions.errors import ActionRefused
from models.edition import Edition
from models.order import Order, order_of_key
from runtime.desk import Desk
from runtime.keys import fresh

SYSTEM = "系统"


class OrderRefused(ActionRefused):
    """A run has no order that is good for it; nothing was done."""


def place(
    desk: Desk,
    action: str,
    arguments: Mapping[str, Any],
    *,
    actor: str,
    proof: Mapping[str, Any] | None = None,
    run_name: str = "",
    key: str = "",
) -> str:
    """Write an order down (``arguments`` in plain JSON) and give its id; its run is started after.

    With a ``key`` it is placed once: again, it is the same order.
    """
    known = order_of_key(desk.session, key) if key else None
    if known is not None:
        return known.id
    row = Order(
        id=fresh().hex(), key=key or None, action=action,
        arguments=dict(arguments), actor=actor, proof=dict(proof or {}), run_name=run_name,
        placed_at=desk.at,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    edition = desk.session.get(Edition, arguments.get("届次") or 0)
    desk.record(
        "order.placed", action, actor=actor, edition=edition.number if edition else None,
        arguments=row.arguments, proof=row.proof,
    )  # fmt: skip
    return row.id


def spend(desk: Desk, order_id: str, action: str, run_id: str) -> Order:
    """The order of a run, which no other run can take from now on; the same run may again.

    Raises:
        OrderRefused: there is none, it is for something else, or another run has taken it.
    """
    row = desk.session.get(Order, order_id)
    if row is None:
        raise OrderRefused("没有这个办理命令：请在办公室的页面上办理，不要直接启动运行。")
    if row.action != action:
        raise OrderRefused("这个命令是用于另一项办理的，没有执行。")
    desk.session.exec(
        update(Order)
        .where(col(Order.id) == order_id, col(Order.spent_at).is_(None))
        .values(spent_at=desk.at, flow_run_id=run_id)
    )
    desk.session.refresh(row)
    if row.flow_run_id != run_id:
        raise OrderRefused("这个命令已经由另一次运行执行，不再执行第二次。")
    return row
