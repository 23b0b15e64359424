"""Tasks of reports and of the office's notes in cases; starting the runs that they need."""

from prefect import get_run_logger
from prefect.client.schemas.objects import StateType

from actions.cases import incidents
from actions.cases.cases import get_case
from actions.cases.entries import Entry, note_entry
from actions.cases.from_objections import open_cases_of_objections
from actions.cases.fund_overview import overview
from models.case import Case, running_cases, untriaged
from models.gate import gate_at
from rules.calendar import YearUnknown
from runtime import prefect_api
from runtime.clock import real_instant_of
from runtime.desk import open_desk
from tasks.artifacts import show
from tasks.cases import look_at_case
from tasks.refusals import office_task

_BROKEN = {StateType.CRASHED, StateType.COMPLETED}


@office_task
def take_report(said: incidents.Reported, actor: str) -> str:
    """Write a report down; gives what became of it."""
    with open_desk() as desk:
        row = incidents.report_incident(desk, said, files_in=said.edition, actor=actor)
        return incidents.told(row)


@office_task
def begin_triage(report_id: int, run_id: str) -> None:
    with open_desk() as desk:
        row = incidents.get_report(desk, report_id)
        row.flow_run_id = run_id
        desk.session.add(row)


def triage_gate(report_id: int) -> str:
    """The key of the gate: is it a case, and of which kind?"""
    with open_desk() as desk:
        return gate_at(incidents.get_report(desk, report_id).key)


@office_task
def note_in_case(entry: Entry, actor: str) -> str:
    with open_desk() as desk:
        files_in = get_case(desk, entry.case).edition
        return note_entry(desk, files_in, entry, actor=actor)


@office_task
def show_fund() -> None:
    """The fund over all editions, as an artifact."""
    with open_desk() as desk:
        text = overview(desk)
    show("fund-overview", text, "质量发展资金总览")


def keep_cases_going() -> None:
    """A run for every case and report that waits for one, and alarms in line with the deadlines."""
    with open_desk() as desk:
        open_cases_of_objections(desk)
        cases, reports = running_cases(desk.session), untriaged(desk.session)
    for report in reports:
        _keep("triage-report", {"report": report.id}, report.key, report.flow_run_id)
    for case in cases:
        try:
            _keep_case(case)
        except YearUnknown as unknown:
            get_run_logger().warning("%s：%s", case.number, unknown)


def _keep_case(case: Case) -> None:
    _keep(f"{case.kind}-case", {"case": case.id}, case.key, case.flow_run_id)
    if case.flow_run_id and case.id and case.phase.waits:
        pause = look_at_case(case.id)
        due = None if pause.is_over else real_instant_of(pause.until)
        prefect_api.keep_alarm(case.flow_run_id, due, pause.why)


def _keep(deployment: str, parameters: dict[str, int | None], key: str, run_id: str | None) -> None:
    """Start a run where there is none, and wake one that broke off."""
    state = prefect_api.state_of(run_id) if run_id else None
    if state is None:
        after = f"{key}/after/{run_id}" if run_id else key
        prefect_api.start_run(f"{deployment}/{deployment}", parameters, key=after)
    elif state.type in _BROKEN and run_id:
        prefect_api.wake(run_id)
