"""A draw is announced before chance comes in, and fails openly when a witness stays silent."""

import pytest

from actions.errors import ActionRefused
from actions.panels.announcing import announce_draw
from actions.panels.draw import draw_panels
from actions.panels.panels import open_panels
from models.application import ApplicationState
from models.edition import StageAttempt
from models.panel import panels_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories as rows
from tests.actions.drawing import committed

VALUE, WITNESSES = "03 08 15 22 27 31/09", ["周正 7f3a 4711", "陶安民 b806 桂花开"]


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """Two eligible applicants, ten reviewers: one panel."""
    for number in (1, 2):
        ref = f"S{number:03d}"
        rows.add(
            desk, rows.application(ref, state=ApplicationState.ELIGIBLE, uscc=f"91450700{ref}")
        )
    for number in range(1, 11):
        rows.add(desk, rows.reviewer(number))
    row = rows.attempt(desk, "panels")
    open_panels(desk, row)
    return row


@pytest.mark.usefixtures("attempt")
def test_a_draw_before_its_terms_are_announced_is_refused(desk: Desk) -> None:
    with pytest.raises(ActionRefused, match="尚未公布"):
        draw_panels(desk, 3, VALUE, WITNESSES, "莫监督")


def test_who_does_not_open_fails_the_draw_and_the_second_failure_goes_to_the_head(
    desk: Desk, attempt: StageAttempt
) -> None:
    for source, witness in (("第60期", "甲"), ("第61期", "乙")):
        lines = (WITNESSES[0], f"{witness} 1 海")
        announce_draw(desk, 3, source, committed(*lines))
        with pytest.raises(ActionRefused, match=f"缺{witness}的开示"):
            draw_panels(desk, 3, VALUE, lines[:1], "莫监督")
        [failed] = draw_panels(desk, 3, VALUE, (lines[0], f"{witness} 未开示"), "莫监督")
        assert not failed.ok
        assert failed.sentence.startswith(f"{witness}没有开示")
        assert not panels_of(desk.session, id_of(attempt))[0].seed

    with pytest.raises(ActionRefused, match="须换人"):
        announce_draw(desk, 3, "第62期", committed("甲 1 海"))
    with pytest.raises(ActionRefused, match="须报负责人"):
        announce_draw(desk, 3, "第62期", committed(*WITNESSES))
    announce_draw(desk, 3, "第62期", committed(*WITNESSES), head="请公证处到场")
    drawn = draw_panels(desk, 3, VALUE, WITNESSES, "莫监督")
    assert all(line.ok for line in drawn)


@pytest.mark.usefixtures("attempt")
def test_announced_terms_stand(desk: Desk) -> None:
    first = announce_draw(desk, 3, "第60期", committed(*WITNESSES))

    assert announce_draw(desk, 3, "第60期", committed(*WITNESSES)) == first
    with pytest.raises(ActionRefused, match="不能改动"):
        announce_draw(desk, 3, "第61期", committed(*WITNESSES))
