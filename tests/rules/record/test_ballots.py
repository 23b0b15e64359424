"""Votes by name in a record: only where the policy has them, and adding up to the totals."""

import json
from typing import Any

import pytest

from rules.casting import Choice
from rules.policy import Policy
from rules.record import verify
from rules.record.write import sealed
from tests.rules.packs import changed_pack, pack
from tests.rules.test_record import record

OPEN = changed_pack(("vote.toml", "secret = { value = true", "secret = { value = false"))


def votes(ref: str, *, for_: int, of: int = 18) -> list[dict[str, Any]]:
    own = [Choice.FOR] * for_ + [Choice.AGAINST] * (of - for_)
    return [
        {"member": f"委员{n}", "candidate": ref, "choice": choice.value}
        for n, choice in enumerate(own, 1)
    ]


NAMED = [[*votes("S001", for_=15), *votes("S002", for_=4)], votes("S002", for_=12)]


def found(policy: Policy, named: object) -> list[tuple[str, str, str]]:
    changed = record()
    changed["policy"] = json.loads(policy.canonical_json())
    changed["policy_sha256"] = policy.sha256
    changed["ballot"]["votes"] = named
    verdict = verify(json.loads(sealed(changed)))
    return [(one.section, one.subject, one.code) for one in verdict]


def test_votes_by_name_that_make_the_totals_hold() -> None:
    assert found(OPEN, NAMED) == []


@pytest.mark.parametrize(
    ("policy", "named", "code"),
    [
        (pack(), NAMED, ("ballot", "", "secret")),
        (OPEN, [], ("ballot", "", "unnamed")),
        (OPEN, [NAMED[0], votes("S002", for_=11)], ("ballot", "2", "votes")),
        (OPEN, [NAMED[0] + NAMED[0], NAMED[1]], ("ballot", "", "ballot_invalid")),
    ],
)
def test_votes_by_name_that_cannot_be_are_found(
    policy: Policy, named: object, code: tuple[str, str, str]
) -> None:
    assert found(policy, named) == [code]


def test_a_result_that_a_missing_round_would_change_is_found() -> None:
    changed = record()
    changed["ballot"]["rounds"] = changed["ballot"]["rounds"][:1]

    verdict = verify(json.loads(sealed(changed)))

    assert ("ballot", "", "result") in [(one.section, one.subject, one.code) for one in verdict]
