"""What a crash or a lost database of Prefect left undone is begun again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from prefect import get_run_logger
from prefect.client.schemas.objects import StateType

from actions.edition.editions import editions_in_setup
from actions.edition.matters import gate_key, undecided
from actions.orders import SYSTEM, place
from models.edition import (
    Edition,
    Phase,
    StageAttempt,
    attempts_of,
    latest_attempt,
    running_attempts,
    stalled_editions,
)
from models.gate import settled_runs
from models.matter import Matter
from models.order import unspent_orders
from models.types import id_of
from runtime import prefect_api
from runtime.desk import glance_at_desk, open_desk
from runtime.errors import WrongVersion
from runtime.settings import settings
from tasks.course import start_next_stage, start_order, start_stage, to_be_sealed
from tasks.lost import put_back_lost


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What somebody should be at work on, as the database has it."""

    attempts: Sequence[StageAttempt]
    stalled: Sequence[int]
    in_setup: Sequence[Edition]
    matters: Sequence[Matter]


def under_way() -> UnderWay:
    with open_desk() as desk:
        return UnderWay(
            running_attempts(desk.session),
            stalled_editions(desk.session),
            editions_in_setup(desk),
            undecided(desk),
        )


def mend() -> None:
    """Start again what a crash left: lost runs, runs that were not told of a decision, stages."""
    for name in put_back_lost(settings().pool):
        get_run_logger().warning("“%s”所在的机器没有消息，已重新排队。", name)
    _start_missed_orders()
    found = under_way()
    runs = prefect_api.gone_or_broken({a.flow_run_id for a in found.attempts if a.flow_run_id})
    for attempt in found.attempts:
        if not attempt.flow_run_id or attempt.flow_run_id in runs.gone:
            start_stage(attempt.edition, attempt.stage, attempt.attempt)
        elif attempt.flow_run_id in runs.broken:
            prefect_api.wake(attempt.flow_run_id)
    _let_the_outdated_go_on(found.attempts)
    _let_the_decided_go_on()
    for number in found.stalled:
        _start_missing(number)
    asked = {edition.setup_run_id for edition in found.in_setup if edition.setup_run_id}
    # One that died before its first commit is known to Prefect alone, and nobody is there to click.
    for run_id in prefect_api.crashed_runs("open-edition") - asked:
        prefect_api.wake(run_id)
    runs = prefect_api.gone_or_broken(asked | {matter.flow_run_id for matter in found.matters})
    for edition in found.in_setup:
        _ask_again(edition, runs)
    for matter in found.matters:
        _refer_again(matter, runs)


def _start_missed_orders() -> None:
    """Orders whose run nobody started: a process died between the one and the other."""
    with glance_at_desk() as desk:
        missed = [row.id for row in unspent_orders(desk.session)]
    for order_id in missed:
        start_order(order_id)


def _let_the_outdated_go_on(attempts: Sequence[StageAttempt]) -> None:
    """Runs that met the tables of another version while it was being replaced."""
    failed = prefect_api.ended_badly(a.flow_run_id for a in attempts if a.flow_run_id)
    for run_id, why in failed.items():
        if f"{WrongVersion.__name__}:" in why:
            prefect_api.wake(run_id)


def _let_the_decided_go_on() -> None:
    """Runs that still wait for a decision that was made, or is no longer needed."""
    waiting = prefect_api.suspended_runs()
    with glance_at_desk() as desk:
        settled = settled_runs(desk.session, waiting)
    for run_id in sorted(settled):
        prefect_api.resume(run_id)


def _ask_again(edition: Edition, runs: prefect_api.Lost) -> None:
    """An edition whose confirmation was lost with Prefect's database is put to the chair anew."""
    if edition.setup_run_id and _is_lost(edition.setup_run_id, runs):
        told = {
            "届次": edition.number,
            "年度": edition.year,
            "政策包": edition.pack,
            "抽签公开数来源": edition.draw_source,
        }
        key = f"{edition.number}/edition/after/{edition.setup_run_id}"
        _order_again("open-edition", told, SYSTEM, key)


def _refer_again(matter: Matter, runs: prefect_api.Lost) -> None:
    """As ``_ask_again``, for a major matter."""
    if _is_lost(matter.flow_run_id, runs):
        told = {
            "届次": matter.edition,
            "事项": matter.title,
            "情况": matter.facts,
            "证据": matter.evidence,
            "已邀请纪检监察机关": matter.discipline_invited,
            "纪检监察说明": matter.discipline_note,
        }
        key = f"{gate_key(matter)}/after/{matter.flow_run_id}"
        _order_again("refer-matter", told, matter.referred_by, key)


def _order_again(action: str, told: dict[str, Any], actor: str, key: str) -> None:
    """What was ordered once is ordered anew, by the system and for the same person."""
    with open_desk() as desk:
        order_id = place(desk, action, told, actor=actor, key=key)
    start_order(order_id)


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
            _go_on_after(row)


def _go_on_after(row: StageAttempt) -> None:
    """The next stage, unless papers of this one wait for number and seal."""
    if to_be_sealed(id_of(row)):
        return
    asleep = row.flow_run_id and prefect_api.keep_alarm(row.flow_run_id, None, "")
    if asleep not in {"woken", ""}:
        start_next_stage(row.edition, row.stage)
