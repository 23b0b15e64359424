"""A tick of the clock over thousands of open editions in which nothing is due.

Each edition waits for the replies of 300 offices. The first look at an edition is a row of its own;
every later one must be quick, whatever the number of people. It is the clock's own work on
the database: mending's and alarms' queries, reminders, digests, review and delivery. What Prefect
is asked meanwhile is one count of runs and belongs to its own server.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, insert, select

from actions.letters.mail_review import hold_mass_mail
from actions.reminding.deadlines import editions_to_remind, remind
from actions.reminding.digest import editions_to_digest, write_digests
from benchmarks.databases import DATABASES, transaction
from benchmarks.row import Row
from models.edition import (
    Edition,
    EditionState,
    Phase,
    StageAttempt,
    running_attempts,
    stalled_editions,
)
from models.eligibility import Inquiry, InquiryKind
from models.gate import open_gates
from models.types import SHANGHAI
from models.watch import Watch, editions_to_look_at, looked, newest_event
from notifications.deliver import deliver_due
from notifications.senders import FolderSender
from rules.canonical import canonical_json, sha256_of
from rules.criteria import read_criteria
from rules.policy import read_pack
from runtime.days import POLICIES, calendar
from runtime.desk import Desk
from runtime.files import files
from runtime.settings import settings

AT = datetime(2026, 6, 1, 9, 0, tzinfo=SHANGHAI)
DUE = AT + timedelta(days=60)
PEOPLE = 300
FIRST = 30  # editions that are looked at; what was noted of the last of them is noted of the rest


def rows(*, quick: bool = False) -> list[Row]:
    """A first and a later tick on SQLite and PostgreSQL."""
    editions = 100 if quick else 3_000
    found = []
    for name, database in DATABASES.items():
        with database() as engine:
            _fill(engine, editions)
            first, later = _first_looks(engine), min(_tick(engine) for _ in range(3))
        what = f"s over {editions} editions of {PEOPLE}"
        found += [
            Row(name=f"first look at an edition, {name}", ours=first, unit="s"),
            Row(name=f"tick, {name}", ours=later, unit=what, target="< 2"),
        ]
    return found


def _first_looks(engine: Engine) -> float:
    """Seconds an edition for the look that learns when it must be looked at again."""
    begin = time.perf_counter()
    with _desk(engine) as desk:
        numbers = editions_to_remind(desk)
    for number in numbers[:FIRST]:
        with _desk(engine) as desk:
            seen = newest_event(desk.session)
            assert remind(desk, number) == 0, "nothing is due"
            write_digests(desk, [number])
            looked(desk.session, number, "alarms", seen=seen, next_at=DUE)
    took = (time.perf_counter() - begin) / FIRST
    with transaction(engine) as session:
        noted = session.exec(select(Watch).where(Watch.edition == numbers[FIRST - 1])).all()
        for one in noted:
            others = ({**one.model_dump(), "edition": number} for number in numbers[FIRST:])
            _insert(session, Watch, list(others))
    return took


def _tick(engine: Engine) -> float:
    begin = time.perf_counter()
    with _desk(engine) as desk:
        assert running_attempts(desk.session), "the editions wait"
        assert not open_gates(desk.session)
        assert not stalled_editions(desk.session)
        assert not editions_to_look_at(desk.session, "alarms", desk.at)
    with _desk(engine) as desk:
        assert not editions_to_remind(desk)
        assert not editions_to_digest(desk)
    with _desk(engine) as desk:
        hold_mass_mail(desk)
    nobody = FolderSender(path=Path(os.devnull))
    deliver_due(lambda: transaction(engine), nobody, at=AT, fetch=_no_file)
    return time.perf_counter() - begin


def _fill(engine: Engine, editions: int) -> None:
    policy = read_pack(POLICIES / "qinzhou-2021")
    criteria = read_criteria(POLICIES / "criteria" / "gbt19580-2012.toml")
    common = {
        "year": 2026, "pack": policy.meta.id, "title": "届", "state": EditionState.RUNNING,
        "policy_json": policy.canonical_json(), "policy_sha256": policy.sha256,
        "criteria_json": canonical_json(criteria), "criteria_sha256": sha256_of(criteria),
        "draw_source": "", "opened_at": AT,
    }  # fmt: skip
    numbers = range(1, editions + 1)
    with transaction(engine) as session:
        _insert(session, Edition, [{**common, "number": number} for number in numbers])
        waiting = {"stage": "eligibility", "attempt": 1, "phase": Phase.WAITING, "due_at": DUE}
        attempts = [
            {**waiting, "id": n, "edition": n, "started_at": AT, "flow_run_id": str(n)}
            for n in numbers
        ]
        _insert(session, StageAttempt, attempts)
        asked = {"kind": InquiryKind.DEPARTMENT, "person": "某", "email": "a@b.cn", "due_at": DUE}
        for number in numbers:
            offices = ({**asked, "attempt_id": number, "office": f"{n}局"} for n in range(PEOPLE))
            _insert(session, Inquiry, list(offices))


def _insert(session: Session, table: Any, values: list[dict[str, Any]]) -> None:
    session.execute(insert(table), values)


@contextmanager
def _desk(engine: Engine) -> Iterator[Desk]:
    with transaction(engine) as session:
        yield Desk(session, AT, calendar(), files(), settings())


def _no_file(sha256: str) -> bytes:
    raise LookupError(sha256)
