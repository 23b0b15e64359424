"""When a stamp is due, and what becomes of it."""

from dataclasses import replace
from typing import Any

from actions.upkeep import stamps
from models.audit import events_of
from rules.record import check_stamps
from runtime.desk import Desk
from runtime.stamping import is_stamp, stamp
from tests.stamping_fixture import Authority


def test_the_stamp_is_in_the_chain_and_one_of_another_head_is_found(
    authority: Authority, desk: Desk
) -> None:
    asking = desk.settings.model_copy(update={"tsa_url": authority.address})
    desk = replace(desk, settings=asking)
    desk.record("gate.decided", "3/call/1/gate")
    head = stamps.head_to_stamp(desk)

    stamps.keep_stamp(desk, head, stamp(head, authority.address))

    chained: list[dict[str, Any]] = [{"action": e.action, "facts": e.facts, "sha256": e.sha256}
               for e in events_of(desk.session)]  # fmt: skip
    holds = lambda head, token: is_stamp(head, token, roots=authority.root)  # noqa: E731
    assert stamps.head_to_stamp(desk) == ""
    assert stamps.known(desk).ok
    assert list(check_stamps(chained, holds)) == []
    chained[-1]["facts"] = {**chained[-1]["facts"], "head": "0" * 64}
    assert [one.code for one in check_stamps(chained, holds)] == ["stamp"]


def test_without_an_authority_health_says_so_and_is_well(desk: Desk) -> None:
    assert stamps.head_to_stamp(desk) == ""
    assert stamps.known(desk).ok
    assert "没有设置时间戳机构" in stamps.known(desk).said
