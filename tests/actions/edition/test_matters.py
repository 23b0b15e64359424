"""Major matters: referred once, told to the committee, watched or with a reason why not."""

from typing import Any

import pytest
from sqlmodel import select

from actions.edition.matters import evidence_of_matter, refer
from actions.errors import ActionRefused
from models.matter import Matter
from models.outbox import OutboxMessage
from runtime.desk import Desk
from tests.actions import factories as make


def referred(desk: Desk, **changes: Any) -> Matter:
    values: dict[str, Any] = {
        "run_id": "run-1",
        "title": "评审员利害关系线索",
        "facts": "有人反映一名评审员未申报利害关系。",
        "evidence": "来信1件",
        "discipline_invited": True,
        "discipline_note": "",
        "referred_by": "覃示例",
    }
    return refer(desk, 3, **{**values, **changes})


def test_run_that_starts_again_refers_nothing_new(desk: Desk) -> None:
    for number in (1, 2):
        make.add(desk, make.member(number))

    first, again = referred(desk), referred(desk)

    assert again is first
    assert len(desk.session.exec(select(OutboxMessage)).all()) == 2
    assert "已邀请纪检监察机关" in evidence_of_matter(desk, 3, first.number).text


def test_leaving_out_the_discipline_organ_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(ActionRefused, match="第十一条"):
        referred(desk, discipline_invited=False)
