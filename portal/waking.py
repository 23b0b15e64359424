"""What came in through a page may end a wait: the sleeping runs are told."""

import logging

import httpx

from tasks.alarms import set_alarms

_log = logging.getLogger(__name__)


def wake() -> None:
    """Let runs see what came in; where Prefect is away, the clock does it at its next look."""
    try:
        set_alarms()
    except httpx.HTTPError:
        _log.warning("The runs were not told of what came in", exc_info=True)
