"""The events of a run name its flow, deployment, queue and pool, which the worker has asked for.

Prefect asks for each of them once a process, and each run is a process of its own: four requests.
They are kept in a dictionary of Prefect's that is no part of its interface.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any


def know_related(related: Mapping[str, Mapping[str, Any]]) -> None:
    """Facts (``id``, ``name``, ``tags``) by what they are of, as ``flow.<id>``."""
    from prefect.events import related as events

    cache: dict[str, Any] = events.RESOURCE_CACHE
    at = datetime.now(UTC)
    for key, facts in related.items():
        known = {"kind": key.partition(".")[0], "object": SimpleNamespace(**facts)}
        cache[key] = (known, at)
