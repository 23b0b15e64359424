"""Prefect's settings on several machines; ``docs/operations.md`` explains each of them."""

from pathlib import Path

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    "PREFECT_CLI_COLORS": "false",
    "PYTHONUNBUFFERED": "1",
}


def server(
    *, database: str, messages: str, docket: str, name: str, login: str, home: Path
) -> dict[str, str]:
    """For API servers and services: all that they share is in PostgreSQL and Redis."""
    return {
        **_QUIET,
        "PREFECT_HOME": str(home),
        "PREFECT_API_DATABASE_CONNECTION_URL": database,
        "PREFECT_API_DATABASE_MIGRATE_ON_START": "false",
        "PREFECT_SERVER_API_AUTH_STRING": login,
        "PREFECT_MESSAGING_BROKER": "prefect_redis.messaging",
        "PREFECT_MESSAGING_CACHE": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect_redis.lease_storage",
        "PREFECT_SERVER_WORKER_CHANNEL_CLEANUP_QUEUE_STORAGE": "prefect_redis.cleanup_queue",
        "PREFECT_REDIS_MESSAGING_URL": messages,
        "PREFECT_REDIS_WORKER_CLEANUP_QUEUE_URL": messages,
        "PREFECT_SERVER_DOCKET_URL": docket,
        "PREFECT_SERVER_DOCKET_NAME": f"prefect-{name}",  # its signals know no database number
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # An edition every few years is announced years before.
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P1500D",
        "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "60",
    }


def client(url: str, login: str, home: Path) -> dict[str, str]:
    """For workers and commands."""
    return {
        **_QUIET,
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_API_URL": url,
        "PREFECT_API_AUTH_STRING": login,
    }
