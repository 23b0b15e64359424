"""The course of an attempt: where it stands, what it waits for, which one comes next."""

import logging
from dataclasses import dataclass
from datetime import datetime

import httpx
from sqlalchemy.exc import SQLAlchemyError

from actions.attempts import advance, get_attempt
from actions.papers.issuing import awaited_in
from actions.reminding.board import board
from actions.stage import Stage
from actions.stages import STAGES
from actions.starting import plan_attempt, refuse_unplanned, start_attempt
from models.edition import Phase, latest_attempt
from models.order import Order
from models.types import id_of
from rules.calendar import YearUnknown
from runtime.desk import glance_at_desk, open_desk
from runtime.prefect_api import cancel, start_run
from tasks.artifacts import Page, show, show_papers

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a run finds when it comes to its wait."""

    phase: Phase
    is_over: bool
    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Run:
    """Which attempt a run carries out."""

    stage: Stage
    edition: int
    attempt: int
    attempt_id: int

    @property
    def key(self) -> str:
        """``3/intake/1``, as of the attempt's row."""
        return f"{self.edition}/{self.stage.name}/{self.attempt}"


def begin_attempt(stage: Stage, edition: int, attempt: int, run_id: str) -> Run:
    """The attempt's row; the newest run of an attempt is the one that counts.

    An earlier run that is still about is cancelled, so that no second one waits for the same.

    Raises:
        WrongMoment: the system has not planned this attempt.
    """
    with open_desk() as desk:
        refuse_unplanned(desk, edition, stage.name, attempt)
        row = start_attempt(desk, edition, stage.name, attempt)
        desk.session.refresh(row, with_for_update=True)  # two runs that begin at once take turns
        former, row.flow_run_id = row.flow_run_id, run_id
        desk.session.add(row)
        run = Run(stage, edition, attempt, id_of(row))
    if former and former != run_id:
        cancel(former, f"本阶段已由另一次运行（{run_id}）接着办理。")
    return run


def look(attempt_id: int) -> Situation:
    with open_desk() as desk:
        attempt = get_attempt(desk, attempt_id)
        if attempt.phase is not Phase.WAITING:
            return Situation(attempt.phase, is_over=True, until=desk.at, why="")
        wait = STAGES[attempt.stage].waits(desk, attempt)
        return Situation(attempt.phase, wait.is_over, wait.until, wait.why)


def to_be_sealed(attempt_id: int) -> str:
    """What of the attempt waits for number and seal, in words; "" when nothing does."""
    with open_desk() as desk:
        papers = awaited_in(desk, get_attempt(desk, attempt_id))
    return f"{len(papers)}件公文待签发、编号、盖章" if papers else ""


def stop_waiting(attempt_id: int) -> None:
    with open_desk() as desk:
        attempt = get_attempt(desk, attempt_id)
        if attempt.phase is Phase.WAITING:
            advance(desk, attempt, Phase.CLOSING)


def phase_of(attempt_id: int) -> Phase:
    with open_desk() as desk:
        return get_attempt(desk, attempt_id).phase


def start_stage(edition: int, stage: str, attempt: int) -> str:
    """Start the run of an attempt; the key makes a second start the same run."""
    with open_desk() as desk:
        pack = desk.edition(edition).pack
        title = desk.policy(edition).stage(stage).title.value
        plan_attempt(desk, edition, stage, attempt)
    return start_run(
        f"{stage}/{stage}",
        {"edition": edition, "attempt": attempt},
        key=f"{edition}/{stage}/{attempt}",
        name=f"第{edition}届·{title}·{attempt}",
        tags=(f"edition:{edition}", f"pack:{pack}"),
    )


def start_order(order_id: str) -> str:
    """Start the run of an order that is placed, and give its id; a second start is the same run."""
    with glance_at_desk() as desk:
        row = desk.session.get_one(Order, order_id)
    edition = row.arguments.get("届次")
    return start_run(
        f"{row.action}/{row.action}",
        {"命令": row.id},
        key=f"order/{row.id}",
        name=row.run_name or None,
        tags=(f"edition:{edition}",) if edition else (),
    )


def start_next_stage(edition: int, stage: str) -> bool:
    """Start what the policy names after ``stage``; ``False``: it was the last one."""
    with open_desk() as desk:
        following = desk.policy(edition).next_stage(stage)
        attempt = 1
        if following:
            row = latest_attempt(desk.session, edition, following)
            if row is not None:
                attempt = row.attempt + (row.phase is Phase.SUPERSEDED)
    if following:
        start_stage(edition, following, attempt)
    return bool(following)


def show_board(edition: int) -> None:
    """Refresh the edition's board in the Prefect UI; without the year's calendar it stays."""
    try:
        with glance_at_desk() as desk:
            markdown = board(desk, edition)
    except YearUnknown as unknown:
        _log.warning("第%d届总览没有更新：%s", edition, unknown)
        return
    show(f"edition-{edition}-board", markdown, f"第{edition}届总览")


def show_news_if_possible(edition: int, *pages: Page) -> None:
    """Pages, new papers and the board, for a run that waits already: an error must not end it.

    A board that is left out here, the clock shows at its next look; a paper, the next stage's run.
    """
    try:
        for page in pages:
            show(page.key, page.markdown, page.description)
        show_papers(edition)
        show_board(edition)
    except (httpx.HTTPError, SQLAlchemyError):
        _log.warning("What is new in edition %d was not shown", edition, exc_info=True)
