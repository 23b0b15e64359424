"""What pages in a browser on this machine can do to a running server: nothing, unless they log in.

Each attack made something before there was a door: a flow, a deployment with a shell step, a run.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.chromium_fixture import open_page
from tests.embedded_fixture import Office

pytestmark = [pytest.mark.flow, pytest.mark.slow]

# Answers with what the page could read: a status, or "" where the browser or the server refused.
_POST = """async ([url, body, type, mode]) => {
    const headers = type ? {"Content-Type": type} : {};
    const bytes = new TextEncoder().encode(body);  // without a type of its own
    try {
        const said = await fetch(url, {method: "POST", body: bytes, headers, mode});
        return [said.status, await said.text()];
    } catch (refusal) { return [0, ""]; }
}"""
_LISTEN = """url => new Promise(heard => {
    const socket = new WebSocket(url, ["prefect"]);
    socket.onopen = () => socket.send(JSON.stringify({type: "auth", token: null}));
    socket.onmessage = message => heard(message.data);
    socket.onclose = () => heard("closed");
})"""
_TYPES = ("", "text/plain", "application/x-www-form-urlencoded", "application/json")
_STRANGER = "stranger.example"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>free music</title>")

    def log_message(self, *_: object) -> None:
        """The test says what it saw."""


@contextmanager
def _another_site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def deployment(office: Office) -> UUID:
    """That a stranger knows its id is the worst case."""
    return office.client.read_deployment_by_name("leave-note/test").id


def _attacks(office: Office, deployment: UUID, api: str) -> list[tuple[str, str]]:
    """Where to post what; a shell command would be executed by whoever runs the deployment."""
    flow = office.client.read_flow_by_name("leave-note").id
    shell = {"prefect.deployments.steps.run_shell_script": {"script": "touch /tmp/stranger"}}
    made = {"name": "strange", "flow_id": str(flow), "pull_steps": [shell]}
    run = {"name": "strange", "parameters": {"file": "/dev/null", "line": ""}}
    bodies = {
        "/flows/": {"name": "strange"},
        "/deployments/": made | {"work_pool_name": office.server.pool},
        f"/deployments/{deployment}/create_flow_run": run,
        "/flow_runs/": {"name": "strange", "flow_id": str(flow)},
    }
    return [(api + path, json.dumps(body)) for path, body in bodies.items()]


def _strange_things(office: Office) -> list[str]:
    """The names of what a stranger made."""
    ask: Any = office.client.request  # it is typed for the paths that Prefect knows
    wanted: dict[str, Any] = {"name": {"any_": ["strange"]}}
    found = [
        ask("POST", f"/{kind}/filter", json={kind: wanted}).json()
        for kind in ("flows", "deployments", "flow_runs")
    ]
    return [one["name"] for kind in found for one in kind]


def test_a_page_of_another_origin_makes_nothing(office: Office, deployment: UUID) -> None:
    attacks = _attacks(office, deployment, office.server.api_url)

    with _another_site() as site, open_page() as page:
        page.goto(site)
        said = [
            page.evaluate(_POST, [url, body, kind, mode])
            for url, body in attacks
            for kind in _TYPES
            for mode in ("cors", "no-cors")
        ]

    assert _strange_things(office) == []
    assert said == [[0, ""]] * len(said)  # and nothing was read


def test_a_page_that_has_rebound_its_name_makes_nothing(office: Office, deployment: UUID) -> None:
    origin = f"http://{_STRANGER}:{office.server.port}"
    attacks = _attacks(office, deployment, f"{origin}/api")

    with open_page(f"--host-resolver-rules=MAP {_STRANGER} 127.0.0.1") as page:
        page.goto(origin)  # now the name leads here; what the page does next is the same for any
        said = [
            page.evaluate(_POST, [url, body, kind, "same-origin"])
            for url, body in attacks
            for kind in _TYPES
        ]

    assert _strange_things(office) == []
    assert said == [[400, "Invalid host header"]] * len(said)


def test_a_page_of_another_origin_hears_no_event(office: Office) -> None:
    url = office.server.api_url.replace("http", "ws", 1) + "/events/out"

    with _another_site() as site, open_page() as page:
        page.goto(site)
        heard = page.evaluate(_LISTEN, url)

    assert heard == "closed"


def test_the_attacks_are_good_ones(office: Office, deployment: UUID) -> None:
    """With the login the same requests make all four, or the tests above would show nothing."""
    ask: Any = office.client.request
    for url, body in _attacks(office, deployment, ""):
        made = ask("POST", url, json=json.loads(body))
        assert made.status_code in {200, 201}, made.text

    assert _strange_things(office) == ["strange"] * 4


def test_an_administrator_gets_in_with_the_login(office: Office) -> None:
    login = office.server.environment["PREFECT_API_AUTH_STRING"]
    elsewhere: list[str] = []

    with open_page() as page:
        page.on("request", lambda asked: elsewhere.append(asked.url))
        page.goto(f"{office.server.url}/prefect")
        field = page.get_by_placeholder("admin:pass")
        field.fill(f"zhijiang:{uuid4()}")
        page.keyboard.press("Enter")
        page.get_by_text("Invalid credentials").first.wait_for()
        field.fill(login)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Deployments").click()
        page.get_by_role("link", name="leave-note").first.wait_for()

    assert {url for url in elsewhere if not url.startswith(office.server.url)} == set()
