"""The embedded server: Prefect's server and a worker as children of this process, on loopback.

For ``zhijiang up``, the demo and the tests. What it keeps is below one folder: ``prefect/`` with
the server's SQLite file, ``logs/`` and ``embedded.lock``. It knows nothing of stages.

``stack`` starts and stops; ``program`` is one child on a leash, ``server`` is Prefect's server on
SQLite, ``settings``, ``choices`` and ``database`` are what they begin with; ``door`` is before it.
"""

from deployments.engine.embedded.errors import (
    AlreadyRunning,
    EmbeddedError,
    SettingRefused,
    StartFailed,
)
from deployments.engine.embedded.stack import Embedded, embedded

__all__ = [
    "AlreadyRunning",
    "Embedded",
    "EmbeddedError",
    "SettingRefused",
    "StartFailed",
    "embedded",
]
