"""An order is good for one action and one run."""

import pytest

from actions.orders import OrderRefused, place, spend
from models.audit import events_of
from runtime.desk import Desk

TOLD = {"届次": 3, "受理编号": "S001"}


def test_an_order_is_taken_by_one_run_as_often_as_it_starts_again(desk: Desk) -> None:
    order_id = place(desk, "withdraw-application", TOLD, actor="黄工", proof={"kind": "totp"})

    first = spend(desk, order_id, "withdraw-application", "run-1")
    again = spend(desk, order_id, "withdraw-application", "run-1")

    assert (first.arguments, first.actor, again.flow_run_id) == (TOLD, "黄工", "run-1")
    with pytest.raises(OrderRefused, match="另一次运行"):
        spend(desk, order_id, "withdraw-application", "run-2")


def test_an_order_is_good_for_its_action_alone(desk: Desk) -> None:
    order_id = place(desk, "withdraw-application", TOLD, actor="黄工")

    with pytest.raises(OrderRefused, match="另一项办理"):
        spend(desk, order_id, "move-deadline", "run-1")
    with pytest.raises(OrderRefused, match="没有这个办理命令"):
        spend(desk, "made-up", "withdraw-application", "run-1")
    assert spend(desk, order_id, "withdraw-application", "run-2").flow_run_id == "run-2"


def test_who_ordered_what_is_in_the_chain(desk: Desk) -> None:
    place(desk, "withdraw-application", TOLD, actor="黄工", proof={"kind": "totp"})

    (event,) = [one for one in events_of(desk.session, 3) if one.action == "order.placed"]
    assert (event.actor, event.subject) == ("黄工", "withdraw-application")
    assert event.facts == {"arguments": TOLD, "proof": {"kind": "totp"}}


def test_an_order_with_a_key_is_placed_once(desk: Desk) -> None:
    first = place(desk, "clock", {}, actor="系统", key="3/after/x")

    assert place(desk, "clock", {}, actor="系统", key="3/after/x") == first
