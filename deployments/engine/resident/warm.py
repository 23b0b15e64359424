"""What Prefect leaves for the first run in a process, done before the fork.

Nothing here opens a connection, starts a thread or makes an event loop: a fork of those is broken.
"""

import contextlib
import importlib
import logging
from contextlib import AbstractContextManager

from pydantic import BaseModel

# Imported by a first run; found by comparing sys.modules before and after one.
_LATE_IMPORTS = (
    "anyio._backends._asyncio",
    "encodings.idna",
    "prefect.events.worker",
    "prefect.flow_engine",
    "prefect.input",
    "prefect.logging.handlers",
    "prefect.task_engine",
    "prefect.task_runners",
    "prefect.utilities.visualization",
    "deployments.engine.resident.outbox",
    "rich._emoji_codes",
)
_OF_STATES = {"flow_engine", "flow_runs", "task_engine"}


def warm_up() -> None:
    """Imports the engine; before the flows are imported."""
    for name in _LATE_IMPORTS:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """What a run begins, ends and waits with is in its states; the first line costs a request."""
    return record.levelno > logging.INFO or record.module not in _OF_STATES


def complete_models() -> None:
    """Builds the validators that Prefect's models put off, once all that is needed is imported."""
    todo = [BaseModel]
    while todo:
        kinds = todo.pop().__subclasses__()
        todo += kinds
        for kind in kinds:
            if kind.__module__.startswith("prefect.") and not kind.__pydantic_complete__:
                kind.model_rebuild(raise_errors=False)


def quiet_settings() -> AbstractContextManager[object]:
    """Settings for a process that a worker watches.

    The worker sees its child end, so nobody needs a heartbeat, whose thread takes a second to
    notice that it may stop; and the worker has asked the server for its version.
    """
    from prefect.settings import (
        PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )

    return temporary_settings(
        {
            PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED: False,
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        }
    )


def touch() -> None:
    """In a spare child: Prefect's client makes its first request, of which nothing is kept."""
    from prefect.context import SyncClientContext

    with SyncClientContext() as context:
        context.client.api_healthcheck()
