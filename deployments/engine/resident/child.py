"""What a forked child does: run one flow run with Prefect's engine, flush, and be gone."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from deployments.engine.resident.preload import Source, preloaded_flow
from deployments.engine.resident.spares import Grant
from deployments.engine.resident.warm import quiet_settings
from deployments.engine.seams.answers import Told, thrifty
from deployments.engine.seams.related import know_related
from deployments.engine.seams.suspensions import unwatched
from deployments.engine.seams.switches import is_on

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import FlowRun

_FLUSH_SECONDS = 10.0
_CANCELLED = threading.Event()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a child finds: ``quiet_settings`` entered before the fork, and openers."""

    settings: ExitStack
    openers: Iterable[Callable[[], object]]


def run_and_exit(order: dict[str, Any], grant: Grant, found: Surroundings) -> NoReturn:
    """Runs the order's flow run; the exit code is 0 when the engine has reported its end.

    Nothing of it begins before its ``grant``.
    """
    signal.signal(signal.SIGUSR1, _note_cancellation)
    code = 1
    try:
        _enter(order, found.settings)
        for get_ready in found.openers:
            with contextlib.suppress(Exception):  # the run meets it again, and reports it
                get_ready()
        code = _run(order, grant)
        _flush()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        # Finalising a big interpreter that is thrown away anyway costs more than the run.
        os._exit(code)


def _enter(order: dict[str, Any], settings: ExitStack) -> None:
    environment: dict[str, str] = order["environment"]
    os.environ.update(environment)
    if any(key.startswith("PREFECT_") and key[8] != "_" for key in environment):
        from prefect.context import refresh_global_settings_context

        settings.close()
        refresh_global_settings_context()
        settings.enter_context(quiet_settings())
    os.chdir(order["directory"])
    if order["directory"] not in sys.path:
        sys.path.insert(0, order["directory"])


def _run(order: dict[str, Any], grant: Grant) -> int:
    from prefect.client.schemas.objects import FlowRun
    from prefect.exceptions import Abort, Pause, TerminationSignal

    from deployments.engine.resident.outbox import outbox

    flow_run = FlowRun.model_validate(order["flow_run"])
    if is_on("related"):
        know_related(order["related"])
    try:
        with _client(flow_run, Told(**order["told"])), outbox():
            flow = _find_flow(order, flow_run)
            if grant.is_given():
                _run_flow(flow, flow_run)
    except (Pause, Abort):
        return 0
    except TerminationSignal:
        return 128 + signal.SIGTERM
    except Exception:  # noqa: BLE001 - whatever it was, the worker reports the crash
        _log(flow_run).exception("Flow run could not be executed")
        return 1
    return 0


def _client(flow_run: "FlowRun", told: Told) -> AbstractContextManager[object]:
    """The one that the engine uses, which finds it open."""
    from prefect.context import SyncClientContext

    if is_on("answers"):
        return thrifty(flow_run, told, _CANCELLED.is_set)
    return SyncClientContext()


def _run_flow(flow: "Flow[..., Any]", flow_run: "FlowRun") -> None:
    from prefect.flow_engine import run_flow

    if is_on("suspensions"):
        flow_run = unwatched(flow_run)
    result: Any = run_flow(
        flow, flow_run=flow_run, return_type="state", error_logger=_log(flow_run)
    )
    if asyncio.iscoroutine(result):
        asyncio.run(result)


def _find_flow(order: dict[str, Any], flow_run: "FlowRun") -> "Flow[..., Any]":
    from prefect.flow_engine import load_flow

    flow = preloaded_flow(Source(order["directory"], order["entrypoint"]))
    return flow if flow is not None else load_flow(flow_run)


def _log(flow_run: "FlowRun") -> Any:
    from prefect.logging.loggers import flow_run_logger

    return flow_run_logger(flow_run)


def _flush() -> None:
    """Log lines are sent by a thread of their own; they must not be lost."""
    from prefect.logging.handlers import APILogWorker

    APILogWorker.drain_all(timeout=_FLUSH_SECONDS)


def _note_cancellation(*_: object) -> None:
    """The worker sends this before SIGTERM."""
    _CANCELLED.set()
