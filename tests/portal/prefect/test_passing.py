"""What an administrator may ask Prefect through the portal, against a real server."""

import re
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import col, select

from models.audit import AuditEvent
from runtime.desk import glance_at_desk
from tests.embedded_fixture import Office
from tests.portal.conftest import Enter

pytestmark = [pytest.mark.flow, pytest.mark.slow]

_READING = re.compile(r".*/(filter|count|paginate|history|lateness)|.*/ui/.*|.*/count-by/.*")
_RETRY = {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}, "force": True}
_CANCEL = {"state": {"type": "CANCELLING", "name": "Cancelling"}, "force": True}


@pytest.fixture
def administrator(prefect: Office, enter: Enter) -> httpx.Client:
    assert prefect.is_answered()
    return enter("administrator")


def _set(browser: httpx.Client, run: UUID, body: object) -> httpx.Response:
    return browser.post(f"/prefect/api/flow_runs/{run}/set_state", json=body)


def _events() -> list[tuple[str, str, str]]:
    with glance_at_desk() as desk:
        found = desk.session.exec(
            select(AuditEvent).where(col(AuditEvent.action).startswith("run."))
        )
        return [(one.actor, one.action, str(one.facts["run"])) for one in found]


def test_an_administrator_reads_runs_and_logs_without_the_secret(
    administrator: httpx.Client, prefect: Office, tmp_path: Path
) -> None:
    run = prefect.run("leave-note/test", file=str(tmp_path / "notes"), line="一")
    prefect.wait(run, "Completed")

    found = administrator.post("/prefect/api/flow_runs/filter", json={})
    page = administrator.get("/prefect/v2/runs", headers={"Accept": "text/html"})
    settings = administrator.get("/prefect/ui-settings").json()

    assert str(run) in {one["id"] for one in found.json()}
    assert "connect-src 'self'" in page.headers["content-security-policy"]
    assert page.status_code == HTTPStatus.OK
    assert (settings["api_url"], settings["auth"]) == ("/prefect/api", None)
    secret = prefect.server.environment["PREFECT_API_AUTH_STRING"].partition(":")[2]
    assert not any(secret in f"{one.headers}{one.text}" for one in (found, page))


def test_of_all_routes_that_prefect_has_only_questions_are_passed_on(
    administrator: httpx.Client, prefect: Office
) -> None:
    known = httpx.get(f"{prefect.server.url}/openapi.json", auth=_login(prefect)).json()["paths"]

    passed = set()
    for template, methods in known.items():
        path = re.sub(r"{\w+}", str(uuid4()), template.removeprefix("/api"))
        for method in methods:
            answer = administrator.request(method.upper(), f"/prefect/api{path}", json={})
            if answer.status_code != HTTPStatus.FORBIDDEN:
                passed.add((method, template))

    assert len(known) > 100, "the whole API was walked"
    assert {method for method, _ in passed} == {"get", "post"}
    posts = {path for method, path in passed if method == "post"}
    assert {path for path in posts if not _READING.fullmatch(path)} == set()
    assert not any("block_documents" in path or "input" in path for _, path in passed)


def test_resume_and_run_name_the_page_where_it_is_done(
    administrator: httpx.Client, prefect: Office, tmp_path: Path
) -> None:
    run = prefect.run("ask/test", file=str(tmp_path / "notes"))
    prefect.wait(run, "Suspended")
    deployment = prefect.client.read_deployment_by_name("ask/test").id

    resumed = administrator.post(f"/prefect/api/flow_runs/{run}/resume")
    started = administrator.post(f"/prefect/api/deployments/{deployment}/create_flow_run", json={})
    retried = _set(administrator, run, _RETRY)
    completed = _set(administrator, run, {"state": {"type": "COMPLETED"}, "force": True})

    for refused in (resumed, started, retried, completed):
        assert refused.status_code == HTTPStatus.FORBIDDEN
        assert "今日" in refused.json()["detail"] or "重试或取消" in refused.json()["detail"]
    assert prefect.history(run)[-1] == "Suspended"
    assert _events() == []


def test_retry_and_cancel_are_done_and_in_the_chain_with_who(
    administrator: httpx.Client, prefect: Office, tmp_path: Path
) -> None:
    failed = prefect.run("refuse/test")
    prefect.wait(failed, "Failed")
    waiting = prefect.run("ask/test", file=str(tmp_path / "notes"))
    prefect.wait(waiting, "Suspended")

    retried = _set(administrator, failed, _RETRY)
    cancelled = _set(administrator, waiting, _CANCEL)

    assert [retried.json()["status"], cancelled.json()["status"]] == ["ACCEPT", "ACCEPT"]
    prefect.wait(waiting, "Cancelled", "Cancelling")
    prefect.wait(failed, "Failed")
    assert prefect.history(failed).count("Failed") == 2
    assert _events() == [
        ("覃示例", "run.retry-asked", str(failed)),
        ("覃示例", "run.cancel-asked", str(waiting)),
    ]


def test_the_office_is_refused_even_a_question(prefect: Office, enter: Enter) -> None:
    assert prefect.is_answered()

    answer = enter("office_head").post("/prefect/api/flow_runs/filter", json={})

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_of_what_a_browser_says_of_itself_nothing_reaches_prefect(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter("administrator")
    with _Listener() as (url, heard):
        monkeypatch.setenv("PREFECT_API_URL", f"{url}/api")
        monkeypatch.setenv("PREFECT_API_AUTH_STRING", "zhijiang:secret")
        pretended = {"prefect-automation-id": "1", "prefect-automation-name": "chair"}
        client.get("/prefect/api/health", headers={**pretended, "Authorization": "Basic x"})

    assert set(heard) <= {
        "host", "accept", "accept-encoding", "authorization", "connection", "user-agent"
    }  # fmt: skip
    assert heard["authorization"] == "Basic emhpamlhbmc6c2VjcmV0"


def _login(prefect: Office) -> tuple[str, str]:
    name, _, word = prefect.server.environment["PREFECT_API_AUTH_STRING"].partition(":")
    return name, word


class _Listener:
    def __init__(self) -> None:
        heard: dict[str, str] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.update({name.lower(): said for name, said in self.headers.items()})
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"true")

            def log_message(self, *_: object) -> None:
                """The test says what it saw."""

        self.heard = heard
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> tuple[str, dict[str, str]]:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}", self.heard

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
