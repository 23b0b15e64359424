"""The gate: a run suspends, a person decides on a page, the database says what that meant.

Any client of Prefect can make a suspended run go on. So nothing is concluded from *being here
again*: the gate looks up whether it was decided, and otherwise the run suspends once more. No
name, code or verdict goes through Prefect.
"""

from prefect.exceptions import Pause
from prefect.runtime import flow_run as this_run

from models.gate import Outcome
from runtime.prefect_api import resume, suspend
from tasks.course import show_news_if_possible
from tasks.gate import look_at_gate, put_to_people


def pass_gate(key: str) -> Outcome | None:
    """The outcome; suspends the run as often as it takes. ``None``: the gate was cancelled."""
    found = look_at_gate(key)
    if not found.is_open:
        return found.outcome
    run_id = str(this_run.id)
    question = put_to_people(key)
    asleep = suspend(run_id, question.sentence)
    # Who decided between the question and the suspension found no run that could be resumed.
    if not look_at_gate(key).is_open:
        resume(run_id)
    else:
        show_news_if_possible(question.edition, question.page)
    raise Pause(state=asleep)
