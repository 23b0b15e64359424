"""Requests to the embedded server take a shorter way, and get the same answers."""

import asyncio
from threading import get_ident
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, HTTPException, routing
from fastapi.dependencies import utils
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware

from deployments.embedded import requests
from tests.embedded_fixture import Office


def _ask(app: Any, method: str, path: str, **how: Any) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.request(method, f"http://server{path}", **how)

    return asyncio.run(ask())


def test_what_a_request_needs_is_found_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    app = FastAPI()

    def find(name: str) -> tuple[str, int]:
        if name == "nobody":
            raise HTTPException(404)
        return name, get_ident()

    @app.get("/")
    async def answer(found: Annotated[tuple[str, int], Depends(find)]) -> tuple[str, bool]:
        return found[0], found[1] == get_ident()

    theirs: Any = utils
    monkeypatch.setattr(utils, "run_in_threadpool", theirs.run_in_threadpool)
    assert _ask(app, "GET", "/?name=one").json() == ["one", False]

    requests.find_what_is_needed_at_once()

    assert _ask(app, "GET", "/?name=one").json() == ["one", True]
    assert _ask(app, "GET", "/?name=nobody").status_code == 404


def test_a_path_is_held_against_the_routes_of_its_router(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    class Watched(APIRouter):
        def matches(self, scope: Any) -> Any:
            looked.append(self.prefix)
            return super().matches(scope)

    app = FastAPI()
    for name in ("flows", "flow_runs", "logs"):
        router = Watched(prefix=f"/{name}")
        router.add_api_route("/{number}", lambda number: number, methods=["GET"])
        app.include_router(router, prefix="/of")
    paths = ("/of/flow_runs/7", "/of/flows/8", "/of/nothing", "/of/logs/7/8")
    kind: Any = routing._IncludedRouter
    monkeypatch.setattr(kind, "matches", kind.matches)
    before = [_ask(app, "GET", path).text for path in paths]
    looked.clear()

    requests.look_into_one_router()

    assert [_ask(app, "GET", path).text for path in paths] == before
    assert _ask(app, "POST", "/of/logs/7").status_code == 405
    assert looked == ["/flow_runs", "/flows", "/logs", "/logs", "/logs"]


@pytest.mark.parametrize("kind", [None, "application/json", "text/plain"])
def test_a_body_without_a_type_is_json(kind: str | None) -> None:
    app = FastAPI()

    @app.post("/")
    async def answer(body: dict[str, int]) -> dict[str, int]:
        return body

    how = {"content": b'{"one": 1}', "headers": {"content-type": kind} if kind else {}}
    said = _ask(requests.JsonByDefault(app), "POST", "/", **how)

    assert said.status_code == (422 if kind == "text/plain" else 200)
    assert kind == "text/plain" or said.json() == {"one": 1}


def test_prefect_s_own_layer_for_that_is_replaced_and_only_compression_is_left_out() -> None:
    app: Any = FastAPI()
    app.api_app = FastAPI()
    for name in ("default_content_type", "token_validation"):

        async def dispatch(request: Any, call_next: Any) -> Any:
            return await call_next(request)

        dispatch.__name__ = name
        app.api_app.middleware("http")(dispatch)

    app.api_app.add_middleware(GZipMiddleware)
    requests.thin_out_layers(app)

    layers = [layer.cls for layer in app.api_app.user_middleware]
    assert layers == [BaseHTTPMiddleware, requests.JsonByDefault]


@pytest.mark.flow
@pytest.mark.slow
def test_the_server_reads_a_body_without_a_type(office: Office) -> None:
    said = httpx.post(f"{office.server.api_url}/flows/filter", content=b'{"limit": 1}')

    assert said.status_code == 200
    assert len(said.json()) == 1
