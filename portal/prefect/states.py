"""Retry and cancel: rebuilt from their names alone, never forced, and in the audit chain.

Prefect would set any state that it is asked to, and a suspended run that is set to Scheduled goes
on without anybody's decision.
"""

import json
from http import HTTPStatus
from typing import Any

import httpx
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from portal.prefect.upstream import api_url, ask
from portal.visit import Visit
from runtime.desk import open_desk

_OVER = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
_JSON = httpx.Headers({"content-type": "application/json"})


_IN_HAND = {"PENDING", "RUNNING"}
_CANCELLINGS = {"CANCELLING", "CANCELLED"}


async def change_state(visit: Visit, run: str, body: bytes) -> Response:
    """What the UI asked for, if it is a retry of a run that is over or a cancelling."""
    wanted = _type_of(body)
    if wanted != "SCHEDULED" and wanted not in _CANCELLINGS:
        return _said(HTTPStatus.FORBIDDEN, "运行的状态在这里只能改为重试或取消。")
    try:
        found = await _json(visit, "GET", f"flow_runs/{run}")
        if "id" not in found:
            return _said(HTTPStatus.NOT_FOUND, "没有这次运行。")
        if wanted == "SCHEDULED" and found["state_type"] not in _OVER:
            sentence = "只能重试已经结束的运行；等人决定的，请打开“今日”作出决定。"
            return _said(HTTPStatus.FORBIDDEN, sentence)
        state = _state(wanted, found["state_type"], visit.who.name)
        await run_in_threadpool(_record, visit.who.name, wanted, found)
        asked = {"state": state, "force": False}
        made = await _json(visit, "POST", f"flow_runs/{run}/set_state", asked)
    except httpx.HTTPError:
        return _said(HTTPStatus.SERVICE_UNAVAILABLE, "Prefect 服务没有应答，没有办成。")
    if made.get("status") != "ACCEPT":  # its UI would show a success
        return _said(HTTPStatus.CONFLICT, f"Prefect 没有照办：{made.get('details') or made}")
    return JSONResponse(made, HTTPStatus.CREATED)


def _state(wanted: str, now: str, name: str) -> dict[str, str]:
    """What runs is told to stop by its worker; what does not is cancelled at once."""
    if wanted == "SCHEDULED":
        return {"type": wanted, "name": "AwaitingRetry", "message": f"{name}重试"}
    kind = "CANCELLING" if now in _IN_HAND else "CANCELLED"
    return {"type": kind, "name": kind.title(), "message": f"{name}取消"}


def _record(name: str, wanted: str, run: dict[str, Any]) -> None:
    action = "run.retry-asked" if wanted == "SCHEDULED" else "run.cancel-asked"
    with open_desk() as desk:
        desk.record(action, run["name"], actor=name, run=run["id"], was=run["state_name"])


async def _json(visit: Visit, method: str, path: str, body: object = None) -> dict[str, Any]:
    sent = b"" if body is None else json.dumps(body).encode()
    answer = await ask(visit.request.app, method, f"{api_url()}/{path}", _JSON, sent)
    try:
        found = json.loads(await answer.aread())
    finally:
        await answer.aclose()
    return found if isinstance(found, dict) else {}


def _type_of(body: bytes) -> str:
    try:
        return str(json.loads(body)["state"]["type"])
    except (ValueError, KeyError, TypeError):
        return ""


def _said(status: HTTPStatus, sentence: str) -> JSONResponse:
    return JSONResponse({"detail": sentence}, status)
