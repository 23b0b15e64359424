"""The clock: the only place that asks what time it is.

A rehearsal sets ``ZHIJIANG_CLOCK`` to a small file and lets a year pass in a minute: from a pair
of anchors (real, simulated) time runs ``rate`` times as fast until ``hold``, then waits there for
the people to act. Every process reads the same file, so all agree on the time.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.types import SHANGHAI
from runtime.settings import settings


@dataclass(frozen=True, slots=True)
class ScaledTime:
    """Simulated time: ``sim`` at ``real``, ``rate`` times as fast, not past ``hold``."""

    real: datetime
    sim: datetime
    rate: float
    hold: datetime

    def at(self, real: datetime) -> datetime:
        """The simulated moment at a real one."""
        passed = (real - self.real).total_seconds() * self.rate
        if passed >= (self.hold - self.sim).total_seconds():  # hours later it is past any date
            return self.hold
        return self.sim + timedelta(seconds=passed)

    def real_of(self, sim: datetime) -> datetime | None:
        """When ``sim`` will be reached; ``None`` while time holds before it."""
        if sim > self.hold:
            return None
        return self.real + max(sim - self.sim, timedelta()) / self.rate


_NEVER = timedelta(days=30)


def now() -> datetime:
    """This moment, Asia/Shanghai."""
    real = datetime.now(SHANGHAI)
    scaled = _scaled()
    return scaled.at(real).astimezone(SHANGHAI) if scaled else real


def real_now() -> datetime:
    """This moment by the clock on the wall, whatever is simulated: what Prefect goes by."""
    return datetime.now(UTC)


def real_instant_of(moment: datetime) -> datetime:
    """When a moment comes in real time, for Prefect's clock; the same one unless time is scaled."""
    scaled = _scaled()
    if scaled is None:
        return moment
    # While time holds before the moment, a run sleeps; moving the hold wakes and reschedules it.
    return scaled.real_of(moment) or datetime.now(UTC) + _NEVER


def run_until(path: Path, hold: datetime, *, rate: float, start: datetime | None = None) -> None:
    """Let simulated time run on, from where it stands (or ``start``), until ``hold``."""
    real = datetime.now(SHANGHAI)
    sim = start or read_scaled(path).at(real)
    write_scaled(path, ScaledTime(real=real, sim=sim, rate=rate, hold=max(hold, sim)))


def write_scaled(path: Path, time: ScaledTime) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(time), default=str), encoding="utf-8")
    os.replace(part, path)  # noqa: PTH105 - atomic: readers see the old file or the new one


def read_scaled(path: Path) -> ScaledTime:
    facts = json.loads(path.read_text(encoding="utf-8"))
    moments = {name: datetime.fromisoformat(facts[name]) for name in ("real", "sim", "hold")}
    return ScaledTime(rate=float(facts["rate"]), **moments)


def _scaled() -> ScaledTime | None:
    file = settings().clock
    return read_scaled(Path(file)) if file else None
