"""The settings of the embedded Prefect server and worker, as environment variables."""

import os
from collections.abc import Mapping
from pathlib import Path

from deployments.engine.embedded import database
from deployments.engine.embedded.choices import CLIENT_LOGIN, SERVER_LOGIN, is_prefects

_ROOT = Path(__file__).resolve().parent.parent.parent.parent

_PREFECT = {
    # Nothing leaves this machine.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # A process with a wrong address must fail, and not start a server of its own.
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    # Who has no login forges no request, and each run would ask for a token it does not need.
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    "PREFECT_CLI_COLORS": "false",
    # A label for traces that nobody collects here, one request a run.
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    # Task runs are written once a second and not one event at a time; the state of a flow run is
    # written at once as ever.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    # Events are written for the UI only: every five seconds, and not twenty in the midst of a run.
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    # The worker is woken by events; the poll is for events that were lost.
    "PREFECT_WORKER_QUERY_SECONDS": "10",
    # An edition every few years is announced years before; the clock is topped up once a minute.
    "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P1500D",
    # A stage that has just moved a deadline is not late.
    "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "60",
    # The server's own rounds took a third of its time at 5 to 20 s each, and find nothing here:
    # gates have no timeout, the worker reports what dies, one deployment has a schedule.
    **{
        f"PREFECT_SERVER_SERVICES_{name}_LOOP_SECONDS": "60"
        for name in (
            "CANCELLATION_CLEANUP",
            "CLEANUP_RECONCILER",
            "FOREMAN",
            "LATE_RUNS",
            "PAUSE_EXPIRATIONS",
            "REPOSSESSOR",
            "SCHEDULER_RECENT_DEPLOYMENTS",
        )
    },
}


def environment(home: Path, port: int, login: str, extra: Mapping[str, str]) -> dict[str, str]:
    """What the server, the worker and anything that speaks to them run with.

    Prefect's settings of the surrounding shell are left out: they are about some other server, but
    for those that ``choices`` has looked at.
    """
    kept = {key: value for key, value in os.environ.items() if not is_prefects(key)}
    ours = {
        **_PREFECT,
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home}/prefect/prefect.db",
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        SERVER_LOGIN: login,
        CLIENT_LOGIN: login,
        # No other origin's page reads an answer; the UI asks where it comes from, by whatever name.
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": f"http://127.0.0.1:{port}",
        "PREFECT_SERVER_UI_API_URL": "/api",
        # Below the name by which a front door passes it on; its files are copied once a machine.
        "PREFECT_SERVER_UI_SERVE_BASE": "/prefect",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(database.cache_folder() / "prefect-ui"),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), kept.get("PYTHONPATH")])),
        # Prefect lists all time zones whenever it reads a schedule: from the tzdata package that is
        # one file, from the system a walk through all of them.
        "PYTHONTZPATH": "",
        "PYTHONUNBUFFERED": "1",
        "RESIDENT_PRELOAD": "deployments.preloaded",
        "ZHIJIANG_HOME": str(home),
    }
    return {**kept, **ours, **extra}
