"""A wait for which nobody has named a day."""

from datetime import datetime

from actions.stage import LOOK_AGAIN
from runtime.clock import now, real_instant_of


def far_away() -> datetime:
    """A real moment that only stands for “until somebody acts”."""
    return real_instant_of(now() + LOOK_AGAIN)
