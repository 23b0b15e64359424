import hashlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.chain import GENESIS, first_broken, link


def chained(*facts: dict[str, Any]) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    for fact in facts:
        previous = events[-1]["sha256"] if events else GENESIS
        events.append({**fact, "prev_sha256": previous, "sha256": link(previous, fact)})
    return events


def test_link_is_the_hash_of_the_predecessor_and_the_event() -> None:
    expected = hashlib.sha256(f"{GENESIS}\n".encode() + '{"action":"抽取"}'.encode()).hexdigest()

    assert link(GENESIS, {"action": "抽取"}) == expected


def test_link_ignores_the_hashes_stored_with_an_event() -> None:
    event = {"action": "抽取"}

    assert link(GENESIS, {**event, "sha256": "x", "prev_sha256": "y"}) == link(GENESIS, event)


def test_first_broken_finds_nothing_in_a_chain_that_holds() -> None:
    assert first_broken(chained({"n": 1}, {"n": 2}, {"n": 3})) is None
    assert first_broken([]) is None


def test_first_broken_finds_a_changed_event() -> None:
    events = chained({"n": 1}, {"n": 2}, {"n": 3})
    events[1]["n"] = 20

    assert first_broken(events) == 1


def test_first_broken_finds_the_event_after_a_removed_one() -> None:
    events = chained({"n": 1}, {"n": 2}, {"n": 3})
    del events[1]

    assert first_broken(events) == 1


def test_first_broken_finds_a_removed_beginning() -> None:
    assert first_broken(chained({"n": 1}, {"n": 2})[1:]) == 0


@given(st.lists(st.integers(), min_size=1, max_size=8), st.data())
def test_first_broken_finds_every_single_change(numbers: list[int], data: st.DataObject) -> None:
    events = chained(*({"n": number} for number in numbers))
    position = data.draw(st.integers(0, len(events) - 1))
    events[position]["n"] += 1

    assert first_broken(events) == position
