"""How a run of the office's actions begins: with what its order says, or not at all."""

from collections.abc import Callable
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.ending import Said, flow_of, to_its_end
from rules.errors import Refusal
from tasks.ordering import ACTIONS, Action, given_by_order
from tasks.refusals import NOT_TAKEN

_HEAD = "{summary}\n\nArgs:\n    命令: 由办公室的页面下达，不能手工填写\n"


def office_flow(
    name: str, run_name: str, *, waits: bool = False, has_schedule: bool = False
) -> Callable[[Callable[..., Said]], Flow[[str], Any]]:
    """A flow that the office orders; ``waits``: it may sleep for a holiday plan.

    What it gives back, sentences or a state, is how it ends.
    """

    def made(work: Callable[..., Said]) -> Flow[[str], Any]:
        action = ACTIONS[name] = Action(name, run_name, work, has_schedule)
        told = to_its_end(work, waits=waits)

        def carry_out(命令: str = "") -> State[Any]:
            try:
                given = given_by_order(action, 命令)
            except Refusal as refused:
                return Failed(name=NOT_TAKEN, message=str(refused))
            ended: State[Any] = told(**given)
            return ended

        carry_out.__name__ = carry_out.__qualname__ = work.__name__
        carry_out.__module__ = work.__module__
        carry_out.__doc__ = _HEAD.format(summary=action.form["description"])
        return flow_of(name, None, carry_out, source=work)

    return made
