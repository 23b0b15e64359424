"""How a run ends: the one place that decides its state, the state's name and its message.

==========  =========  =======================================================================
name        type       what happened
==========  =========  =======================================================================
Completed   COMPLETED  done; the message says what
预演        COMPLETED  仅预演: nothing was changed
部分未受理  COMPLETED  some of what was handed in was taken, some not
退回        COMPLETED  the person who decides returned it
已失效      COMPLETED  the gate was cancelled, because something else took its place
未受理      FAILED     refused: nothing was changed, the message says why and what to do
==========  =========  =======================================================================

A refusal is the asker's to put right, so it has a sentence and no traceback; what is a fault of
the system ends as Prefect ends it. A stage whose year has no holiday plan does not end but waits.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import signature, unwrap
from typing import Any, ParamSpec

from prefect import Flow, flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.utilities.hashing import file_hash

from actions.report import Line
from models.gate import Outcome
from rules.calendar import YearUnknown
from tasks.holidays import wait_for_plan
from tasks.ordering import REHEARSAL, REHEARSED
from tasks.refusals import NOT_TAKEN, sentence_for

P = ParamSpec("P")
Ending = State[Any]
Said = str | Sequence[str] | State[Any] | None
PARTLY_TAKEN = "部分未受理"
RETURNED = "退回"
VOID = "已失效"


def waiting_flow(name: str, run_name: str) -> Callable[[Callable[P, Said]], Flow[P, Any]]:
    """A flow of the system that runs for months: it waits for a holiday plan that is missing.

    What it gives back, sentences or a state, is how it ends.
    """

    def made(work: Callable[P, Said]) -> Flow[P, Any]:
        return flow_of(name, run_name, to_its_end(work, waits=True), source=work)

    return made


def after_lines(lines: Sequence[Line], what: str) -> State[Any]:
    """The end of a run that took several things, each with its line."""
    refused = [line for line in lines if not line.ok]
    told = f"{what}：共{len(lines)}项，未受理{len(refused)}项。"
    if not refused:
        return Completed(message=told)
    told = " ".join([told, *(f"{line.file} {line.place} {line.sentence}" for line in refused[:3])])
    if len(refused) == len(lines):
        return Failed(name=NOT_TAKEN, message=told)
    return Completed(name=PARTLY_TAKEN, message=told)


def after_gate(outcome: Outcome | None, done: str) -> State[Any]:
    """The end of a run that asked for a decision; ``done`` says what an approval brought about."""
    if outcome is Outcome.APPROVED:
        return Completed(message=done)
    if outcome is None:
        return Completed(name=VOID, message="这一事项已经失效，不再需要决定。")
    return Completed(name=RETURNED, message="决定人退回，没有办理；意见已存入档案。")


def flow_of(
    name: str, run_name: str | None, work: Callable[P, Any], *, source: Callable[..., Any]
) -> Flow[P, Any]:
    """A flow of ours; ``source`` is what it was written as, and so its version."""
    version = file_hash(unwrap(source).__code__.co_filename)  # else that of this file
    made: Flow[P, Any] = flow(
        name=name, version=version, flow_run_name=run_name, persist_result=False
    )(work)
    return made


def to_its_end(work: Callable[P, Said], *, waits: bool) -> Callable[P, Any]:
    """``work``, ending in a state as told above whatever happens."""

    @wraps(work)
    def told(*args: P.args, **kwargs: P.kwargs) -> State[Any]:
        given = signature(work).bind(*args, **kwargs)
        given.apply_defaults()
        try:
            return _ended(work(*args, **kwargs), bool(given.arguments.get(REHEARSAL)))
        except YearUnknown as unknown:
            if waits:
                raise wait_for_plan(unknown) from None
            return Failed(name=NOT_TAKEN, message=unknown.sentence)
        except Exception as error:
            sentence = sentence_for(error)
            if sentence is None:
                raise
            return Failed(name=NOT_TAKEN, message=sentence)

    return told


def _ended(said: Said, is_rehearsal: bool) -> State[Any]:
    if isinstance(said, State):
        return said
    sentences = [said] if isinstance(said, str) else list(said or ())
    for sentence in sentences:
        get_run_logger().info(sentence)
    if is_rehearsal:
        return Completed(name=REHEARSED, message=" ".join(["仅预演，没有作任何改动。", *sentences]))
    return Completed(message=" ".join(sentences) or None)
