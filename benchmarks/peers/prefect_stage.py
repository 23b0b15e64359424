"""The stage that ``prefect_serve`` runs, as Prefect's documentation has it."""

from prefect import flow, suspend_flow_run, task
from prefect.deployments import run_deployment
from prefect.input import RunInput


class Approval(RunInput):
    name: str


@task
def work(number: int) -> int:
    return number


@flow(flow_run_name="award-{award}-{number}")
def stage(award: int, number: int) -> None:
    work(number)
    suspend_flow_run(wait_for_input=Approval, key=f"approve-{number}")
    parameters = {"award": award, "number": number + 1}
    run_deployment("stage/served", parameters=parameters, timeout=0, as_subflow=False)
