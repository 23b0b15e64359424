"""The embedded server does less than Prefect's own, and answers the same."""

import asyncio
import inspect
import re
import warnings
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from prefect.server import models as prefect_models
from prefect.server import schemas
from prefect.server.database import dependencies
from prefect.server.database.orm_models import (
    Base,
    ConcurrencyLimitV2,
    Deployment,
    Event,
    EventResource,
    FlowRun,
    WorkQueue,
)
from prefect.server.events.schemas.events import ReceivedEvent
from prefect.server.events.storage import database as storage
from prefect.server.orchestration import core_policy
from prefect.server.utilities import database as types
from prefect.utilities.schema_tools import validation
from prefect.utilities.schema_tools.validation import is_valid_schema, validate
from sqlalchemy.orm import configure_mappers
from sqlalchemy.schema import CreateTable

from deployments.embedded import savings
from deployments.embedded.sqlite import LockingSqlite

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

GOOD = {"type": "object", "properties": {"env": {"type": "object"}}}
NOW: Any = datetime(2026, 3, 2, 9, tzinfo=UTC)
models: Any = prefect_models  # its functions are generic beyond what mypy follows
_Work = Callable[["AsyncSession"], Coroutine[Any, Any, Any]]


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    own = validation._VALIDATOR.check_schema
    monkeypatch.setattr(validation._VALIDATOR, "check_schema", own)  # put back afterwards
    savings.remember_valid_schemas()


@pytest.mark.usefixtures("remembering")
def test_a_bad_schema_is_refused_however_often_it_comes() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="Invalid schema"):
            is_valid_schema({"type": "nothing"})


@pytest.mark.usefixtures("remembering")
def test_values_are_still_held_against_a_schema_that_was_seen() -> None:
    for _ in range(2):
        is_valid_schema(GOOD)
        assert validate({"env": {}}, GOOD) == []
        assert validate({"env": "no"}, GOOD) != []


@pytest.mark.usefixtures("remembering")
def test_a_good_schema_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(validation._VALIDATOR, "check_schema", lambda one, **_: seen.append(one))
    savings.remember_valid_schemas()

    for _ in range(3):
        is_valid_schema(GOOD, preprocess=False)

    assert seen == [GOOD]


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning")
def test_events_are_written_once_however_often_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_write_sqlite_events", storage._write_sqlite_events)
    savings.write_events_as_rows()
    first, second, third = (_event(name) for name in ("first", "second", "third"))

    async def write(session: "AsyncSession") -> tuple[list[str], int]:
        await storage.write_events(session, [first, second])
        await storage.write_events(session, [second, third])
        names = await session.scalars(sa.select(Event.event).order_by(Event.event))
        return list(names), await session.scalar(sa.select(sa.func.count(EventResource.id))) or 0

    (names, resources), statements = _in_database(tmp_path, write)

    assert names == ["first", "second", "third"]
    assert resources == 3 * 2
    inserts = {one for one in statements if one.startswith("INSERT INTO events ")}
    assert len(inserts) <= 2, "one statement whatever the number of events"


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning")
def test_a_run_is_read_with_all_that_belongs_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def facts(run: FlowRun | None) -> tuple[object, ...]:
        assert run is not None
        assert run.state is not None
        assert run.work_queue is not None
        return run.name, run.state.name, run.work_queue.name, run.work_queue.work_pool.name

    async def read(session: "AsyncSession") -> tuple[object, ...]:
        run = await _run_in_a_pool(session)
        session.expunge_all()
        await session.execute(sa.text("SELECT 'here'"))
        return facts(await models.flow_runs.read_flow_run(session, run))

    configure_mappers()
    monkeypatch.setattr(models.flow_runs, "selectinload", models.flow_runs.selectinload)
    for one in (FlowRun._state, FlowRun.work_queue, WorkQueue.work_pool, Deployment.work_queue):
        for name in ("lazy", "strategy_key", "strategy"):
            monkeypatch.setattr(one.property, name, getattr(one.property, name))  # put back
    theirs, before = _in_database(tmp_path / "theirs", read)
    savings.load_with_the_run()
    ours, after = _in_database(tmp_path / "ours", read)

    assert theirs == ours == ("run", "Scheduled", "default", "pool")
    assert len(_after_mark(before)) == 4
    assert len(_after_mark(after)) == 1


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning")
def test_a_change_of_state_asks_whether_there_is_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules: Any = core_policy
    monkeypatch.setattr(rules, "deployments", rules.deployments)
    savings.ask_for_a_limit_only()

    async def read(session: "AsyncSession") -> list[Any]:
        flow = await models.flows.create_flow(session, schemas.core.Flow(name="flow"))
        limit = ConcurrencyLimitV2(name="limit", limit=2)
        made = [
            Deployment(name="free", flow_id=flow.id),
            Deployment(name="limited", flow_id=flow.id, global_concurrency_limit=limit),
        ]
        session.add_all(made)
        await session.flush()
        ids = [one.id for one in made]
        session.expunge_all()
        await session.execute(sa.text("SELECT 'here'"))
        ask = rules.deployments.read_deployment
        return [await ask(session=session, deployment_id=one) for one in (*ids, uuid4())]

    (free, limited, missing), statements = _in_database(tmp_path, read)

    assert (free.concurrency_limit_id, free.global_concurrency_limit) == (None, None)
    assert limited.concurrency_limit_id == limited.global_concurrency_limit.id
    assert limited.global_concurrency_limit.limit == 2
    assert missing is None
    first, *_ = _after_mark(statements)
    assert first.startswith("SELECT deployment.concurrency_limit_id")
    schedules = [one for one in statements if "FROM deployment_schedule" in one]
    assert len(schedules) == 1, "those of the limited one"


def test_prefects_rules_ask_a_deployment_for_its_limit_alone() -> None:
    rules = inspect.getsource(core_policy)

    assert set(re.findall(r"(?<!\.)\bdeployments\.(\w+)", rules)) == {"read_deployment"}
    assert set(re.findall(r"\bdeployment\.(\w+)", rules)) == {
        "concurrency_limit_id",
        "concurrency_options",  # of one with a limit
        "global_concurrency_limit",
    }


def test_an_event_is_read_once_and_a_bad_one_refused_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ReceivedEvent, "model_validate_json", ReceivedEvent.model_validate_json)
    savings.parse_each_event_once()
    event = _event("first")
    text = event.model_dump_json()

    read = [ReceivedEvent.model_validate_json(text) for _ in range(2)]

    assert read[0] == event
    assert read[0] is read[1]
    for _ in range(2):
        with pytest.raises(ValueError, match="occurred"):
            ReceivedEvent.model_validate_json("{}")


def test_the_database_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs: Any = dependencies
    asked: list[object] = []

    def get_dialect(url: str) -> Any:
        asked.append(url)
        return types.get_dialect(url)

    monkeypatch.setattr(theirs, "get_dialect", get_dialect)
    setting = theirs.PREFECT_API_DATABASE_CONNECTION_URL
    monkeypatch.setattr(theirs, "PREFECT_API_DATABASE_CONNECTION_URL", setting)
    before = dependencies.provide_database_interface()

    savings.find_the_database_once()
    found = [dependencies.provide_database_interface() for _ in range(3)]

    assert all(one is before for one in found)
    assert asked == [setting.value()] * 2


def test_the_types_say_what_they_can(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (types.UUID, types.Timestamp, types.JSON, types.Pydantic):
        monkeypatch.setattr(kind, "operator_classes", kind.operator_classes)
    with pytest.warns(sa.exc.SADeprecationWarning, match="OperatorClass"):
        FlowRun.id.in_([uuid4()])

    savings.say_what_types_can()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "IN" in str(FlowRun.id.in_([uuid4()]))


def _event(name: str) -> ReceivedEvent:
    one, other = ({"prefect.resource.id": f"{name}-{part}"} for part in "ab")
    related: Any = [{**other, "prefect.resource.role": "about"}]
    return ReceivedEvent(
        occurred=NOW, event=name, resource=one, related=related, id=uuid4(), payload={}
    )


async def _run_in_a_pool(session: "AsyncSession") -> Any:
    pool = await models.workers.create_work_pool(
        session, schemas.actions.WorkPoolCreate(name="pool", type="resident")
    )
    flow = await models.flows.create_flow(session, schemas.core.Flow(name="flow"))
    run = await models.flow_runs.create_flow_run(
        session,
        schemas.core.FlowRun(
            name="run",
            flow_id=flow.id,
            work_queue_id=pool.default_queue_id,
            state=schemas.states.Scheduled(scheduled_time=NOW),
        ),
    )
    return run.id


def _in_database(folder: Path, work: _Work) -> tuple[Any, list[str]]:
    """What ``work`` gives on an empty database of Prefect's, and the statements it took."""
    folder.mkdir(exist_ok=True)
    config = LockingSqlite(f"sqlite+aiosqlite:///{folder}/prefect.db")
    statements: list[str] = []

    async def run() -> Any:
        engine = await config.engine()
        async with engine.begin() as connection:
            for table in Base.metadata.tables.values():
                await connection.execute(CreateTable(table))
        sa.event.listen(
            engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2])
        )
        session = await config.session(engine)
        async with session, config.begin_transaction(session):
            found = await work(session)
        await engine.dispose()
        return found

    with dependencies.temporary_database_config(config):
        return asyncio.run(run()), statements


def _after_mark(statements: list[str]) -> list[str]:
    return [one for one in statements[statements.index("SELECT 'here'") + 1 :] if "FROM" in one]
