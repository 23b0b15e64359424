"""Less work for the same answers: what Prefect's server does again and again, and need not.

Prefect has no setting for these. Each function changes one object of Prefect's, before the server
begins; ``tests/deployments/test_savings.py`` notices when a new version is built differently.
"""

import json
import sqlite3
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from prefect.server.database import dependencies
from prefect.utilities.schema_tools import validation
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import configure_mappers, joinedload
from sqlalchemy.sql.operators import OperatorClass

_KNOWS_RETURNING = (3, 35)
_EVENTS = 500
_SCHEMAS = 64  # those of forms are as many as there are decisions


def save_work() -> None:
    """All of them, in the process that will be the server."""
    remember_valid_schemas()
    write_events_as_rows()
    parse_each_event_once()
    load_with_the_run()
    ask_for_a_limit_only()
    find_the_database_once()
    say_what_types_can()


def remember_valid_schemas() -> None:
    """The validator class that Prefect uses finds the same schema valid without a second look.

    With each new run Prefect checks the one of the work pool's variables again, twice, which took
    longer than all else it does for it.
    """
    validator = validation._VALIDATOR  # noqa: SLF001 - Prefect has no setting for it
    check = validator.check_schema

    @lru_cache(maxsize=_SCHEMAS)  # an error is not kept
    def look(text: str, *args: Any, **options: Any) -> None:
        check(json.loads(text), *args, **options)

    def check_schema(schema: Any, *args: Any, **options: Any) -> None:
        look(json.dumps(schema, sort_keys=True), *args, **options)

    validator.check_schema = check_schema


def write_events_as_rows() -> None:
    """Events are written on SQLite in the way that Prefect has for PostgreSQL.

    For SQLite it makes one statement of as many values as there are events at that moment, so each
    one is compiled anew. An SQLite that is too old for the other way is left with that.
    """
    if sqlite3.sqlite_version_info < _KNOWS_RETURNING:
        return
    from prefect.server.events.storage import database

    database._write_sqlite_events = database._write_postgres_events  # noqa: SLF001


def parse_each_event_once() -> None:
    """Four services of the server read each event; they are given the same one.

    None of them changes it.
    """
    from prefect.server.events.schemas.events import ReceivedEvent

    kind: Any = ReceivedEvent
    kind.model_validate_json = lru_cache(maxsize=_EVENTS)(kind.model_validate_json)


def find_the_database_once() -> None:
    """Prefect asks its settings, several times a request, which kind of database it has."""
    theirs: Any = dependencies
    url = theirs.PREFECT_API_DATABASE_CONNECTION_URL.value()
    theirs.PREFECT_API_DATABASE_CONNECTION_URL = SimpleNamespace(value=lambda: url)
    theirs.get_dialect = lru_cache(maxsize=1)(theirs.get_dialect)


def load_with_the_run() -> None:
    """A run's state and queue are read in the query that reads the run, not in one each."""
    from prefect.server.database.orm_models import Deployment, FlowRun, WorkQueue
    from prefect.server.models import flow_runs

    def with_it(first: Any) -> SimpleNamespace:
        return SimpleNamespace(selectinload=joinedload(first).joinedload)

    theirs: Any = flow_runs
    theirs.selectinload = with_it
    configure_mappers()
    ones = (FlowRun._state, FlowRun.work_queue, WorkQueue.work_pool, Deployment.work_queue)  # noqa: SLF001
    for attribute in ones:
        relationship: Any = attribute.property
        relationship.lazy = "joined"
        relationship.strategy_key = (("lazy", "joined"),)
        relationship.strategy = relationship._get_strategy(relationship.strategy_key)  # noqa: SLF001


def ask_for_a_limit_only() -> None:
    """Whether a deployment is limited is asked for alone; Prefect reads it with its schedules.

    At each change of a run's state it wants to know nothing else. One with a limit is read whole.
    """
    from prefect.server.database.orm_models import Deployment
    from prefect.server.models import deployments
    from prefect.server.orchestration import core_policy

    unlimited = SimpleNamespace(concurrency_limit_id=None, global_concurrency_limit=None)

    async def read_deployment(session: AsyncSession, deployment_id: UUID) -> Any:
        limit = select(Deployment.concurrency_limit_id).where(Deployment.id == deployment_id)
        if (await session.execute(limit)).all() == [(None,)]:
            return unlimited
        whole: Any = deployments.read_deployment  # generic beyond what mypy follows
        return await whole(session=session, deployment_id=deployment_id)

    theirs: Any = core_policy
    theirs.deployments = SimpleNamespace(**vars(deployments) | {"read_deployment": read_deployment})


def say_what_types_can() -> None:
    """Prefect's column types do not say which operators they know; SQLAlchemy warns at each use.

    Nobody sees the warnings, but each looks through the whole stack for whom to warn.
    """
    from prefect.server.utilities import database

    for kind in (database.UUID, database.Timestamp, database.JSON, database.Pydantic):
        kind.operator_classes = OperatorClass.ANY
