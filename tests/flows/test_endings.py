"""How a run of the office ends: named for what happened; no mistake of a user is a traceback."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from prefect.client.schemas.objects import State

from models.application import ApplicationState, applications_of
from models.edition import Phase, StageAttempt
from runtime import folders
from runtime.desk import open_desk
from tests.actions import factories
from tests.embedded_fixture import Office
from tests.flows.conftest import ENDED
from tests.flows.editions import ordered

pytestmark = pytest.mark.flow
NUMBERS = count(101)


@pytest.fixture
def edition(stack: Office) -> int:
    """A running edition with one application, whose intake waits."""
    assert stack.server.pids(), "the server runs"
    number = next(NUMBERS)
    with open_desk() as desk:
        factories.add(desk, factories.edition(number=number))
        factories.add(desk, factories.application(edition=number))
        intake = StageAttempt(
            edition=number, stage="intake", attempt=1, phase=Phase.WAITING,
            started_at=desk.at, due_at=desk.at + timedelta(days=30),
        )  # fmt: skip
        factories.add(desk, intake)
    folders.make_folders()
    return number


def ended(stack: Office, deployment: str, **given: Any) -> tuple[State[Any], str, list[str]]:
    """The final state of a run, its name, and what it logged."""
    run = ordered(deployment, **given)
    state = stack.wait(run, *ENDED, seconds=120)
    return state, stack.client.read_flow_run(run).name, stack.log(run)


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "a path that is not there": ("import-files", {"文件夹": "没有这个文件夹"}, "没有这个文件夹"),
    "a deadline that has passed": (
        "move-deadline",
        {"阶段": "intake", "新截止时间": "2020-01-01T00:00:00+08:00", "理由": "节假日"},
        "新的截止时间已经过去",
    ),
    "an edition that is open already": ("open-edition", {}, "已经开启，不能再次开启"),
    "an edition that is not there": (
        "move-deadline",
        {"届次": 999, "阶段": "intake", "新截止时间": "2030-01-01T00:00:00+08:00",
         "理由": "节假日"},
        "没有第999届",
    ),
    "a receipt number that nobody has": (
        "withdraw-application",
        {"受理编号": "S999", "理由": "自愿撤回", "仅预演": False},
        "S999",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_ends_as_refused_in_a_sentence_and_without_a_traceback(
    stack: Office, edition: int, mistake: str
) -> None:
    deployment, given, sentence = REFUSED[mistake]

    state, _, log = ended(stack, deployment, **{"届次": edition, **given})

    assert (state.name, state.type.value) == ("未受理", "FAILED")
    assert sentence in str(state.message)
    assert not [line for line in log if "Traceback" in line or "Error" in line]


def test_files_of_which_none_or_some_are_taken_end_so(stack: Office, edition: int) -> None:
    inbox = folders.in_inbox(".")
    (inbox / f"bad-{edition}").mkdir()
    (inbox / f"bad-{edition}" / "表.xlsx").write_bytes(b"no workbook")

    none, *_ = ended(stack, "import-files", 届次=edition, 文件夹=f"bad-{edition}")
    (inbox / f"bad-{edition}" / "附件").mkdir()
    (inbox / f"bad-{edition}" / "附件" / "证明.pdf").write_bytes(b"%PDF-1.4 a proof")
    some, *_ = ended(stack, "import-files", 届次=edition, 文件夹=f"bad-{edition}")

    assert (none.name, none.type.value) == ("未受理", "FAILED")
    assert "表.xlsx" in str(none.message)
    assert (some.name, some.type.value) == ("部分未受理", "COMPLETED")
    assert "未受理1项" in str(some.message)


def test_a_rehearsal_is_called_one_in_name_and_state(stack: Office, edition: int) -> None:
    given = {"届次": edition, "受理编号": "S001", "理由": "自愿撤回"}

    state, name, _ = ended(stack, "withdraw-application", **given)

    assert (state.name, state.type.value) == ("预演", "COMPLETED")
    assert str(state.message).startswith("仅预演，没有作任何改动。")
    assert name.endswith("（预演）")
    with open_desk() as desk:
        (row,) = applications_of(desk.session, edition)
        assert row.state is not ApplicationState.WITHDRAWN


def test_what_was_done_is_said(stack: Office, edition: int) -> None:
    given = {"届次": edition, "受理编号": "S001", "理由": "自愿撤回"}

    state, name, _ = ended(stack, "withdraw-application", 仅预演=False, **given)

    assert state.name == "Completed"
    assert "S001" in str(state.message)
    assert not name.endswith("（预演）")
