"""The gates beside the stages."""

import pytest

from actions.deciding.gates import spec_of
from actions.edition.matters import refer
from actions.errors import UnknownSubject
from models.edition import EditionState
from runtime.desk import Desk
from tests.actions import factories as make


def test_the_setup_is_the_one_of_the_run_that_asks(desk: Desk) -> None:
    edition = desk.edition(3)
    edition.state, edition.setup_run_id = EditionState.PREPARING, "0123456789"
    make.add(desk, edition)

    assert spec_of(desk, "3/edition/01234567/gate").role == "chair"
    with pytest.raises(UnknownSubject):
        spec_of(desk, "3/edition/76543210/gate")


def test_a_major_matter_is_the_chairs(desk: Desk) -> None:
    refer(
        desk, 3, run_id="run", title="名额调整", facts="情况说明", evidence="",
        discipline_invited=True, discipline_note="", referred_by="龙主任",
    )  # fmt: skip

    spec = spec_of(desk, "3/matter/1/gate")

    assert (spec.role, spec.title) == ("chair", "第3届：重大事项第1号")
    assert "情况说明" in spec.evidence(desk).text
