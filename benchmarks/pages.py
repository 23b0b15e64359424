"""The desk's pages with 300 applicants: how long one takes, and how long it is.

The whole application in this process, over a SQLite file, without a browser or a line between.
"""

import asyncio
import math
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from httpx import ASGITransport, AsyncClient

from actions.people import logins
from actions.people.enrolling import appoint
from benchmarks.row import Row
from models.edition import Phase
from models.outbox import MailState, OutboxMessage
from models.panel import Assignment, Panel, Seat, SeatState
from models.paper import Paper
from models.review import ScoreSheet, SheetState
from models.types import id_of
from portal.app import create_app
from runtime import clock, database, settings
from runtime.desk import Desk, open_desk
from tests.actions import factories

_APPLICANTS, _LETTERS, _REVIEWERS = 300, 4, 5
_TIMES = 40
_ROOT = "/desk/edition/3"
_PAGES = {
    "today": "/desk",
    "edition": _ROOT,
    "taking in": f"{_ROOT}/in",
    "applicants": f"{_ROOT}/applicants",
    "one applicant": f"{_ROOT}/applicants/S0150",
    "letters": f"{_ROOT}/letters",
    "papers": f"{_ROOT}/papers",
    "archive": f"{_ROOT}/archive",
}
_ADDRESS = "http://localhost:8080"


def rows(*, quick: bool) -> list[Row]:
    """The time that 19 of 20 stay below, and the bytes of the HTML."""
    with _installation() as token:
        return asyncio.run(_look_at_all(token, _TIMES // 4 if quick else _TIMES))


async def _look_at_all(token: str, times: int) -> list[Row]:
    found: list[Row] = []
    inside = ASGITransport(create_app())
    cookies = {"zhijiang": token}
    async with AsyncClient(transport=inside, base_url=_ADDRESS, cookies=cookies) as client:
        for name, path in _PAGES.items():
            seconds, size = await _measured(client, path, times)
            what = f"page “{name}”, {_APPLICANTS} applicants"
            found += [
                Row(name=f"{what}, 95th percentile", unit="s", ours=seconds, target="< 0.15"),
                Row(name=f"{what}, HTML", unit="bytes", ours=size, target="< 100000"),
            ]
    return found


async def _measured(client: AsyncClient, path: str, times: int) -> tuple[float, float]:
    taken, size = [], 0
    await client.get(path)  # templates are read once
    for _ in range(times):
        begun = time.perf_counter()
        answer = await client.get(path)
        taken.append(time.perf_counter() - begun)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        size = max(size, len(answer.content))
    return sorted(taken)[math.ceil(len(taken) * 0.95) - 1], float(size)


@contextmanager
def _installation() -> Iterator[str]:
    """Somebody of the office who is logged in, before an edition in its document review."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHIJIANG_HOME"] = folder
        os.environ["ZHIJIANG_CLOCK"] = f"{folder}/clock.json"
        os.environ["ZHIJIANG_PORTAL_URL"] = _ADDRESS
        settings.settings.cache_clear()
        database.engine.cache_clear()
        day = factories.OPENED
        clock.run_until(Path(folder, "clock.json"), day + timedelta(hours=8), rate=1.0, start=day)
        database.upgrade()
        with open_desk() as desk:
            _fill(desk)
            person = appoint(desk, "覃示例", ["office"], "")
            token = logins.begin(desk, "", person_id=person.id, name=person.name)
        yield token
        database.engine().dispose()


def _fill(desk: Desk) -> None:
    factories.add(desk, factories.edition(opened_at=factories.OPENED))
    factories.add(desk, factories.edition(number=2))
    for stage in ("intake", "eligibility"):
        factories.attempt(desk, stage, phase=Phase.APPROVED)
    drawn = factories.attempt(desk, "panels", phase=Phase.APPROVED)
    review = factories.attempt(desk, "document-review")
    panel = factories.add(
        desk,
        Panel(edition=3, attempt_id=id_of(drawn), number=1, pool=[], pool_sha256="",
              excluded={}, seed=""),
    )  # fmt: skip
    for number in range(1, _REVIEWERS + 1):
        factories.add(desk, factories.reviewer(number))
        seat = Seat(panel_id=id_of(panel), position=number, reviewer=f"E{number:02d}",
                    state=SeatState.SEATED)  # fmt: skip
        factories.add(desk, seat)
    for number in range(1, _APPLICANTS + 1):
        ref = f"S{number:04d}"
        desk.session.add(Assignment(attempt_id=id_of(drawn), panel_id=id_of(panel), ref=ref))
        _applicant(desk, ref, id_of(review), id_of(panel))


def _applicant(desk: Desk, ref: str, review: int, panel: int) -> None:
    desk.session.add(factories.application(ref))
    for number in range(_LETTERS):
        desk.session.add(
            OutboxMessage(
                key=f"3/intake/{number}/{ref}/receipt", message="receipt", edition=3,
                to_name=f"{ref}联系人", to_address=f"{ref}@applicant.example", subject="收讫回执",
                text="全文" * 500, html="<p>全文</p>" * 500, state=MailState.SENT,
                queued_at=desk.at, next_try_at=desk.at, answer="250 OK",
            )
        )  # fmt: skip
    desk.session.add(
        Paper(key=f"3/eligibility/1/eligibility-result/{ref}", edition=3, stage="eligibility",
              kind="eligibility-result", title="资格审查结果通知", file_name=f"{ref}.docx",
              sha256="0" * 64, values_json="{}" * 3000, made_at=desk.at)
    )  # fmt: skip
    for number in range(1, _REVIEWERS + 1):
        state = SheetState.HANDED_IN if number > 1 else SheetState.EXPECTED
        desk.session.add(
            ScoreSheet(attempt_id=review, panel_id=panel, reviewer=f"E{number:02d}", ref=ref,
                       state=state, handed_in_at=desk.at)
        )  # fmt: skip
