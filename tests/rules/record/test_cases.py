"""Bars in a record follow from the ground and the day of the decision (articles 25, 26, 29)."""

import json
from datetime import date
from typing import Any

import pytest

from rules.canonical import canonical_json
from rules.record import CaseRecord, verify
from rules.record.write import sealed
from rules.sanctions import ban
from tests.rules.packs import pack
from tests.rules.test_record import record

WHO, DAY = "91450700MA5XAAAA0W", date(2027, 3, 1)


def found(ground: str, **changes: Any) -> list[tuple[str, str, str]]:
    due = ban(pack(), ground, uscc=WHO, decided_on=DAY)
    case = CaseRecord(number=7, trigger=ground, uscc=WHO, decided_on=DAY, ban=due)
    content = {**record(), "cases": [json.loads(canonical_json(case)) | changes]}
    return [(one.section, one.subject, one.code) for one in verify(json.loads(sealed(content)))]


@pytest.mark.parametrize("trigger", [one.trigger for one in pack().sanctions])
def test_every_ground_leads_to_the_bar_of_its_article_or_to_none(trigger: str) -> None:
    assert found(trigger) == []


def test_article_25_a_bar_left_out_or_made_up_is_found() -> None:
    (free,) = (one.trigger for one in pack().sanctions if one.trigger == "title_misuse")
    due = ban(pack(), "fraud", uscc=WHO, decided_on=DAY)
    assert due is not None

    assert found("fraud", ban=None) == [("cases", "7", "ban")]
    assert found(free, ban=json.loads(canonical_json(due))) == [("cases", "7", "ban")]


def test_a_ground_nobody_knows_is_found() -> None:
    assert found("fraud", trigger="weather") == [("cases", "7", "unknown_name")]
