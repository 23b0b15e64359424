"""What falls when a stage is opened again, and who decides: the regulation is silent."""

import json
from typing import Any

import pytest

from rules.record import AttemptRecord, sealed
from rules.reopening import approver_role, from_stage_on
from tests.rules.packs import pack
from tests.rules.test_record import codes, record


def test_case_29_everything_after_a_reopened_stage_falls() -> None:
    assert from_stage_on(pack(), "deliberation") == (
        "deliberation",
        "publicity",
        "approval",
        "conferral",
    )
    assert from_stage_on(pack("modelled-xuchang"), "deliberation") == (
        "deliberation",
        "approval",
        "publicity",
        "conferral",
    )


@pytest.mark.parametrize(
    ("approved", "role"),
    [
        (("document-review", "site-review"), "office_head"),
        (("site-review", "deliberation"), "chair"),
        ((), "office_head"),
    ],
)
def test_case_29_once_the_committee_has_voted_the_chair_decides(
    approved: tuple[str, ...], role: str
) -> None:
    assert approver_role(pack(), approved) == role


def test_case_29_an_edition_from_before_that_rule_asks_the_chair() -> None:
    before = pack().model_copy(update={"reopening": None})

    assert approver_role(before, ()) == "chair"


def with_attempts(*attempts: tuple[str, int, str, int | None]) -> dict[str, Any]:
    changed = record()
    changed["attempts"] = [
        AttemptRecord(stage=s, attempt=n, phase=phase, confirms=c).model_dump()
        for s, n, phase, c in attempts
    ]
    again: dict[str, Any] = json.loads(sealed(changed))
    return again


def test_case_29_a_result_put_in_force_again_had_fallen_before() -> None:
    holds = with_attempts(("panels", 1, "superseded", None), ("panels", 2, "approved", 1))
    never_fell = with_attempts(("panels", 1, "approved", None), ("panels", 2, "approved", 1))
    later = with_attempts(("panels", 1, "approved", 2), ("panels", 2, "superseded", None))

    assert codes(holds) == []
    assert codes(never_fell) == [("attempts", "panels/2", "confirms")]
    assert codes(later) == [("attempts", "panels/1", "confirms")]


def test_a_pack_says_how_the_list_came_about_for_stages_it_has() -> None:
    policy = pack("modelled-xuchang")

    assert policy.texts.process_of("publicity").endswith("市政府常务会议审定")
    assert policy.texts.process_of("conferral") == policy.texts.process.value
    assert policy.comes_before("approval", "publicity")
    assert not pack().comes_before("approval", "publicity")
