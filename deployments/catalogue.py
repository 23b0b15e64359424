"""Every deployment, declared once: name, entrypoint, form, schedule, tags.

``python -m deployments.catalogue`` registers them with the server that ``PREFECT_API_URL`` names;
registering again changes nothing but what was edited. With ``--when-told`` it loads the flows and
registers when its input is closed: meanwhile the server may start. A deployment that left the
catalogue stays on the server until somebody deletes it there, because runs may still belong to it.
"""

import os
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.schedules import SCHEDULE_TYPES, IntervalSchedule, RRuleSchedule
from prefect.flows import load_flow_from_entrypoint
from sqlalchemy import inspect
from sqlmodel import func, select

from actions.stages import STAGES
from deployments.form import form_of
from flows.every_action import ACTIONS
from models.edition import Edition
from models.types import SHANGHAI
from rules.cases import CaseKind
from rules.cycle import next_opening
from rules.policy import read_pack
from runtime.database import engine, glance
from runtime.days import POLICIES
from runtime.packs import pack_folder
from runtime.settings import settings

ROOT = POLICIES.parent
_EDITIONS = "DTSTART:{first:%Y%m%d}T090000\nRRULE:FREQ=YEARLY;INTERVAL={years}"


@dataclass(frozen=True, slots=True)
class Declared:
    """One deployment: its flow's entrypoint, tags and schedule."""

    name: str
    entrypoint: str
    tags: tuple[str, ...]
    schedule: SCHEDULE_TYPES | None = None


def catalogue() -> tuple[Declared, ...]:
    """The stages in their order, the office's actions, the cases after the award, the clock."""
    stages = (
        Declared(name, f"flows/{_module(name)}.py:{_module(name)}", ("阶段",)) for name in STAGES
    )
    office = (
        Declared(
            name, action.entrypoint, ("办公室",), _every_edition() if action.has_schedule else None
        )
        for name, action in ACTIONS.items()
    )
    cases = (
        Declared(f"{kind}-case", f"flows/cases.py:{kind}_case", ("案件",)) for kind in CaseKind
    )
    return (
        *stages,
        *office,
        Declared("triage-report", "flows/supervision.py:triage_report", ("案件",)),
        *cases,
        Declared("clock", "flows/clock.py:clock", ("值守",), _every(settings().clock_seconds)),
    )


Loaded = list[tuple[Declared, Flow[..., object]]]


def load() -> Loaded:
    """Each deployment with its flow; asks nothing of the server."""
    return [(one, load_flow_from_entrypoint(str(ROOT / one.entrypoint))) for one in catalogue()]


def register(loaded: Loaded) -> None:
    """Create or update every deployment on the server, and have it plan the scheduled ones now."""
    with get_client(sync_client=True) as client:
        for one, flow in loaded:
            made = client.create_deployment(
                flow_id=client.create_flow(flow),
                name=one.name,
                version=flow.version,
                description=flow.description,
                entrypoint=one.entrypoint,
                path=str(ROOT),
                pull_steps=[
                    {"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}
                ],
                work_pool_name=settings().pool,
                tags=list(one.tags),
                parameter_openapi_schema=form_of(flow),
                enforce_parameter_schema=True,
                schedules=[DeploymentScheduleCreate(schedule=one.schedule, active=True)]
                if one.schedule
                else [],
            )
            if one.schedule:  # the server's own scheduler comes round within a minute
                client.request(
                    "POST", "/deployments/{id}/schedule", path_params={"id": made}, json={}
                )


def _module(name: str) -> str:
    return name.replace("-", "_")


def _every_edition() -> RRuleSchedule | None:
    """As the regulation of this installation says, counted from the last edition; or never."""
    folder = pack_folder(settings().pack)
    if folder is None:
        raise LookupError(
            f"没有政策包“{settings().pack}”，请检查 ZHIJIANG_PACK 和 ZHIJIANG_PACKS。"
        )
    cycle = read_pack(folder).cycle
    first = next_opening(cycle, last_year=_last_year(), today=datetime.now(SHANGHAI).date())
    if first is None:
        return None
    rule = _EDITIONS.format(first=first, years=cycle.every_years.value)
    return RRuleSchedule(rrule=rule, timezone="Asia/Shanghai")


def _last_year() -> int | None:
    """The year of the newest edition; None before the first, and before there is a database."""
    if not inspect(engine()).has_table("edition"):
        return None
    with glance() as session:
        return session.exec(select(func.max(Edition.year))).one()


def _every(seconds: int) -> IntervalSchedule | None:
    if not seconds:
        return None  # a rehearsal runs the clock itself
    return IntervalSchedule(
        interval=timedelta(seconds=seconds),
        anchor_date=datetime.fromisoformat("2026-01-01T00:00:00+08:00"),
    )


if __name__ == "__main__":
    os.chdir(Path(ROOT))
    ready = load()
    if "--when-told" in sys.argv:
        sys.stdin.read()
    register(ready)
