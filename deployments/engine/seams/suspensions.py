"""Prefect's engine does not watch for a suspension that somebody asks for in its UI.

It would open a stream of events before the flow begins and read the whole run again. Our runs
suspend themselves, and whoever wants one to end cancels it. The engine leaves out its observer
where it does not know the run's deployment, which it needs for nothing else of ours.
"""

from prefect.client.schemas.objects import FlowRun


def unwatched(flow_run: FlowRun) -> FlowRun:
    """The same run, for the engine."""
    return flow_run.model_copy(update={"deployment_id": None})
