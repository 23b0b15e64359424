"""What Prefect leaves for the first run in a process, done before the fork.

Nothing here opens a connection, starts a thread or makes an event loop: a fork of those is broken.
"""

import contextlib
import functools
import importlib
import logging
import ssl
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import certifi
from prefect.settings import PREFECT_API_SSL_CERT_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "deployments.resident.outbox",
    "deployments.resident.thrift",
    "rich._emoji_codes",
)
_OF_STATES = {"flow_engine", "flow_runs", "task_engine"}


def warm_up() -> None:
    """Imports the engine, and builds the validators that Prefect's models put off."""
    for name in _LATE_IMPORTS:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    for model in _late_models():
        model.model_rebuild()
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(_is_news)
    # Each of the three clients of a run would read the certificate authorities anew, 18 ms of work.
    ssl.create_default_context = functools.cache(ssl.create_default_context)  # type: ignore[assignment]
    ssl.create_default_context(cafile=PREFECT_API_SSL_CERT_FILE.value() or certifi.where())


def _is_news(record: logging.LogRecord) -> bool:
    """What a run begins, ends and waits with is in its states; the first line costs a request."""
    return record.levelno > logging.INFO or record.module not in _OF_STATES


def _late_models() -> "Iterator[type[BaseModel]]":
    """Those that a run uses, found like the imports: by what was complete after one."""
    from prefect.client.schemas import actions, objects, responses
    from prefect.events import Event

    yield from (actions.FlowRunUpdate, actions.LogCreate)
    yield from (objects.FlowRun, objects.FlowRunInput, objects.WorkPool, objects.WorkQueue)
    yield from (responses.DeploymentResponse, Event)


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
