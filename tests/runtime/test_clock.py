from datetime import datetime, timedelta

from models.types import SHANGHAI
from runtime.clock import ScaledTime

NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
SIM = datetime(2027, 1, 1, tzinfo=SHANGHAI)
TIME = ScaledTime(real=NOON, sim=SIM, rate=86_400.0, hold=SIM + timedelta(days=10))


def test_a_day_passes_in_a_second() -> None:
    assert TIME.at(NOON + timedelta(seconds=3)) == SIM + timedelta(days=3)


def test_time_holds_where_it_was_told_to() -> None:
    assert TIME.at(NOON + timedelta(hours=1)) == SIM + timedelta(days=10)


def test_a_moment_before_the_hold_has_a_real_time() -> None:
    assert TIME.real_of(SIM + timedelta(days=2)) == NOON + timedelta(seconds=2)


def test_a_moment_after_the_hold_has_none() -> None:
    assert TIME.real_of(SIM + timedelta(days=11)) is None


def test_a_demonstration_that_is_left_open_for_days_still_knows_the_time() -> None:
    fast = ScaledTime(real=NOON, sim=SIM, rate=51_840_000.0, hold=SIM + timedelta(days=1))

    assert fast.at(NOON + timedelta(days=3)) == SIM + timedelta(days=1)
