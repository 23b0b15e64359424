"""Prefect's server as the portal asks it: the secret is added here, and goes to no browser.

Of what a browser sends only a few headers go on, so that neither its cookies nor a name of an
automation's (`prefect-automation-*`, which Prefect would believe) get there.
"""

import os
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse

from runtime.prefect_login import kept_login
from runtime.settings import settings

_THERE = ("accept", "accept-encoding", "content-type", "if-none-match", "x-prefect-api-version")
_BACK = ("content-type", "content-length", "content-encoding", "content-disposition", "etag")
_SECONDS = 30
_AWAY = "Prefect 服务没有应答。它会自己恢复；一直不恢复的，请看服务器上的日志。"


def api_url() -> str:
    return os.environ.get("PREFECT_API_URL", "http://127.0.0.1:4200/api").rstrip("/")


def site_url() -> str:
    """Where its UI is: beside the API, below the same name as ours."""
    return api_url().removesuffix("/api")


@asynccontextmanager
async def connected(app: Starlette) -> AsyncIterator[None]:
    """While the portal is served: connections of the loop that serves it."""
    async with httpx.AsyncClient(timeout=_SECONDS, trust_env=False) as app.state.prefect:
        yield


async def ask(
    app: Starlette, method: str, url: str, headers: httpx.Headers, body: bytes = b""
) -> httpx.Response:
    """One request, whose answer is still to be read and closed.

    Raises:
        httpx.HTTPError: nobody answers.
    """
    client: httpx.AsyncClient = app.state.prefect
    sent = {name: headers[name] for name in _THERE if name in headers}
    login = os.environ.get("PREFECT_API_AUTH_STRING") or kept_login(settings().home)
    if login:
        sent["authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    request = client.build_request(method, url, headers=sent, content=body)
    return await client.send(request, stream=True)


async def stream(
    app: Starlette, method: str, url: str, headers: httpx.Headers, body: bytes = b""
) -> Response:
    """The answer, passed on as it comes."""
    try:
        answer = await ask(app, method, url, headers, body)
    except httpx.HTTPError:
        return JSONResponse({"detail": _AWAY}, 503)
    kept = {name: answer.headers[name] for name in _BACK if name in answer.headers}
    return StreamingResponse(_chunks(answer), answer.status_code, kept)


async def _chunks(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for chunk in answer.aiter_raw():
            yield chunk
    finally:
        await answer.aclose()
