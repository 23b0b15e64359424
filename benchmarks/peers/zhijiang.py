"""This system as it is delivered: the embedded server, the resident worker, real stage work.

A workflow is an edition. Its first gate is the chair's confirmation; approved, the call is drafted
and waits for its signature; approved again, it is published, letters are queued and the intake
waits for its deadline. Every hop writes rows, papers and audit events.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.peers.calls import PURPOSES, count
from benchmarks.peers.course import course
from benchmarks.peers.orders import obey, wait_until
from deployments.commands import REGISTER
from deployments.engine.embedded import Embedded

EXAMPLES = Path("examples/qinzhou-2026/registers").resolve()
OPENED = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
_QUIET_SECONDS = 3.0  # task runs are told two seconds after the first; see resident.outbox


class Zhijiang:
    """An installation in a folder, its approvers, and read-only eyes on both databases."""

    def __init__(self, folder: Path) -> None:
        chosen = {
            "ZHIJIANG_HOME": str(folder),
            "ZHIJIANG_CLOCK": str(folder / "clock.json"),
            "ZHIJIANG_CLOCK_SECONDS": "0",
            "ZHIJIANG_DATABASE_URL": "",
            "ZHIJIANG_MAIL_HOST": "",
        }
        os.environ.update(chosen)
        self._set_up(folder)
        level = os.environ.get("BENCHMARK_LOG_LEVEL", "warning")
        self._stack = Embedded(folder, register=REGISTER, env=chosen, log_level=level)
        self._log = folder / "logs" / "server.log"
        self._folder = folder
        self._open = ExitStack()
        self._waiting: list[str] = []
        self._count = 0
        self._asleep: list[int] = []
        self._read_lines = 0
        self._ticks = 0

    def await_ready(self) -> None:
        self._stack.start()
        ours = {k: v for k, v in self._stack.environment.items() if k.startswith("PREFECT_")}
        os.environ.update(ours)
        from prefect.context import SyncClientContext

        self._client: Any = self._open.enter_context(SyncClientContext.get_or_create()).client
        self._data = _reader(self._folder / "zhijiang.db")
        self._prefect = _reader(self._folder / "prefect" / "prefect.db")

    def bring(self, count: int) -> float:
        from flows.every_action import order

        numbers = range(self._count + 1, self._count + count + 1)
        self._count += count
        for number in numbers:
            self._appoint(number)
        begun = time.perf_counter()
        for number in numbers:
            order("open-edition", {"届次": number}, actor="负责人", key=f"open-{number}")
        wait_until(lambda: self._confirmations() >= self._count)
        took = time.perf_counter() - begun
        _seal_nothing(numbers)
        self._waiting += [self._gate(f"{number}/edition/%") for number in numbers]
        return took

    def hop(self) -> float:
        gate = self._waiting.pop(0)
        edition, kind, *_ = gate.split("/")
        decide, run = self._decision(gate)
        self._decided = (datetime.now(UTC), run, int(edition))
        begun = time.perf_counter()
        decide()
        if kind == "edition":
            following = f"{edition}/call/1/gate"
            self._waiting.append(following)
            wait_until(lambda: self._is_asked(following))
        else:
            wait_until(lambda: self._is_asleep(int(edition), "intake"))
            self._asleep.append(int(edition))
        return time.perf_counter() - begun

    def calls(self) -> dict[str, int]:
        """What was asked of the server since this was last asked (``BENCHMARK_LOG_LEVEL=info``).

        Waits until no run has asked anything for some seconds.
        """
        before: dict[str, int] | None = None
        while before != (now := self._asked_by_runs()):
            before = now
            time.sleep(_QUIET_SECONDS)
        lines = self._lines()
        since, self._read_lines = self._read_lines, len(lines)
        return count(lines[since:])

    def _asked_by_runs(self) -> dict[str, int]:
        asked = count(self._lines()[self._read_lines :])
        return {
            kind: n
            for kind, n in asked.items()
            if not PURPOSES.get(kind, kind).startswith("worker: ")
        }

    def _lines(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines()

    def reopen(self) -> float:
        """Goes through a signed call once more: from the decision to the new call's gate."""
        from flows.every_action import order

        edition = self._asleep.pop(0)
        words = {"理由": "通知漏写附件", "告知当事人": "通知内容需要更正"}
        asked = {"届次": edition, "阶段": "call", "仅预演": False, **words}
        order("reopen-stage", asked, actor="覃示例", key=f"reopen-{edition}")
        gate = f"{edition}/reopening/1/gate"
        wait_until(lambda: self._is_asked(gate))
        decide, _ = self._decision(gate)
        begun = time.perf_counter()
        decide()
        wait_until(lambda: self._is_asked(f"{edition}/call/2/gate"))
        return time.perf_counter() - begun

    def tick(self) -> float:
        """One run of the clock deployment; the seconds until it is completed."""
        from runtime.prefect_api import start_run

        self._ticks += 1
        begun = time.perf_counter()
        run = start_run("clock/clock", {}, key=f"clock-{self._ticks}")
        query = "SELECT 1 FROM flow_run WHERE id = ? AND state_type = 'COMPLETED'"
        wait_until(lambda: bool(self._one(self._prefect, query, run)))
        return time.perf_counter() - begun

    def course(self) -> list[tuple[str, float]]:
        """The parts of the last hop from a call to its intake, in milliseconds."""
        time.sleep(_QUIET_SECONDS)
        begun, run, edition = self._decided
        query = "SELECT flow_run_id FROM stage_attempt WHERE edition = ? AND stage = 'intake'"
        following = self._one(self._data, query, edition)
        return course(self._prefect, begun, run, following)

    def pids(self) -> list[int]:
        return list(self._stack.pids().values())

    def stop(self) -> None:
        self._open.close()
        self._stack.stop()

    def _set_up(self, folder: Path) -> None:
        """A schema, a clock in a year whose holidays are known, and somebody to write to."""
        from actions.people.enrolling import enrol
        from runtime import clock
        from runtime.database import upgrade
        from runtime.desk import open_desk

        until = OPENED + timedelta(days=1)
        clock.run_until(folder / "clock.json", until, rate=1.0, start=OPENED)
        upgrade()
        with open_desk() as desk:
            enrol(desk, "负责人", ["chair", "office_head"], "head@office.example")

    def _appoint(self, number: int) -> None:
        """The office's data entry before an edition begins: registers once, a committee each."""
        from actions.edition.editions import open_edition
        from actions.handed_in.importing import import_paths
        from models.people import CommitteeMember, committee_of
        from runtime.desk import open_desk

        with open_desk() as desk:
            open_edition(
                desk, number=number, year=2026, pack="qinzhou-2021", draw_source="指数", run_id=""
            )
            for member in committee_of(desk.session, 1) if number > 1 else ():
                facts = member.model_dump(exclude={"id", "edition"})
                desk.session.add(CommitteeMember(edition=number, **facts))
        if number == 1:
            import_paths(sorted(EXAMPLES.iterdir()), 1)

    def _decision(self, gate: str) -> tuple[Callable[[], None], str]:
        """An approval by somebody new each time: a code is good for one decision."""
        import pyotp

        from actions.deciding.decide import look_at_question
        from actions.gates import Answer
        from actions.people.enrolling import enrol
        from models.gate import Outcome, find_gate
        from models.people import officers_of
        from runtime.desk import open_desk
        from tasks.deciding import decide

        with open_desk() as desk:
            row = find_gate(desk.session, gate)
            officers = officers_of(desk.session, row.edition) if row else []
            who = officers[0].name if row and row.role == "chair" and officers else gate
            secret = enrol(desk, who, ["chair", "office_head", "office"])
            shown = look_at_question(desk, gate).evidence.sha256
        run = str(self._one(self._data, "SELECT flow_run_id FROM gate WHERE key = ?", gate))
        answer = Answer(who, pyotp.TOTP(secret).now(), Outcome.APPROVED, "同意")
        return partial(decide, gate, answer, shown), run

    def _gate(self, pattern: str) -> str:
        return str(self._one(self._data, "SELECT key FROM gate WHERE key LIKE ?", pattern))

    def _confirmations(self) -> int:
        """How many editions wait for the chair, or did."""
        keys = self._data.execute("SELECT key FROM gate WHERE key LIKE '%/edition/%' AND asks")
        return sum(self._is_asked(key) or self._is_decided(key) for (key,) in keys.fetchall())

    def _is_decided(self, gate: str) -> bool:
        query = "SELECT 1 FROM gate WHERE key = ? AND outcome IS NOT NULL"
        return bool(self._one(self._data, query, gate))

    def _is_asked(self, gate: str) -> bool:
        run = self._one(self._data, "SELECT flow_run_id FROM gate WHERE key = ? AND asks", gate)
        query = "SELECT 1 FROM flow_run WHERE id = ? AND state_type = 'PAUSED'"
        return bool(run and self._one(self._prefect, query, run))

    def _is_asleep(self, edition: int, stage: str) -> bool:
        query = "SELECT flow_run_id FROM stage_attempt WHERE edition = ? AND stage = ?"
        run = self._one(self._data, query, edition, stage)
        query = "SELECT 1 FROM flow_run WHERE id = ? AND state_name = 'AwaitingDeadline'"
        return bool(run and self._one(self._prefect, query, run))

    @staticmethod
    def _one(database: sqlite3.Connection, query: str, *values: Any) -> Any:
        found = database.execute(query, values).fetchone()
        return found[0] if found else None


def _reader(file: Path) -> sqlite3.Connection:
    """Sees what is committed and holds nobody up."""
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True)


def _seal_nothing(numbers: Iterable[int]) -> None:
    """A hop is from a decision to the next stage: no officer who seals a paper in between."""
    from rules.policy import Policy
    from runtime.desk import open_desk

    with open_desk() as desk:
        for number in numbers:
            row = desk.edition(number)
            policy = json.loads(row.policy_json)
            policy["archive"]["sealed"] = None
            row.policy_json = json.dumps(policy, ensure_ascii=False)
            row.policy_sha256 = Policy.from_json(row.policy_json).sha256
            desk.session.add(row)


if __name__ == "__main__":
    obey(lambda: Zhijiang(Path(sys.argv[1]).resolve()))
