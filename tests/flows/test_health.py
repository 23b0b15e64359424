"""``zhijiang health`` finds what is wrong on a real server, and says what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterKey,
    FlowRunFilter,
    TaskRunFilter,
)
from prefect.client.schemas.objects import State
from prefect.client.schemas.sorting import ArtifactSort
from prefect.states import Failed, Scheduled
from sqlmodel import col, delete

from cli.main import run
from cli.rehearsal.office import await_true
from deployments.health import Finding, examine
from models.edition import StageAttempt
from models.outbox import MailState, OutboxMessage
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.prefect_api import start_run
from runtime.settings import settings
from tests.actions import factories
from tests.embedded_fixture import Office


@pytest.fixture
def rehearsed(stack: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The server, without a schedule for the clock."""
    monkeypatch.setattr(settings(), "clock_seconds", 0)
    yield stack
    with transaction() as session:
        session.exec(delete(StageAttempt).where(col(StageAttempt.edition) == 91))
        session.exec(delete(OutboxMessage).where(col(OutboxMessage.key) == "91/x"))


def _problems(name: str) -> tuple[str, ...]:
    (found,) = [one for one in examine() if one.name == name]
    return found.problems


def _next_year() -> "State[Any]":
    return Scheduled(scheduled_time=datetime.now(UTC) + timedelta(days=365))


@pytest.mark.flow
def test_a_running_installation_is_well(rehearsed: Office) -> None:
    assert rehearsed.is_answered()

    by_name = {one.name: one for one in examine()}

    for name in ("数据库", "Prefect 服务", "工作进程", "值守"):
        assert by_name[name] == Finding(name, ())


@pytest.mark.flow
def test_a_failed_stage_is_named_with_its_cause_and_the_click(rehearsed: Office) -> None:
    clock = rehearsed.client.read_deployment_by_name("clock/clock")
    made = rehearsed.client.create_flow_run_from_deployment(clock.id, state=_next_year())
    run_id = str(made.id)
    rehearsed.set_state(made.id, Failed(message="磁盘已满\nTraceback …"))
    with transaction() as session:
        session.add(factories.edition(number=91))
        session.flush()
        session.add(
            StageAttempt(
                edition=91, stage="intake", attempt=1, flow_run_id=run_id,
                started_at=factories.edition().opened_at,
            )
        )  # fmt: skip

    (sentence,) = [one for one in _problems("阶段") if one.startswith("91/intake/1")]

    assert sentence.startswith("91/intake/1：运行失败（磁盘已满），")
    assert f"打开运行 {run_id}，点 Retry" in sentence
    assert run(["health"]) == 1
    ticked = start_run("clock/clock", {}, key="health-board")
    rehearsed.wait(UUID(ticked), "Completed", seconds=120)
    boards = partial(
        rehearsed.client.read_artifacts,
        artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["edition-91-board"])),
        flow_run_filter=FlowRunFilter(),
        task_run_filter=TaskRunFilter(),
        sort=ArtifactSort.CREATED_DESC,
        limit=9,
        offset=0,
    )
    await_true(lambda: bool(boards()), "no board", 60)
    (shown,) = boards()
    assert "🔴 正在开启，运行停住（Failed 磁盘已满），排除原因后点 Retry" in str(shown.data)


@pytest.mark.flow
def test_a_failed_letter_is_counted(rehearsed: Office) -> None:
    assert rehearsed.is_answered()
    at = factories.edition().opened_at
    with transaction() as session:
        session.add(
            OutboxMessage(
                key="91/x", message="receipt", to_name="甲", to_address="x", subject="x", text="",
                html="", state=MailState.FAILED, queued_at=at, next_try_at=at,
            )
        )  # fmt: skip

    assert any("封信函发送失败" in one for one in _problems("信函"))


@pytest.mark.flow
def test_a_file_that_is_gone_is_named(rehearsed: Office) -> None:
    assert rehearsed.is_answered()
    with open_desk() as desk:
        sha256 = desk.keep(b"gone", "委托书.pdf", kind="attachment")
    blob = settings().home / "files" / sha256[:2] / sha256
    blob.unlink()

    (sentence,) = _problems("文件")

    blob.write_bytes(b"gone")
    assert "如“委托书.pdf”" in sentence
    assert "从最近的备份取回" in sentence
    assert _problems("文件") == ()


@pytest.mark.flow
def test_without_a_server_it_says_how_to_start_one(
    rehearsed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rehearsed.is_answered()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")

    names = [one.name for one in examine()]

    assert "请用 zhijiang up 启动" in _problems("Prefect 服务")[0]
    assert names == ["数据库", "Prefect 服务", "磁盘", "文件", "信函"]
