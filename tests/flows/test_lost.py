"""Prefect's database may be lost entirely: ours rebuilds every run that waited; a backup goes on.

One installation with three things that wait for a person: an edition's setup, a stage's decision
and a major matter.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from actions.people.enrolling import enrol
from cli.main import run
from cli.rehearsal.office import Office as Player
from cli.rehearsal.office import await_true, read_gate
from deployments.commands import REGISTER
from flows.every_action import order
from models.gate import Outcome
from models.matter import matters_of
from models.people import CommitteeMember
from runtime import database, keys
from runtime.clock import run_until
from runtime.desk import open_desk
from runtime.errors import NoSuchEdition
from runtime.prefect_api import start_run
from runtime.settings import settings
from tasks.course import start_stage
from tests.actions import factories
from tests.embedded_fixture import Office, open_office
from tests.flows.editions import waits_at

ENV = {"ZHIJIANG_CLOCK_SECONDS": "0"}
PEOPLE = {"陈主任": ["chair"], "龙主任": ["office_head", "office"]}
SETUP, STAGE, MATTER = 21, "22/call/1/gate", "22/matter/1/gate"


@dataclass
class Waiting:
    """Where it is, a backup made while it ran, and the approvers' secrets."""

    home: Path
    archive: Path
    secrets: dict[str, str]


@contextmanager
def running(home: Path) -> Iterator[Office]:
    env = {**ENV, "ZHIJIANG_CLOCK": str(home.with_name("clock.json"))}
    with at(home), open_office(home, register=REGISTER, env=env, supervise=True) as office:
        yield office


@contextmanager
def at(home: Path) -> Iterator[None]:
    """This process uses that installation's data, and has its time."""
    own = {"ZHIJIANG_HOME": str(home), "ZHIJIANG_CLOCK": str(home.with_name("clock.json"))}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    _forget()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value:
                os.environ[name] = value
        _forget()


def _forget() -> None:
    for cached in (settings, database.engine, keys.fernet):
        cached.cache_clear()


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    folder = tmp_path_factory.mktemp("lost")
    made = Waiting(folder / "home", folder / "backup.zip", {})
    spring = factories.OPENED  # its year has a calendar
    run_until(folder / "clock.json", spring + timedelta(days=100), rate=1.0, start=spring)
    with at(made.home):
        database.upgrade()
        with open_desk() as desk:
            made.secrets |= {who: enrol(desk, who, roles) for who, roles in PEOPLE.items()}
            for row in (factories.edition(number=22), factories.contact(), _chair(22)):
                factories.add(desk, row)
    with running(made.home):
        order("open-edition", {"届次": SETUP}, actor="陈主任", key="setup")
        start_stage(22, "call", 1)
        order("refer-matter", _matter(), actor="龙主任", key="matter")
        await_true(lambda: _has_edition(SETUP), "the setup did not begin")
        with open_desk() as desk:
            desk.session.add(_chair(SETUP))
        _tick("first")
        await_true(lambda: all(map(waits_at, _gates())), "not all the questions wait")
        assert run(["backup", str(made.archive)]) == 0
    return made


@pytest.mark.flow
@pytest.mark.timeout(600)
def test_a_restored_backup_goes_on_where_it_waited(waiting: Waiting) -> None:
    home = waiting.home.with_name("restored")
    with at(home):
        assert run(["restore", str(waiting.archive)]) == 0
        asked = {gate: _asks(gate) for gate in _gates()}
    with running(home):
        assert all(map(waits_at, _gates()))
        player = Player(waiting.secrets, lambda _: None)
        player.decide(STAGE, "龙主任", "同意发布")

        assert _outcome(STAGE) is Outcome.APPROVED
        assert {gate: _asks(gate) for gate in _gates()} == asked


@pytest.mark.flow
@pytest.mark.timeout(600)
def test_everything_that_waited_waits_again_without_prefects_database(waiting: Waiting) -> None:
    shutil.rmtree(waiting.home / "prefect")
    with running(waiting.home):
        _tick("after the loss")
        await_true(lambda: all(map(waits_at, _gates())), "not all the questions wait again")
        player = Player(waiting.secrets, lambda _: None)
        player.decide(MATTER, "陈主任", "同意处理意见")
        player.decide(STAGE, "龙主任", "同意发布")
        with open_desk() as desk:
            assert len(matters_of(desk.session, 22)) == 1

        assert [_outcome(gate) for gate in (MATTER, STAGE)] == [Outcome.APPROVED] * 2


@pytest.mark.flow
def test_the_log_tells_run_edition_stage_and_attempt(waiting: Waiting) -> None:
    text = (waiting.home / "logs" / "zhijiang.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]

    (asked,) = [one for one in lines if one["message"] == "gate.asked" and one["subject"] == STAGE][
        :1
    ]

    assert (asked["edition"], asked["stage"], asked["attempt"]) == (22, "call", 1)
    assert len(asked["run"]) == 36


def _tick(key: str) -> None:
    start_run("clock/clock", {}, key=key)


def _gates() -> list[str]:
    with open_desk() as desk:
        setup = desk.edition(SETUP).setup_run_id or ""
    return [f"{SETUP}/edition/{setup[:8]}/gate", STAGE, MATTER]


def _asks(gate: str) -> int:
    row = read_gate(gate)
    return row.asks if row else 0


def _outcome(gate: str) -> Outcome | None:
    row = read_gate(gate)
    return row.outcome if row else None


def _has_edition(number: int) -> bool:
    with open_desk() as desk:
        try:
            return desk.edition(number).setup_run_id is not None
        except NoSuchEdition:
            return False


def _chair(edition: int) -> CommitteeMember:
    return CommitteeMember(
        edition=edition, name="陈主任", employer="市政府", post="副市长", role="主任委员",
        email="chair@example.cn",
    )  # fmt: skip


def _matter() -> dict[str, object]:
    return {
        "届次": 22, "事项": "名额调整", "情况": "情况说明", "证据": "",
        "已邀请纪检监察机关": True, "纪检监察说明": "",
    }  # fmt: skip
