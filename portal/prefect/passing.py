"""What becomes of a request below /prefect: files, questions, a retry, or a refusal."""

from http import HTTPStatus

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from portal.address import page_at
from portal.prefect.allowed import is_read, refusal, run_to_set
from portal.prefect.states import change_state
from portal.prefect.upstream import api_url, site_url, stream
from portal.visit import Visit

_UI, _FIRST = "v2", "/prefect/v2/dashboard"
_MAX_BODY = 1_000_000
# Its run graph evaluates code and draws in a worker; what it asks outside this site is refused.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


async def pass_on(visit: Visit) -> Response:
    """An administrator's request; the answer has a policy of its own."""
    response = await _answer(visit)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


async def _answer(visit: Visit) -> Response:
    request = visit.request
    rest = request.path_params.get("rest", "")
    kind, _, path = rest.partition("/")
    if ".." in rest.split("/"):
        return _refused(rest)
    if kind == "api":
        return await _api(visit, path)
    if request.method not in {"GET", "HEAD"}:
        return _refused(rest)
    if rest == "ui-settings":
        return JSONResponse(_SETTINGS)
    if kind == _UI:
        url = f"{site_url()}/prefect/{rest}"
        response = await stream(
            request.app, request.method, url, httpx.Headers(request.headers.raw)
        )
        if "/assets/" in rest:
            response.headers["Cache-Control"] = "private, max-age=86400"
        return response
    return RedirectResponse(page_at(_FIRST))


_SETTINGS = {
    "api_url": "/prefect/api",
    "csrf_enabled": False,
    "auth": None,
    "flags": [],
    "default_ui": _UI,
    "available_uis": [_UI],
    "v1_base_url": None,
    "v2_base_url": f"/prefect/{_UI}",
}


async def _api(visit: Visit, path: str) -> Response:
    request = visit.request
    body = await _body(request)
    if body is None:
        return JSONResponse({"detail": "内容太大，没有接收。"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if run := run_to_set(request.method, path):
        return await change_state(visit, run, body)
    if not is_read(request.method, path):
        return _refused(path)
    url = f"{api_url()}/{path}"
    if request.url.query:
        url = f"{url}?{request.url.query}"
    headers = httpx.Headers(request.headers.raw)
    return await stream(request.app, request.method, url, headers, body)


def _refused(path: str) -> JSONResponse:
    """Its UI shows the `detail` of a 403; after a 401 it would ask for a login of its own."""
    return JSONResponse({"detail": refusal(path)}, HTTPStatus.FORBIDDEN)


async def _body(request: Request) -> bytes | None:
    """``None`` when it is larger than any question."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > _MAX_BODY:
            return None
    return bytes(found)
