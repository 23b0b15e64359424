"""The verbs of a stage as Prefect tasks: act and move on in one transaction.

Because an action and the phase it ends are committed together, a task that is killed and run
again finds either nothing done or all of it, and skips what is done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from actions.attempts import advance, get_attempt
from actions.gates import decision_row
from actions.reopening.confirming import publish_again
from actions.stage import Act, Stage
from models.edition import Phase, StageAttempt, rests_on
from models.gate import gate_at
from runtime.desk import Desk, open_desk
from tasks.refusals import plain_task


@dataclass(frozen=True, slots=True)
class Verb:
    """Called with an attempt's id: runs its task while the attempt is in the verb's phase.

    A run that was woken finds most verbs done; those cost a look and no task run, whose three
    events the server would have to record.
    """

    during: Phase
    fn: Callable[[int], None]  # the work without Prefect
    run: Callable[[int], None]

    def __call__(self, attempt_id: int) -> None:
        with open_desk() as desk:
            is_due = get_attempt(desk, attempt_id).phase is self.during
        if is_due:
            self.run(attempt_id)


@cache
def opening(stage: Stage) -> Verb:
    """A task that opens a stage: publishes, invites, draws."""
    return _verb(stage.open, Phase.OPENING, Phase.WAITING)


@cache
def closing(stage: Stage) -> Verb:
    """A task that closes a stage: computes and reports."""
    return _verb(stage.close, Phase.CLOSING, Phase.DECIDING)


@cache
def enacting(stage: Stage) -> Verb:
    """A task that sets in force what an approval says, or an earlier one that it re-confirms."""
    act = stage.enact

    def act_on_decision(desk: Desk, attempt: StageAttempt) -> None:
        source = rests_on(desk.session, attempt)
        act(desk, source, decision_row(desk, gate_at(source.key)))
        if source is not attempt:
            publish_again(desk, source)

    act_on_decision.__name__ = act.__name__
    act_on_decision.__doc__ = act.__doc__
    return _verb(act_on_decision, Phase.ENACTING, Phase.APPROVED)


def _verb(act: Act, during: Phase, to: Phase) -> Verb:
    def perform(attempt_id: int) -> None:
        with open_desk() as desk:
            attempt = get_attempt(desk, attempt_id, lock=True)  # two runs of it take turns
            if attempt.phase is not during:
                return  # done before a crash or a retry
            act(desk, attempt)
            advance(desk, attempt, to)

    told = {"name": act.__name__, "description": act.__doc__}
    return Verb(during, perform, plain_task(perform, **told, retries=2, retry_delay_seconds=1))
