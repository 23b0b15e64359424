"""Prefect's server for SQLite: a transaction that will write says so when it begins.

Prefect begins its transactions with a read; when another one writes in between, SQLite refuses the
write at once, the server answers 503, and the client sleeps two seconds and more before it tries
again (PrefectHQ/prefect #18934). Thirty runs created at one time never came to an end here. A
transaction that takes the lock first waits its turn, some milliseconds.

Started as ``uvicorn --factory deployments.engine.embedded.server:create_app``. Not for PostgreSQL,
which has no such trouble and is served by ``prefect server start``.
"""

from typing import TYPE_CHECKING

from prefect.server.database import dependencies
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL

from deployments.engine.embedded.door import behind_door
from deployments.engine.seams.requests import count_requests_only
from deployments.engine.seams.schemas import remember_valid_schemas
from deployments.engine.seams.sqlite import LockingSqlite
from deployments.engine.seams.switches import is_on
from runtime.settings import settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def create_app() -> "ASGIApp":
    """Prefect's application behind a door, on the SQLite file that its settings name."""
    url = PREFECT_API_DATABASE_CONNECTION_URL.value()
    assert url.startswith("sqlite"), "the embedded server is for SQLite"
    if is_on("sqlite"):
        dependencies.set_database_config(LockingSqlite(url))
    from prefect.server.api.server import create_app as create_prefect_app

    if is_on("schemas"):
        remember_valid_schemas()
    if is_on("requests"):
        count_requests_only()
    return behind_door(create_prefect_app(), settings().ui_url)
