"""Starting the run of an order that is placed; the clock starts what was missed."""

from models.order import Order, unspent_orders
from runtime.desk import glance_at_desk
from runtime.prefect_api import start_run


def start_order(order_id: str) -> str:
    """Start the run of an order and give its id; a second start is the same run."""
    with glance_at_desk() as desk:
        row = desk.session.get_one(Order, order_id)
    return _start(row)


def start_missed_orders() -> None:
    """Orders whose run nobody started: a process died between the one and the other."""
    with glance_at_desk() as desk:
        missed = unspent_orders(desk.session)
    for row in missed:
        _start(row)


def _start(row: Order) -> str:
    edition = row.arguments.get("届次")
    return start_run(
        f"{row.action}/{row.action}",
        {"命令": row.id},
        key=f"order/{row.id}",
        name=row.run_name or None,
        tags=(f"edition:{edition}",) if edition else (),
    )
