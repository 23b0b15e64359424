"""Orders that no run has taken yet."""

from actions.orders import place, spend
from models.order import unspent_orders
from runtime.desk import Desk
from tests.actions.conftest import desk, installation

__all__ = ["desk", "installation"]


def test_an_order_is_unspent_until_a_run_has_it(desk: Desk) -> None:
    first = place(desk, "fund-overview", {}, actor="黄工")
    second = place(desk, "fund-overview", {}, actor="黄工")

    spend(desk, first, "fund-overview", "run")

    assert [one.id for one in unspent_orders(desk.session)] == [second]
