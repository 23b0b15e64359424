"""What a running server asks of everybody who speaks to it: the login, a name of ours, JSON."""

import asyncio
import re
import stat
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import websockets
from prefect.server import api
from starlette.responses import PlainTextResponse

from deployments.engine.embedded import Embedded
from deployments.engine.embedded.door import behind_door
from runtime.prefect_login import kept_login, login_file
from tests.embedded_fixture import Office

pytestmark = [pytest.mark.flow, pytest.mark.slow]

_PATIENCE = 60
_PREFECT = websockets.Subprotocol("prefect")
OPEN = {("get", "/health"), ("get", "/ready")}
STREAMS = (
    "/events/in",
    "/events/out",
    "/logs/out",
    "/task_runs/subscriptions/scheduled",
    "/work_pools/zhijiang/workers/connect",
)


def _basic(login: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(login.encode()).decode()}"}


@pytest.fixture
def stranger(office: Office) -> Iterator[httpx.Client]:
    """Reaches the server and has no login."""
    with httpx.Client(base_url=office.server.url, timeout=_PATIENCE) as client:
        yield client


@pytest.fixture
def clerk(office: Office) -> Iterator[httpx.Client]:
    """Has the login that lies in the folder, as a command in another terminal has."""
    headers = _basic(kept_login(office.server.home))
    with httpx.Client(base_url=office.server.url, headers=headers, timeout=_PATIENCE) as client:
        yield client


def test_every_route_but_health_asks_for_the_login(stranger: httpx.Client) -> None:
    paths: dict[str, dict[str, Any]] = stranger.get("/openapi.json").json()["paths"]
    routes = [(method, path) for path, methods in paths.items() for method in methods]
    answered = {}
    for method, path in routes:
        one = re.sub(r"\{[^}]*\}", str(UUID(int=1)), path)
        for headers in ({}, _basic(f"zhijiang:{uuid4()}")):
            said = stranger.request(method, f"/api{one}", headers=headers)
            answered[method, path, bool(headers)] = said.status_code

    assert len(routes) > 150
    assert {key[:2] for key, status in answered.items() if status != 401} == OPEN


@pytest.mark.parametrize("path", STREAMS)
def test_every_stream_asks_for_the_login(office: Office, path: str) -> None:
    url = office.server.api_url.replace("http", "ws", 1) + path

    async def try_with(token: str | None) -> None:
        async with websockets.connect(url, subprotocols=[_PREFECT]) as stream:
            await stream.send(f'{{"type": "auth", "token": "{token}"}}')
            await stream.recv()

    for token in ("", f"zhijiang:{uuid4()}"):
        with pytest.raises(websockets.ConnectionClosed):
            asyncio.run(try_with(token))


def test_the_streams_are_all_there_are() -> None:
    """A new one of Prefect's is to be tried too."""
    source = Path(api.__path__[0])
    found = [
        line
        for file in source.glob("*.py")
        for line in re.findall(r"@\w+\.websocket\(", file.read_text(encoding="utf-8"))
    ]

    assert len(found) == len(STREAMS)


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_is_not_json_is_not_read(clerk: httpx.Client, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    chunks = iter([b'{"name": ', b'"untyped"}'])

    whole = clerk.post("/api/flows/", content=b'{"name": "untyped"}', headers=headers)
    streamed = clerk.post("/api/flows/", content=chunks, headers=headers)

    assert (whole.status_code, streamed.status_code) == (415, 415)
    assert clerk.get("/api/flows/name/untyped").status_code == 404


def test_json_and_a_post_of_nothing_are_read(clerk: httpx.Client) -> None:
    said = clerk.post("/api/flows/filter", json={"limit": 1})
    counted = clerk.post("/api/flows/count")

    assert (said.status_code, counted.status_code) == (200, 200)


def test_a_name_that_is_not_ours_is_not_answered(clerk: httpx.Client) -> None:
    port = clerk.base_url.port
    asked = ("127.0.0.1", f"localhost:{port}", "stranger.example", f"127.0.0.1.stranger:{port}")

    said = {host: clerk.get("/api/health", headers={"Host": host}).status_code for host in asked}

    assert list(said.values()) == [200, 200, 400, 400]


def test_the_offices_own_address_is_answered() -> None:
    app = behind_door(PlainTextResponse("here"), "https://award.example.gov.cn/prefect")

    async def ask(url: str) -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return (await client.get(url)).text

    assert asyncio.run(ask("https://award.example.gov.cn/")) == "here"
    assert asyncio.run(ask("https://stranger.example/")) == "Invalid host header"


@pytest.mark.parametrize("path", ["/api/health", "/api/flows/filter", "/ui-settings", "/"])
def test_no_other_origin_is_allowed_anything(clerk: httpx.Client, path: str) -> None:
    asked = {
        "Origin": "http://127.0.0.1:8080",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }

    said = [clerk.request(method, path, headers=asked) for method in ("OPTIONS", "GET", "POST")]

    assert [one.headers.get("access-control-allow-origin") for one in said] == [None] * 3
    assert said[0].status_code == 400


def test_the_login_is_for_this_user_alone_and_in_no_log(office: Office) -> None:
    file, login = login_file(office.server.home), kept_login(office.server.home)
    logs = list((office.server.home / "logs").iterdir())

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(login) > 40
    assert login == office.server.environment["PREFECT_SERVER_API_AUTH_STRING"]
    assert logs
    assert [log for log in logs if login.partition(":")[2] in log.read_text("utf-8")] == []


def test_what_is_answered_in_a_form_is_in_no_log(office: Office, notes: Path) -> None:
    answer = f"314159-{uuid4()}"
    run = office.run("ask/test", file=str(notes))
    office.wait(run, "Suspended")
    office.resume(run, name=answer)
    office.wait(run, "Completed")

    logged = [*office.log(run), *(log.read_text("utf-8") for log in _logs(office.server))]
    events = office.client.request("POST", "/events/filter", json={"limit": 50}).text

    assert notes.read_text("utf-8").strip() == answer
    assert [text for text in [*logged, events] if answer in text] == []


def _logs(server: Embedded) -> Iterator[Path]:
    return (server.home / "logs").iterdir()
