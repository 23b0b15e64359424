"""People at the same instant, on both databases: one is first, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from actions.attempts import advance, get_attempt
from actions.entry.packages import receive_package
from actions.errors import ActionRefused
from actions.gates import Answer, Evidence, ask, decide, put_gate
from actions.people.enrolling import enrol
from actions.starting import start_attempt
from models.application import Application
from models.audit import events_of
from models.edition import Phase, StageAttempt
from models.gate import Decision, Outcome, find_gate
from rules.chain import GENESIS, link
from runtime.desk import Desk
from runtime.keys import totp_time
from tests.actions import factories as make
from tests.actions.packages import FIRST, SECOND, package
from tests.models.conftest import OpenDesk

NOTHING = Evidence("无", {})
Work = Callable[[Desk], str]


@pytest.fixture(autouse=True)
def editions(engine: Engine, desks: OpenDesk) -> None:
    with desks(engine) as desk:
        for number in (3, 4, 5, 6):
            make.add(desk, make.edition(number=number))


def _at_once(engine: Engine, desks: OpenDesk, *work: Work) -> list[str]:
    """Each in a transaction of its own, begun together; what it said, or why it was refused."""
    start = Barrier(len(work))

    def run(one: Work) -> str:
        start.wait()
        try:
            with desks(engine) as desk:
                return one(desk)
        except ActionRefused as refused:
            return str(refused)
        except IntegrityError:
            return "constraint"

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def test_of_two_officers_at_one_gate_the_second_is_told(engine: Engine, desks: OpenDesk) -> None:
    names = ("陈主任", "覃主任")
    with desks(engine) as desk:
        secrets = {name: enrol(desk, name, ["office"]) for name in names}
        gate = put_gate(desk, "3/intake/1/gate", edition=3, title="受理", role="office")
        ask(desk, gate, NOTHING)

    def approve(name: str) -> Work:
        def work(desk: Desk) -> str:
            row = find_gate(desk.session, "3/intake/1/gate")
            assert row is not None
            code = pyotp.TOTP(secrets[name]).at(totp_time())
            decide(desk, row, Answer(name, code, Outcome.APPROVED, "同意"), NOTHING)
            return "decided"

        return work

    said = _at_once(engine, desks, *map(approve, names))

    assert sorted(said) == ["decided", "这一事项已经由他人决定，或已被撤销。"]
    with desks(engine) as desk:
        assert len(desk.session.exec(select(Decision)).all()) == 1


def test_one_code_opens_one_of_two_gates(engine: Engine, desks: OpenDesk) -> None:
    with desks(engine) as desk:
        secret = enrol(desk, "陈主任", ["office"])
        for number in (1, 2):
            gate = put_gate(desk, f"3/x/{number}/gate", edition=3, title="x", role="office")
            ask(desk, gate, NOTHING)
    code = pyotp.TOTP(secret).at(totp_time())

    def approve(number: int) -> Work:
        def work(desk: Desk) -> str:
            row = find_gate(desk.session, f"3/x/{number}/gate")
            assert row is not None
            decide(desk, row, Answer("陈主任", code, Outcome.APPROVED, "同意"), NOTHING)
            return "decided"

        return work

    said = _at_once(engine, desks, approve(1), approve(2))

    assert min(said) == "decided"
    assert "已经用过" in max(said)


def test_an_attempt_is_moved_once(engine: Engine, desks: OpenDesk) -> None:
    with desks(engine) as desk:
        attempt_id = make.attempt(desk, "intake").id
    assert attempt_id is not None

    def close(desk: Desk) -> str:
        row = get_attempt(desk, attempt_id, lock=True)
        if row.phase is not Phase.WAITING:
            return "done before"
        advance(desk, row, Phase.CLOSING)
        return "closed"

    assert sorted(_at_once(engine, desks, close, close)) == ["closed", "done before"]


def test_who_read_an_attempt_before_it_moved_is_told(engine: Engine, desks: OpenDesk) -> None:
    with desks(engine) as desk:
        attempt_id = make.attempt(desk, "intake").id
        assert attempt_id is not None
        row = get_attempt(desk, attempt_id)
        stale = StageAttempt(**row.model_dump())
        advance(desk, row, Phase.CLOSING)

        with pytest.raises(ActionRefused, match="另一个运行"):
            advance(desk, stale, Phase.CLOSING)


def test_the_same_package_at_once_is_one_application(engine: Engine, desks: OpenDesk) -> None:
    with desks(engine) as desk:
        make.attempt(desk, "intake")
    same = package(uscc=FIRST)

    def take(desk: Desk) -> str:
        return receive_package(desk, 3, same, "一.zip")[0].sentence

    said = _at_once(engine, desks, take, take)

    with desks(engine) as desk:
        assert len(desk.session.exec(select(Application)).all()) == 1
        again = take(desk)
    assert "已收" in min(said, key=lambda one: one == "constraint")
    assert "此前已收" in again


def test_two_packages_at_once_get_two_numbers(engine: Engine, desks: OpenDesk) -> None:
    with desks(engine) as desk:
        make.attempt(desk, "intake")

    def take(uscc: str) -> Work:
        files = package(uscc=uscc)

        def work(desk: Desk) -> str:
            return receive_package(desk, 3, files, f"{uscc}.zip")[0].place

        return work

    said = _at_once(engine, desks, take(FIRST), take(SECOND))
    if "constraint" in said:  # the import looks again, and so does this
        with desks(engine) as desk:
            take(FIRST if said[0] == "constraint" else SECOND)(desk)

    with desks(engine) as desk:
        refs = desk.session.exec(select(Application.ref)).all()
    assert sorted(refs) == ["S001", "S002"]


def test_several_editions_go_on_at_once_in_one_chain(engine: Engine, desks: OpenDesk) -> None:
    def go_on(number: int) -> Work:
        def work(desk: Desk) -> str:
            row = start_attempt(desk, number, "intake", 1)
            for to in (Phase.WAITING, Phase.CLOSING, Phase.DECIDING):
                advance(desk, row, to)
            return str(row.phase)

        return work

    said = _at_once(engine, desks, *map(go_on, (3, 4, 5, 6)))

    assert said == ["deciding"] * 4
    with desks(engine) as desk:
        previous, events = GENESIS, events_of(desk.session)
    for event in events:
        assert event.prev_sha256 == previous
        assert event.sha256 == link(previous, event.content())
        previous = event.sha256
    assert len(events) == 16
