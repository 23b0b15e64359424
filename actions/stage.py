"""A stage of an edition as one value: its four verbs, whom it waits for, what it makes.

Each stage's module ends with its own value; `actions/stages.py` lists them. Whatever treats stages
alike (catalogue, alarms, reminders, reopening, flows, the check of a pack) reads it from there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.details import Details, NoDetails, OpenRow
from actions.gates import Evidence
from actions.owed import Owed
from models.application import ApplicationState
from models.edition import StageAttempt
from models.gate import Decision
from runtime.desk import Desk

Act = Callable[[Desk, StageAttempt], None]
Enact = Callable[[Desk, StageAttempt, Decision], None]
Owing = Callable[[Desk, StageAttempt], list[Owed]]
Waits = Callable[[Desk, StageAttempt], "Wait"]
Input = Callable[[Desk, StageAttempt], Any]

LOOK_AGAIN = timedelta(days=365)  # no deadline yet: whatever sets one wakes the run


@dataclass(frozen=True, slots=True)
class Wait:
    """Whether waiting is over, and if not, until when at the latest (simulated time) and why."""

    is_over: bool
    until: datetime
    why: str = ""


def nothing_to_rule(_desk: Desk, _attempt: StageAttempt, _details: Details) -> dict[str, Any]:
    """Of a stage whose decision settles nothing but the outcome."""
    return {}


def no_rows(_desk: Desk, _attempt: StageAttempt) -> list[OpenRow]:
    return []


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a stage's decision rests on, and what it must settle."""

    evidence: Callable[[Desk, StageAttempt], Evidence]
    ruling: Callable[[Desk, StageAttempt, Any], dict[str, Any]] = nothing_to_rule
    """Given the details of an approval, what is kept with the decision; refuses what is lacking."""

    details: type[Details] = NoDetails
    rows: Callable[[Desk, StageAttempt], list[OpenRow]] = no_rows


def at_once(desk: Desk, _attempt: StageAttempt) -> Wait:
    """A stage that waits for nobody."""
    return Wait(is_over=True, until=desk.at)


def deadline(desk: Desk, attempt: StageAttempt) -> Wait:
    """The deadline and nothing else, even when all is in: others may still come."""
    until = attempt.due_at or desk.at + LOOK_AGAIN
    return Wait(desk.at >= until, until, "等待截止时间")


def all_in(owed: Owing) -> Waits:
    """Everything expected, or the deadline, whichever is first."""

    def waits(desk: Desk, attempt: StageAttempt) -> Wait:
        until = attempt.due_at or desk.at + LOOK_AGAIN
        missing = owed(desk, attempt)
        return Wait(not missing or desk.at >= until, until, f"尚有{len(missing)}项未交")

    return waits


def all_in_however_late(owed: Owing) -> Waits:
    """Everything expected: what the stage cannot end without has no deadline that replaces it."""

    def waits(desk: Desk, attempt: StageAttempt) -> Wait:
        missing = owed(desk, attempt)
        return Wait(not missing, desk.at + LOOK_AGAIN, f"尚有{len(missing)}项未交")

    return waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything the system knows of a stage but its words, order and days, which packs say."""

    name: str
    """As in packs, of its flow and deployment, and in every key; never changes."""

    open: Act
    """Publishes, invites, draws; once, in one transaction."""

    close: Act
    """Computes and reports; once, in one transaction."""

    decision: Judgement
    enact: Enact
    """Sets in force what the approval says; once, in one transaction."""

    waits: Waits = at_once
    owed: Owing | None = None
    """Who has not handed in what; None: nobody hands in anything, so no deadline can move."""

    input: Input | None = None
    """What its result rests on, as canonical facts; None: it is always done again."""

    moved: Act | None = None
    """What moves along with its deadline; None: nothing has a date of its own."""

    makes: tuple[ApplicationState, ...] = ()
    """What it makes of an application, first of those it lets through."""

    needs: tuple[str, ...] = ()
    """Stages whose results it builds on, which a pack must put before it."""

    is_final: bool = False
    """Nothing reopens it: what comes after it is a case (art. 25, 26)."""
