"""An administrator in Prefect's UI below /prefect, in a real browser."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from prefect.states import Scheduled

from tests.chromium_fixture import open_page
from tests.embedded_fixture import Office
from tests.portal.conftest import Enter

_SET = """async ([url, type]) => (await fetch(url, {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify({state: {type}, force: true}),
})).status"""
pytestmark = [pytest.mark.flow, pytest.mark.slow]


def test_an_administrator_sees_runs_states_logs_and_artifacts_retries_and_cancels(
    prefect: Office, enter: Enter, tmp_path: Path
) -> None:
    failed = prefect.run("refuse/test")
    waiting = prefect.run("ask/test", file=str(tmp_path / "notes"))
    prefect.wait(failed, "Failed")
    prefect.wait(waiting, "Suspended")
    found = prefect.client.read_deployment_by_name("leave-note/test")
    later = prefect.client.create_flow_run_from_deployment(
        found.id,
        parameters={"file": "", "line": ""},
        state=Scheduled(scheduled_time=datetime.now(UTC) + timedelta(days=1)),
    )
    ask: Any = prefect.client.request
    board = {"key": "board", "type": "markdown", "data": "# 总览", "flow_run_id": str(failed)}
    ask("POST", "/artifacts/", json=board)
    client = enter("administrator")
    ours = str(client.base_url).rstrip("/")
    elsewhere: list[str] = []
    secret = prefect.server.environment["PREFECT_API_AUTH_STRING"].partition(":")[2]

    with open_page() as page:
        page.on("request", lambda asked: elsewhere.append(asked.url))
        token = {"name": "zhijiang", "value": client.cookies["zhijiang"], "url": ours}
        page.context.add_cookies([token])  # type: ignore[list-item]
        page.goto(f"{ours}/prefect")
        page.get_by_role("link", name="Runs").first.click()
        page.get_by_text(later.name).first.wait_for()
        page.get_by_text("Suspended").first.wait_for()
        page.goto(f"{ours}/prefect/v2/runs/flow-run/{failed}")
        page.get_by_text("不合要求").first.wait_for()
        page.get_by_role("tab", name="Artifacts").click()
        page.get_by_text("board").first.wait_for()
        # As its own buttons ask; where they are on the screen is Prefect's to change.
        for run, wanted in ((failed, "SCHEDULED"), (waiting, "CANCELLING")):
            url = f"/prefect/api/flow_runs/{run}/set_state"
            assert page.evaluate(_SET, [url, wanted]) == HTTPStatus.CREATED
        prefect.wait(waiting, "Cancelled")
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

    assert secret not in kept
    assert {
        url for url in elsewhere if url.startswith("http") and not url.startswith(ours)
    } == set()
