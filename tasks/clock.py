"""What the clock does: reminders, alarms, mending, mail. Prefect decides when; this says what."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from itertools import pairwise

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import StateType
from sqlmodel import select

from actions import publishing
from actions.board import board
from actions.deadlines import REMINDERS, editions_to_remind, remind
from actions.digest import editions_to_digest, write_digests
from actions.editions import editions_in_setup, is_ready_to_confirm
from actions.mail_review import hold_mass_mail
from actions.matters import gate_key, undecided
from models.edition import (
    Edition,
    Phase,
    attempts_of,
    latest_attempt,
    running_attempts,
    stalled_editions,
)
from models.effects import done_of
from models.gate import Gate, open_gates
from models.matter import Matter
from models.outbox import editions_in_trouble
from models.watch import Watch, editions_to_look_at, look_again, looked, newest_event
from notifications.channels import deliver_beside
from notifications.deliver import BATCH, LEASE, deliver_due
from runtime import prefect_api
from runtime.clock import now, real_instant_of
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.files import files
from runtime.post import channels, letters_a_run, sender, shelf, wait_for
from tasks.artifacts import show_if_new
from tasks.course import Judge, look, start_next_stage, start_stage

_A_RUN = 500  # letters one run sends at most
ALARMS = "alarms"
BOARDS = "boards"
_JUDGES = {
    "intake": "tasks.waiting:window",
    "eligibility": "tasks.eligibility:everything_in",
    "panels": "tasks.panels:everything_in",
    "document-review": "tasks.document_review:everything_in",
    "site-review": "tasks.site_review:everything_in",
    "deliberation": "tasks.deliberation:everything_in",
    "publicity": "tasks.publicity:period_over",
}


@task(cache_policy=NO_CACHE)
def send_reminders() -> int:
    """Queue what is due to those who still owe something."""
    with open_desk() as desk:
        numbers = editions_to_remind(desk)
    count = 0
    for number in numbers:
        with open_desk() as desk:  # one transaction each: one bad edition stops no other
            count += remind(desk, number)
    return count


@task(cache_policy=NO_CACHE)
def complete_public_folder() -> None:
    """What a crash or somebody's hand took from the public folder is put there again."""
    with open_desk() as desk:
        for name in publishing.complete(desk):
            get_run_logger().warning("公布文件夹中补上了 %s。", name)


@task(cache_policy=NO_CACHE)
def show_boards() -> None:
    """Bring the boards up to date: what is overdue or stuck by now is shown in red."""
    with open_desk() as desk:
        runs = {a.flow_run_id: a.edition for a in running_attempts(desk.session) if a.flow_run_id}
        numbers = set(editions_to_look_at(desk.session, BOARDS, desk.at))
    broken = prefect_api.ended_badly(runs)
    for number in sorted(numbers | {runs[run_id] for run_id in broken}):
        with open_desk() as desk:
            seen = newest_event(desk.session)
            markdown = board(desk, number, broken)
            step = desk.session.get(Watch, (number, REMINDERS))  # every deadline is one
            later = step.next_at if step else None
            looked(desk.session, number, BOARDS, seen=seen, next_at=later)
        show_if_new(f"edition-{number}-board", markdown, f"第{number}届总览")


@task(cache_policy=NO_CACHE)
def send_digests() -> int:
    """Queue the morning digest, one letter for all editions whose morning has come."""
    with open_desk() as desk:
        return write_digests(desk, editions_to_digest(desk))


@task(cache_policy=NO_CACHE)
def deliver_mail() -> int:
    """Hold what is to be reviewed, deliver the rest; gives how many letters left."""
    with open_desk() as desk:
        hold_mass_mail(desk)
    report = deliver_due(
        transaction,
        sender(),
        at=now(),
        fetch=files().fetch,
        limit=letters_a_run(_A_RUN),
        lease=LEASE + wait_for(BATCH),
        shelf=shelf(),
    )
    deliver_beside(transaction, channels(), at=now())
    if report.failed or report.deferred:
        with open_desk() as desk:  # the boards show what did not leave
            look_again(desk.session, at=desk.at, editions=editions_in_trouble(desk.session))
    if report.failed:
        get_run_logger().warning("%d 封信函发送失败，见总览。", report.failed)
    return report.sent


@task(cache_policy=NO_CACHE)
def set_alarms() -> None:
    """Bring every sleeping run's alarm in line with its deadline; wake what need not wait."""
    with open_desk() as desk:
        asked = {gate.flow_run_id for gate in open_gates(desk.session)}
        ready = [
            e.setup_run_id
            for e in editions_in_setup(desk)
            if e.setup_run_id not in asked and is_ready_to_confirm(desk, e.number)
        ]
        numbers = editions_to_look_at(desk.session, ALARMS, desk.at)
        if desk.settings.clock:  # where time is scaled, alarms move without any event
            numbers = list(desk.session.exec(select(Edition.number)))
    for number in numbers:
        _set_alarms_of(number)
    for run_id in filter(None, ready):
        prefect_api.keep_alarm(run_id, None, "")


def _set_alarms_of(edition: int) -> None:
    """An edition counts as looked at when each of its runs is asleep: then its alarm is right."""
    with open_desk() as desk:
        seen = newest_event(desk.session)
        waiting = [a for a in attempts_of(desk.session, edition) if a.phase is Phase.WAITING]
    ahead: list[datetime] = []
    asleep = True
    for attempt in waiting:
        if attempt.flow_run_id and attempt.id and attempt.stage in _JUDGES:
            situation = look(attempt.id, _judge(attempt.stage))
            due = None if situation.is_over else real_instant_of(situation.until)
            done = prefect_api.keep_alarm(attempt.flow_run_id, due, situation.why)
            asleep &= done in {"", "moved"}
            ahead.append(situation.until)
    if asleep:
        with open_desk() as desk:
            looked(desk.session, edition, ALARMS, seen=seen, next_at=min(ahead, default=None))


@task(cache_policy=NO_CACHE)
def mend() -> None:
    """Start again what a crash left: lost runs, forms not handed out, stages not started."""
    with open_desk() as desk:
        attempts = running_attempts(desk.session)
        gates = open_gates(desk.session)
        numbers = stalled_editions(desk.session)
        in_setup = editions_in_setup(desk)
        matters = undecided(desk)
    runs = prefect_api.gone_or_broken({a.flow_run_id for a in attempts if a.flow_run_id})
    for attempt in attempts:
        if not attempt.flow_run_id or attempt.flow_run_id in runs.gone:
            start_stage(attempt.edition, attempt.stage, attempt.attempt)
        elif attempt.flow_run_id in runs.broken:
            prefect_api.wake(attempt.flow_run_id)
    _hand_out_missing(gates)
    for number in numbers:
        _start_missing(number)
    asked = {edition.setup_run_id for edition in in_setup if edition.setup_run_id}
    # One that died before its first commit is known to Prefect alone, and nobody is there to click.
    for run_id in prefect_api.crashed_runs("open-edition") - asked:
        prefect_api.wake(run_id)
    runs = prefect_api.gone_or_broken(asked | {matter.flow_run_id for matter in matters})
    for edition in in_setup:
        _ask_again(edition, runs)
    for matter in matters:
        _refer_again(matter, runs)


def _hand_out_missing(gates: Sequence[Gate]) -> None:
    """A form that was once seen out stays out, so each is asked for once and not every time."""
    with open_desk() as desk:
        seen = done_of(desk.session, [_form_of(gate) for gate in gates])
    for gate in gates:
        form = _form_of(gate)
        if not gate.flow_run_id or form in seen:
            continue
        if prefect_api.repair(gate.flow_run_id, form) == "out":
            with open_desk() as desk:
                desk.once(form)


def _ask_again(edition: Edition, runs: prefect_api.Lost) -> None:
    """An edition whose confirmation was lost with Prefect's database is put to the chair anew."""
    if edition.setup_run_id and _is_lost(edition.setup_run_id, runs):
        prefect_api.start_run(
            "open-edition/open-edition",
            {
                "届次": edition.number,
                "年度": edition.year,
                "政策包": edition.pack,
                "抽签公开数来源": edition.draw_source,
            },
            key=f"{edition.number}/edition/after/{edition.setup_run_id}",
        )


def _refer_again(matter: Matter, runs: prefect_api.Lost) -> None:
    """As ``_ask_again``, for a major matter."""
    if _is_lost(matter.flow_run_id, runs):
        prefect_api.start_run(
            "refer-matter/refer-matter",
            {
                "届次": matter.edition,
                "事项": matter.title,
                "情况": matter.facts,
                "证据": matter.evidence,
                "提出人": matter.referred_by,
                "已邀请纪检监察机关": matter.discipline_invited,
                "纪检监察说明": matter.discipline_note,
            },
            key=f"{gate_key(matter)}/after/{matter.flow_run_id}",
        )


def _is_lost(run_id: str, runs: prefect_api.Lost) -> bool:
    """Whether Prefect knows nothing of a run; one that crashed is woken."""
    if run_id in runs.broken:
        state = prefect_api.state_of(run_id)
        if state is not None and state.type is StateType.CRASHED:
            prefect_api.wake(run_id)
    return run_id in runs.gone


def _start_missing(edition: int) -> None:
    """A stage that ended while the run that should start the next one died."""
    with open_desk() as desk:
        order = desk.policy(edition).stages.order.value
        newest = [latest_attempt(desk.session, edition, stage) for stage in order]
        if not attempts_of(desk.session, edition):
            newest = []
    if not newest:
        start_stage(edition, order[0], 1)
    for row, following in pairwise([*newest, None]):
        if row is None:
            continue
        if row.phase is Phase.RETURNED:
            start_stage(edition, row.stage, row.attempt + 1)
        elif row.phase is Phase.APPROVED and (
            following is None or following.phase is Phase.SUPERSEDED
        ):
            start_next_stage(edition, row.stage)


def _form_of(gate: Gate) -> str:
    return f"suspended-{gate.key.replace('/', '-')}-{gate.asks}-schema"


def _judge(stage: str) -> Judge:
    module, _, name = _JUDGES[stage].partition(":")
    judge: Judge = getattr(import_module(module), name)
    return judge
