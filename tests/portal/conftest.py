"""The front door in this process, and browsers that are logged in as whoever a test names."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from actions.deciding.decide import put_question
from actions.edition import matters
from actions.people import logins
from actions.people.enrolling import appoint
from deployments.engine.embedded.program import free_port
from models.people import CommitteeMember, Contact, ContactKind, Reviewer
from portal.app import create_app
from runtime import settings
from runtime.desk import Desk, open_desk
from tests.actions import factories
from tests.actions.conftest import desk, installation

__all__ = ["desk", "installation"]

Enter = Callable[..., httpx.Client]
Browse = Callable[[str], httpx.Client]
OUTSIDE = {
    "applicant": "s001@applicant.example",
    "recommender": "county@office.example",
    "department": "env@office.example",
    "verifier": "lab@office.example",
    "reviewer": "e01@review.example",
    "member": "member@committee.example",
}


@pytest.fixture
def address(
    installation: Path,  # noqa: ARG001 - it must be there
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """Where the front door is served for this test, by the real server in a thread."""
    port = free_port()
    monkeypatch.setenv("ZHIJIANG_PORTAL_URL", f"http://localhost:{port}")
    settings.settings.cache_clear()
    server = uvicorn.Server(
        uvicorn.Config(create_app(), host="127.0.0.1", port=port, log_level="critical")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def enter(address: str) -> Iterator[Enter]:
    """``enter("office")`` is a browser of a person of that role, ``enter()`` of nobody.

    Roles outside the office are those of an address that a register has.
    """
    with open_desk() as desk:
        _fill_registers(desk)
    with contextlib.ExitStack() as open_browsers:

        def entered(*roles: str, name: str = "覃示例") -> httpx.Client:
            # It says where its forms come from, as browsers do.
            client = httpx.Client(base_url=address, headers={"Origin": address}, timeout=30)
            open_browsers.enter_context(client)
            if roles:
                with open_desk() as desk:
                    client.cookies.set("zhijiang", _login(desk, list(roles), name))
            return client

        yield entered


@pytest.fixture
def browse(address: str) -> Iterator[Browse]:
    """``browse("m@x")`` is a browser of whoever is written to at that address."""
    with contextlib.ExitStack() as open_browsers:

        def opened(mail: str) -> httpx.Client:
            client = httpx.Client(base_url=address, headers={"Origin": address}, timeout=30)
            open_browsers.enter_context(client)
            with open_desk() as desk:
                client.cookies.set("zhijiang", logins.begin(desk, mail))
            return client

        yield opened


@pytest.fixture
def matter(enter: Enter) -> str:  # noqa: ARG001 - the registers are filled
    """The key of a major matter that waits for the chair."""
    with open_desk() as desk:
        row = matters.refer(
            desk, 3, run_id="", title="评审员线索", facts="有人反映一名评审员的利害关系。",
            evidence="来信", discipline_invited=True, discipline_note="", referred_by="覃示例",
        )  # fmt: skip
        key = f"3/matter/{row.number}/gate"
        put_question(desk, key, "")
    return key


def _login(desk: Desk, roles: list[str], name: str) -> str:
    outside = [OUTSIDE[role] for role in roles if role in OUTSIDE]
    if outside:
        return logins.begin(desk, outside[0])
    person = appoint(desk, name, roles, "")
    return logins.begin(desk, "", person_id=person.id, name=name)


def _fill_registers(desk: Desk) -> None:
    for role, kind, name in (
        ("recommender", ContactKind.COUNTY, "钦北区质量强区办"),
        ("department", ContactKind.DEPARTMENT, "市生态环境局"),
        ("verifier", ContactKind.THIRD_PARTY, "示例检测中心"),
    ):
        desk.session.add(Contact(kind=kind, name=name, person="某某", email=OUTSIDE[role]))
    desk.session.add(
        Reviewer(id="E01", name="韦示例", employer="某大学", email=OUTSIDE["reviewer"])
    )
    desk.session.add(
        CommitteeMember(
            edition=3, name="卢示例", employer="某局", post="局长", role="委员",
            email=OUTSIDE["member"],
        )
    )  # fmt: skip
    desk.session.add(factories.application("S001", email=OUTSIDE["applicant"]))
