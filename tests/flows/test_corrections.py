"""Small corrections from the Prefect UI: one asks for a decision, one only says it first."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import select

from actions.attempts import advance, get_attempt
from actions.recused import recusals_of
from models.application import ApplicationState
from models.corrections import LatePermit, corrections_of
from models.edition import Phase, StageAttempt
from models.panel import Panel
from models.people import CommitteeMember
from models.recusal import RecusalOrder, recusal_orders_of
from models.types import id_of
from runtime.clock import now
from runtime.database import transaction
from runtime.desk import open_desk
from tests.actions import factories as make
from tests.embedded_fixture import Office
from tests.flows.editions import CHAIR, Played, await_name, with_open_intake

NUMBERS = count(81)
USCC = "91450700MA5XAAAA0W"


@pytest.fixture
def running(stack: Office) -> Played:
    """An edition whose intake waits for packages."""
    assert stack.server.pids(), "the server runs"
    return with_open_intake(next(NUMBERS))


def test_one_applicant_may_come_late_by_a_decision(running: Played) -> None:
    intake = running.newest("intake")
    assert intake is not None
    assert intake.due_at is not None
    until = intake.due_at + timedelta(days=1)

    asked = running.run(
        "permit-late", 单位名称="钦州示例有限公司", 统一社会信用代码=USCC,
        准许提交至=until.isoformat(), 理由="台风致交通中断",
    )  # fmt: skip
    running.approve("late-permit/1")

    await_name(asked, "Completed")
    with transaction() as session:
        query = select(LatePermit).where(LatePermit.edition == running.number)
        (permit,) = session.exec(query)
        assert (permit.uscc, permit.until) == (USCC, until)
        assert permit.granted_at is not None
        assert permit.granted_at <= now()


def test_a_slip_is_corrected_after_it_was_rehearsed(running: Played) -> None:
    words = {
        "记录": "委员", "编号或名称": CHAIR, "栏目": "职务", "原值": "副市长", "新值": "市长",
        "理由": "登记有误",
    }  # fmt: skip

    await_name(running.run("correct-record", **words), "预演")
    assert _post(running) == "副市长"
    await_name(running.run("correct-record", 仅预演=False, **words), "Completed")

    assert _post(running) == "市长"
    with transaction() as session:
        assert len(corrections_of(session, running.number)) == 1


@pytest.fixture
def judge(running: Played) -> Iterator[str]:
    """A member of the pool of panels that were made up for S001."""
    number = running.number
    with open_desk() as desk:
        who = make.add(desk, make.reviewer(number)).id
        make.add(desk, make.application("S001", edition=number, state=ApplicationState.ELIGIBLE))
        panels = StageAttempt(
            edition=number, stage="panels", attempt=1, phase=Phase.APPROVED, started_at=desk.at
        )
        make.add(desk, panels)
        panel = Panel(
            edition=number, attempt_id=id_of(panels), number=1, pool=[who],
            pool_sha256="0" * 64, excluded={}, seed="0" * 64,
        )  # fmt: skip
        make.add(desk, panel)
    yield who
    with open_desk() as desk:  # or a clock would go on from it
        advance(desk, get_attempt(desk, id_of(panels)), Phase.SUPERSEDED)


def test_an_interest_kept_silent_ends_a_part_by_a_decision(running: Played, judge: str) -> None:
    words = {"评审员编号": judge, "受理编号": "S001", "发现的情况": "曾为其提供咨询"}

    await_name(running.run("undeclared-interest", **words), "预演")
    assert _orders(running) == []
    asked = running.run("undeclared-interest", 仅预演=False, **words)
    running.approve("recusal/1")

    await_name(asked, "Completed")
    (order,) = _orders(running)
    assert (order.reviewer, order.ground, order.ordered_by) == (judge, "found_later", "覃示例")
    assert order.in_force_at is not None
    with open_desk() as desk:
        (known,) = recusals_of(desk, running.number)
        assert known.covers("S002")  # what was kept silent about one takes out all


def _orders(played: Played) -> list[RecusalOrder]:
    with transaction() as session:
        return recusal_orders_of(session, played.number)


def _post(played: Played) -> str:
    with transaction() as session:
        query = select(CommitteeMember.post).where(
            CommitteeMember.edition == played.number, CommitteeMember.name == CHAIR
        )
        return session.exec(query).one()
