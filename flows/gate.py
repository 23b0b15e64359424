"""The gate: a run suspends, a person fills in the form, the database decides what that meant.

Any client of Prefect can make a suspended run go on, a retry forgets what was answered, and a
process may die between suspending and saving the form. So nothing is concluded from *being here
again*: the gate looks up whether it was decided; if not, whether the newest form has an answer
that holds (name, fresh code, same evidence); and otherwise hands out a new form under a new number.
"""

from prefect import get_run_logger, suspend_flow_run
from prefect.exceptions import Pause
from prefect.input.actions import read_flow_run_input

from models.gate import Outcome
from rules.calendar import YearUnknown
from rules.errors import Refusal
from tasks.course import show_news_if_possible
from tasks.forms import GateForm
from tasks.gate import GateSpec, hand_out, look_at_gate, settle


def pass_gate(gate: GateSpec) -> Outcome | None:
    """The outcome; suspends the run as often as it takes. ``None``: the gate was cancelled."""
    asked = look_at_gate(gate)
    if asked.outcome or asked.is_cancelled:
        return asked.outcome
    why_again = ""
    if asked.asks:
        form = _answer(gate, asked.asks)
        try:
            if form:
                return settle(gate, form)
            why_again = "没有收到填好的表单。"
        except YearUnknown:
            raise  # nothing is wrong with the answer
        except Refusal as refused:
            why_again = str(refused)
            get_run_logger().warning("%s：%s", gate.title, refused)
    request = hand_out(gate, why_again)
    try:
        suspend_flow_run(
            wait_for_input=gate.form.with_initial_data(description=request.description),
            key=form_key(gate.key, request.number),
        )
    except Pause:
        show_news_if_possible(gate.edition, request.page)  # nobody waited for these to get the form
        raise
    raise AssertionError("a suspended run never gets here: it starts again from the top")


def form_key(gate_key: str, number: int) -> str:
    """Prefect allows lowercase letters, digits and dashes only."""
    return f"{gate_key.replace('/', '-')}-{number}"


def _answer(gate: GateSpec, number: int) -> GateForm | None:
    response = read_flow_run_input(f"suspended-{form_key(gate.key, number)}-response")
    return gate.form.model_validate(response) if response else None
