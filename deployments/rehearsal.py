"""An edition without applicants, played before the worker forks, in a folder that is thrown away.

What a process does for the first time is slow: SQLAlchemy compiles each statement, templates and
fonts are read, validators are built. A child of the resident worker would do all of it for the
first time in every run. Here its parent does it, and what was compiled goes with the engine that
the child uses. Other worker types do without.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pyotp

from actions.attempts import start_attempt
from actions.gates import ask, enrol, put_gate
from actions.papers.copies import links_due, note_links
from actions.reminding.board import board
from models import tables
from models.people import CommitteeMember, Contact, ContactKind
from runtime import clock, database, keys
from runtime.desk import open_desk
from runtime.settings import settings
from tasks import call, intake, office
from tasks import clock as chores
from tasks.alarms import set_alarms
from tasks.course import Run, gate_of, look, phase_of, stop_waiting
from tasks.forms import GateForm
from tasks.gate import GateSpec, look_at_gate, settle
from tasks.incidents import keep_cases_going
from tasks.mending import under_way
from tasks.reopening import settle_reopenings
from tasks.summons import summon_approvers
from tasks.waiting import at_once, window

_DAY = datetime(2026, 3, 2, 1, tzinfo=UTC)  # a year whose holidays are known
_EDITION = 1
_RUN = "rehearsal"
_DECIDED = ("eligibility", "panels", "document-review", "site-review", "deliberation")
_LETTERS = 3
_CLOSED = "publicity"  # a decision and what follows it need a period that is over, and winners


def rehearse() -> None:
    """Takes an edition from its opening to the public notice; nothing of it is left."""
    pack, year = settings().pack, _year()
    with _elsewhere():
        tables.METADATA.create_all(database.engine())
        with open_desk() as desk:
            for kind in ContactKind:
                desk.session.add(Contact(kind=kind, name=kind, person="", email="a@b.example"))
        office.pin_edition.fn(_EDITION, year, pack, "指数", _RUN)
        with open_desk() as desk:
            person = CommitteeMember(
                edition=_EDITION, name="甲", employer="", post="", role="委员", email="a@b.example"
            )
            desk.session.add(person)
        office.is_ready_to_confirm(_EDITION)
        _decide(office.setup_gate(_EDITION, _RUN))
        _look()
        first, second = _attempt("call"), _attempt("intake")
        call.open_call.fn(first.attempt_id)
        look(first.attempt_id, at_once)
        stop_waiting(first.attempt_id)
        call.close_call.fn(first.attempt_id)
        _decide(gate_of(first, call.decision, GateForm))
        call.enact_call.fn(first.attempt_id)
        phase_of(first.attempt_id)
        intake.open_intake.fn(second.attempt_id)
        look(second.attempt_id, window)
        _look()
        _let_the_clock_look()
        for stage in _stages():
            _go_through(stage)


def _year() -> int:
    """For which forms are drawn; where time is scaled it may not have begun."""
    try:
        return clock.now().year
    except FileNotFoundError:
        return datetime.now(UTC).year


def _stages() -> list[str]:
    with open_desk() as desk:
        order = desk.policy(_EDITION).stages.order.value
    return [stage for stage in order if stage in (*_DECIDED, _CLOSED)]


def _go_through(stage: str) -> None:
    name = stage.replace("-", "_")
    tasks, run = import_module(f"tasks.{name}"), _attempt(stage)
    getattr(tasks, f"open_{name}").fn(run.attempt_id)
    set_alarms()  # looks what the stage waits for
    stop_waiting(run.attempt_id)
    getattr(tasks, f"close_{name}").fn(run.attempt_id)
    if stage != _CLOSED:
        _decide(gate_of(run, tasks.decision, GateForm))
        getattr(tasks, f"enact_{name}").fn(run.attempt_id)


def _let_the_clock_look() -> None:
    """What the clock does where Prefect is not needed: no run of this edition is known to it."""
    under_way()
    set_alarms()
    keep_cases_going()
    chores.complete_public_folder()
    chores.tell_beside()
    settle_reopenings.look()
    chores.show_boards.look()
    for chore in (chores.send_reminders, chores.send_digests):
        chore.look()
        chore.task.fn([_EDITION])
    chores.deliver_mail.look()
    chores.deliver_mail.task.fn(_LETTERS)


def _attempt(stage: str) -> Run:
    with open_desk() as desk:
        row = start_attempt(desk, _EDITION, stage, 1)
        desk.session.refresh(row, with_for_update=True)
        assert row.id is not None, "a flushed row has an id"
        return Run(stage, _EDITION, 1, row.id)


def _decide(gate: GateSpec) -> None:
    with open_desk() as desk:
        secret = enrol(desk, gate.key, [gate.role], "a@b.example")
    look_at_gate(gate)
    with open_desk() as desk:
        row = put_gate(desk, gate.key, edition=_EDITION, title=gate.title, role=gate.role)
        summon_approvers(desk, row, ask(desk, row, gate.evidence(desk), run_id=_RUN))
    answer = {"审批人": gate.key, "动态验证码": pyotp.TOTP(secret).now()}
    form = gate.form.model_validate({**answer, "决定": "同意", "意见": "同意"})
    settle.fn(gate, form)


def _look() -> None:
    with open_desk() as desk:
        board(desk, _EDITION)
        note_links(desk, links_due(desk, _EDITION))


@contextmanager
def _elsewhere() -> Iterator[None]:
    """An installation of its own; what was compiled there is kept for the real one."""
    kept = {name: text for name, text in os.environ.items() if name.startswith("ZHIJIANG_")}
    # In a folder without an ``.env``, so that no setting leads to anything real.
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name in kept:
            del os.environ[name]
        watch = Path(folder, "clock.json")
        clock.run_until(watch, _DAY + timedelta(hours=8), rate=1.0, start=_DAY)
        os.environ |= {"ZHIJIANG_HOME": folder, "ZHIJIANG_CLOCK": str(watch)}
        _forget()
        try:
            yield
        finally:
            database.move(database.engine())
            del os.environ["ZHIJIANG_HOME"], os.environ["ZHIJIANG_CLOCK"]
            os.environ |= kept
            _forget()


def _forget() -> None:
    for known in (settings, database.engine, keys.fernet):
        known.cache_clear()
