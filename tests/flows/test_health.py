"""``zhijiang health`` finds what is wrong on a real server, and says what to do."""

import json
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
from prefect.states import Cancelled, Failed, Running, Scheduled
from prometheus_client.parser import text_string_to_metric_families
from sqlmodel import col, delete

from actions.upkeep.finding import Finding
from cli.main import run
from cli.rehearsal.office import await_true
from deployments.health import examine
from deployments.health.runs import stages
from deployments.health.scene import Scene, api_of
from deployments.health.server import clock, schedule
from models.edition import StageAttempt
from models.outbox import MailState, OutboxMessage
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.prefect_api import start_run
from runtime.privacy import show_folder
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


def _found(name: str) -> Finding:
    (found,) = [one for one in examine() if one.name == name]
    return found


def _next_year() -> "State[Any]":
    return Scheduled(scheduled_time=datetime.now(UTC) + timedelta(days=365))


@pytest.mark.flow
def test_a_running_installation_is_well(rehearsed: Office) -> None:
    assert rehearsed.is_answered()

    await_true(lambda: _found("schedule").ok, "nothing is scheduled", 150)
    for name in ("database", "server", "worker", "clock", "permissions", "chain"):
        assert _found(name).say == _found(name).said, name


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

    (problem,) = [one for one in _found("stages").problems if "91/intake/1" in one.say]

    assert problem.say == "91/intake/1：运行失败（磁盘已满）。"
    assert f"打开运行 {run_id}，点 Retry" in problem.do
    assert _found("stages").since is not None
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

    assert "封信函发送失败" in _found("outbox").say


@pytest.mark.flow
def test_a_file_that_is_gone_is_named(rehearsed: Office) -> None:
    assert rehearsed.is_answered()
    with open_desk() as desk:
        sha256 = desk.keep(b"gone", "委托书.pdf", kind="attachment")
    blob = settings().home / "files" / sha256[:2] / sha256
    blob.unlink()

    found = _found("files")

    blob.write_bytes(b"gone")
    assert "如“委托书.pdf”" in found.say
    assert "从最近的备份取回" in found.do
    assert _found("files").ok


@pytest.mark.flow
def test_without_a_server_it_says_how_to_start_one(
    rehearsed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rehearsed.is_answered()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")

    found = {one.name: one for one in examine()}

    assert "请用 zhijiang up 启动" in found["server"].do
    left_out = {name for name, one in found.items() if one.say.startswith("没有查：")}
    assert left_out == {"worker", "clock", "schedule", "stages", "gates"}
    looked_at = ("database", "disk", "permissions", "files", "chain", "calendar", "backup")
    assert [name for name in looked_at if not found[name].ok] == []


@pytest.mark.flow
def test_the_contract_of_its_json_holds(
    rehearsed: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rehearsed.is_answered()

    code = run(["health", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"ok", "checks"}
    assert code == (0 if told["ok"] else 1)
    assert {frozenset(one) for one in told["checks"]} == {
        frozenset({"name", "ok", "since", "say", "do"})
    }
    names = {one["name"] for one in told["checks"]}
    assert {"clock", "schedule", "outbox", "stages", "calendar", "chain"} <= names
    assert {"backup", "files", "permissions"} <= names
    (heard,) = [one["since"] for one in told["checks"] if one["name"] == "worker"]
    assert heard.endswith("+08:00")


@pytest.mark.flow
def test_prometheus_reads_the_metrics(
    rehearsed: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    ticked = start_run("clock/clock", {}, key="metrics")
    rehearsed.wait(UUID(ticked), "Completed", seconds=120)

    assert run(["metrics"]) == 0

    families = {one.name: one for one in text_string_to_metric_families(capsys.readouterr().out)}
    assert {
        "zhijiang_gates_waiting", "zhijiang_duties_overdue", "zhijiang_outbox_age_seconds",
        "zhijiang_clock_age_seconds", "zhijiang_runs_ended_badly", "zhijiang_workers",
        "zhijiang_check_ok",
    } <= set(families)  # fmt: skip
    states = {one.labels["status"]: one.value for one in families["zhijiang_workers"].samples}
    assert states == {"online": 1, "offline": 0}


@pytest.mark.flow
def test_a_paused_schedule_is_noticed(rehearsed: Office) -> None:
    opening = rehearsed.client.read_deployment_by_name("open-edition/open-edition")
    (schedule,) = opening.schedules

    rehearsed.client.update_deployment_schedule(opening.id, schedule.id, active=False)
    found = _found("schedule")
    rehearsed.client.update_deployment_schedule(opening.id, schedule.id, active=True)

    assert found.say == "部署 open-edition 没有启用的定时，它不会自动运行。"
    assert "启用 Schedule" in found.do


@pytest.mark.flow
def test_a_clock_that_stopped_and_has_no_schedule_is_noticed(
    rehearsed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the settings it has a schedule; this server knows of none."""
    rehearsed.wait(rehearsed.run("clock/clock"), "Completed", seconds=120)
    monkeypatch.setattr(settings(), "clock_seconds", 1)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    scene = Scene(settings(), api_of(settings()), tomorrow)

    found = clock(scene)

    assert "分钟没有成功运行，催办和信函都停着" in found.say
    assert found.since is not None
    assert found.since > tomorrow - timedelta(days=2)
    assert "部署 clock 没有启用的定时" in schedule(scene).say


@pytest.mark.flow
def test_a_run_that_a_lost_machine_took_is_named(rehearsed: Office) -> None:
    deployment = rehearsed.client.read_deployment_by_name("clock/clock")
    made = rehearsed.client.create_flow_run_from_deployment(deployment.id, state=_next_year())
    rehearsed.set_state(made.id, Running())
    later = datetime.now(UTC) + timedelta(hours=1)
    scene = Scene(settings(), api_of(settings()), later)

    found = stages(scene)

    rehearsed.set_state(made.id, Cancelled())
    (problem,) = [one for one in found.problems if str(made.id) in one.do]
    assert "机器可能已经失去" in problem.say


@pytest.mark.flow
def test_a_file_that_others_can_read_is_noticed(rehearsed: Office) -> None:
    assert rehearsed.is_answered()
    file = settings().home / "mail.eml"
    file.touch()
    file.chmod(0o644)
    show_folder(settings().public, settings().public)
    hidden = settings().public / "list.html"
    hidden.touch(0o600)

    found = _found("permissions")

    file.unlink()
    hidden.unlink()
    assert f"1 个文件或文件夹别的用户也能读写，如 {file.resolve()}" in found.say
    assert f"如 {hidden}：文件夹应为 0755，文件应为 0644" in found.say
    assert _found("permissions").ok
