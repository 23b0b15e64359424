"""Prefect's server for SQLite: a transaction that will write says so when it begins.

Prefect begins its transactions with a read; when another one writes in between, SQLite refuses the
write at once, the server answers 503, and the client sleeps two seconds and more before it tries
again (PrefectHQ/prefect #18934). Thirty runs created at one time never came to an end here. A
transaction that takes the lock first waits its turn, some milliseconds.

It also remembers which JSON schemas it has found valid: with each new run it would check the one of
the work pool's variables again, twice, which took longer than all else it does for it.

Started as ``uvicorn --factory deployments.embedded.server:create_app``. Not for PostgreSQL, which
has no such trouble and is served by ``prefect server start``.
"""

import gc
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prefect.server.database import dependencies
from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL
from prefect.utilities.schema_tools import validation

if TYPE_CHECKING:
    from fastapi import FastAPI
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

_SCHEMAS = 64  # those of forms are as many as there are decisions


class LockingSqlite(AioSqliteConfiguration):
    """SQLite with ``BEGIN IMMEDIATE`` for every transaction."""

    @asynccontextmanager
    async def begin_transaction(
        self,
        session: "AsyncSession",
        with_for_update: bool = False,  # noqa: ARG002 - Prefect's signature
    ) -> "AsyncGenerator[AsyncSessionTransaction, None]":
        async with super().begin_transaction(session, with_for_update=True) as transaction:
            yield transaction


def remember_valid_schemas() -> None:
    """The validator class that Prefect uses finds the same schema valid without a second look."""
    validator = validation._VALIDATOR  # noqa: SLF001 - Prefect has no setting for it
    check = validator.check_schema

    @lru_cache(maxsize=_SCHEMAS)  # an error is not kept
    def look(text: str, *args: Any, **options: Any) -> None:
        check(json.loads(text), *args, **options)

    def check_schema(schema: Any, *args: Any, **options: Any) -> None:
        look(json.dumps(schema, sort_keys=True), *args, **options)

    validator.check_schema = check_schema


def create_app() -> "FastAPI":
    """Prefect's application, on the SQLite file that its settings name."""
    url = PREFECT_API_DATABASE_CONNECTION_URL.value()
    assert url.startswith("sqlite"), "the embedded server is for SQLite"
    dependencies.set_database_config(LockingSqlite(url))
    from prefect.server.api.server import create_app as create_prefect_app

    remember_valid_schemas()
    app = create_prefect_app()
    gc.freeze()  # the objects of the code are not searched for garbage again
    return app
