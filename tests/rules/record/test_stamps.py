"""A stamp is of a head before it, and holds."""

from typing import Any

import pytest

from rules.record import check_stamps

EVENTS: list[dict[str, Any]] = [
    {"action": "a", "facts": {}, "sha256": "1"},
    {"prev_sha256": "1", "sha256": "2"},
    {"action": "chain.stamped", "facts": {"head": "2", "token": "good"}, "sha256": "3"},
]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"head": "2", "token": "good"}, []),
        ({"head": "2", "token": "bad"}, ["2"]),
        ({"head": "3", "token": "good"}, ["2"]),
        ({}, ["2"]),
    ],
)
def test_a_stamp_that_holds_is_of_a_head_before_it(facts: dict[str, str], found: list[str]) -> None:
    events = [*EVENTS[:2], {**EVENTS[2], "facts": facts}]

    told = check_stamps(events, lambda _head, token: token == "good")

    assert [one.subject for one in told] == found
