"""What Prometheus reads of an installation, as text; looked at from outside, like health."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import col, func, select

from actions.reminding.duties import duties_in_cases, duties_of
from deployments.health import examine
from deployments.health.scene import Scene, api_of, moment
from models.edition import running_attempts
from models.gate import open_gates
from models.outbox import MailState, OutboxMessage, count_letters
from runtime.desk import Desk, glance_at_desk
from runtime.settings import settings

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Metric:
    """A number with its name, what it means, and labels."""

    name: str
    help: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        inside = ",".join(f'{name}="{value}"' for name, value in self.labels)
        return f"zhijiang_{self.name}{f'{{{inside}}}' if inside else ''} {self.value:g}"


def metrics() -> str:
    """Prometheus' text format; what cannot be looked at is left out and shows as a failed check."""
    scene = Scene(settings(), api_of(settings()), datetime.now(UTC))
    found = [*_checks(scene)]
    failed = {metric.labels for metric in found if metric.name == "check_ok" and not metric.value}
    if (("check", "database"),) not in failed:
        with glance_at_desk() as desk:
            found += _of_the_desk(desk)
    if (("check", "server"),) not in failed:
        found += _of_runs(scene)
    return _text(found)


def _text(found: list[Metric]) -> str:
    lines = []
    for name in dict.fromkeys(metric.name for metric in found):
        of_name = [metric for metric in found if metric.name == name]
        lines += [f"# HELP zhijiang_{name} {of_name[0].help}", f"# TYPE zhijiang_{name} gauge"]
        lines += [metric.line() for metric in of_name]
    return "\n".join(lines) + "\n"


def _checks(scene: Scene) -> Iterator[Metric]:
    """Each check of health: well or not, and how long ago what it is about last happened."""
    for one in examine():
        labels = (("check", one.name),)
        yield Metric("check_ok", "1: the check of zhijiang health is well", one.ok, labels)
        if one.since:
            yield _age(
                "check_age_seconds", "since the moment the check names", scene, one.since, labels
            )


def _of_the_desk(desk: Desk) -> Iterator[Metric]:
    yield Metric(
        "gates_waiting", "decisions that people are asked for", len(open_gates(desk.session))
    )
    attempts = running_attempts(desk.session)
    editions = {attempt.edition for attempt in attempts}
    owed = [one for attempt in attempts for one in duties_of(desk, attempt)]
    owed += [
        one for number in editions for part in duties_in_cases(desk, number) for one in part.owed
    ]
    yield Metric("duties", "what people owe", len(owed))
    yield Metric(
        "duties_overdue", "what is owed and late", sum(one.due_at < desk.at for one in owed)
    )
    letters = count_letters(desk.session)
    for state in MailState:
        yield Metric("letters", "letters by state", letters[state], (("state", state.value),))
    oldest: datetime | None = desk.session.exec(
        select(func.min(OutboxMessage.queued_at)).where(
            col(OutboxMessage.state) == MailState.QUEUED
        )
    ).one()
    waited = (desk.at - oldest).total_seconds() if oldest else 0.0
    yield Metric("outbox_age_seconds", "how long the oldest queued letter has waited", waited)


def _of_runs(scene: Scene) -> Iterator[Metric]:
    done = scene.api.newest_completed("clock")
    if done:
        at = moment(done["end_time"])
        yield _age("clock_age_seconds", "since the clock last completed", scene, at, ())
    workers = scene.api.workers(scene.settings.pool)
    for status in ("ONLINE", "OFFLINE"):
        count = sum(one["status"] == status for one in workers)
        yield Metric("workers", "workers by status", count, (("status", status.lower()),))
    for kind in ("FAILED", "CRASHED"):
        count = scene.api.ended_since(kind, scene.at - _DAY)
        yield Metric("runs_ended_badly", "runs of the last day", count, (("state", kind.lower()),))
    imported = scene.api.newest_completed("import-files")
    if imported:
        seconds = imported["total_run_time"]
        yield Metric("import_seconds", "how long the newest import took", seconds)


def _age(
    name: str, help_: str, scene: Scene, at: datetime, labels: tuple[tuple[str, str], ...]
) -> Metric:
    return Metric(name, help_, (scene.at - at).total_seconds(), labels)
