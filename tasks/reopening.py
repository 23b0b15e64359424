"""Reopening a stage, as tasks: the plan, the request, its gate, and the runs it concerns."""

from actions.papers import publishing
from actions.reopening import reopening
from models.reopening import Reopening, unsettled
from runtime import prefect_api
from runtime.desk import open_desk
from tasks.artifacts import show
from tasks.chore import chore
from tasks.course import start_stage
from tasks.refusals import office_task


@office_task
def show_plan(edition: int, stage: str) -> None:
    """What reopening would do, as an artifact; nothing is changed."""
    with open_desk() as desk:
        plan = reopening.describe(desk, edition, stage)
    text = f"> 仅预演，没有作任何改动。\n\n{plan.text}"
    show(f"edition-{edition}-reopening", text, f"重新进行“{stage}”的预演")


@office_task
def request_reopening(
    edition: int, stage: str, run_id: str, *, reason: str, public_reason: str, actor: str
) -> int:
    """The number of the request."""
    with open_desk() as desk:
        row = reopening.request(
            desk, edition, stage,
            reason=reason, public_reason=public_reason, actor=actor, run_id=run_id,
        )  # fmt: skip
        return row.number


def _reopenings_to_settle() -> list[tuple[Reopening, list[str]]]:
    with open_desk() as desk:
        return [(row, reopening.stale_runs(desk, row)) for row in unsettled(desk.session)]


@chore(_reopenings_to_settle)
def settle_reopenings(waiting: list[tuple[Reopening, list[str]]]) -> None:
    """Cancel the runs of what fell, take down its papers, start the new attempt. Repeatable."""
    for row, runs in waiting:
        for run_id in runs:
            prefect_api.cancel(run_id, f"“{row.stage}”重新进行，本阶段的这一次已失效。")
        _settle(row)


def _settle(row: Reopening) -> None:
    assert row.new_attempt is not None, "an unsettled reopening was carried out"
    with open_desk() as desk:
        publishing.take_down(desk, row.edition, [f"{row.edition}/{s}/{n}/" for s, n in row.stale])
    start_stage(row.edition, row.stage, row.new_attempt)
    with open_desk() as desk:
        reopening.get(desk, row.edition, row.number).settled_at = desk.at
