"""Prefect's server for SQLite: a transaction that will write says so when it begins.

Prefect begins its transactions with a read; when another one writes in between, SQLite refuses the
write at once, the server answers 503, and the client sleeps two seconds and more before it tries
again (PrefectHQ/prefect #18934). Thirty runs created at one time never came to an end here. A
transaction that takes the lock first waits its turn, some milliseconds.

Started as ``uvicorn --factory deployments.embedded.server:create_app``. Not for PostgreSQL, which
has no such trouble and is served by ``prefect server start``.
"""

import gc
from typing import TYPE_CHECKING

from prefect.server.database import dependencies
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL

from deployments.embedded.docket import work_patiently
from deployments.embedded.requests import hurry_requests, thin_out_layers
from deployments.embedded.savings import save_work
from deployments.embedded.sqlite import LockingSqlite, ask_at_once

if TYPE_CHECKING:
    from fastapi import FastAPI

_SELDOM = 20_000


def create_app() -> "FastAPI":
    """Prefect's application, on the SQLite file that its settings name."""
    url = PREFECT_API_DATABASE_CONNECTION_URL.value()
    assert url.startswith("sqlite"), "the embedded server is for SQLite"
    dependencies.set_database_config(LockingSqlite(url))
    ask_at_once()
    from prefect.server.api.server import create_app as create_prefect_app

    save_work()
    work_patiently()
    hurry_requests()
    app = create_prefect_app()
    thin_out_layers(app)
    gc.freeze()  # the objects of the code are not searched for garbage again
    gc.set_threshold(_SELDOM)  # the search for it took one part in thirty of the server's time
    return app
