"""Health names the machine that is lost, and no longer once it was taken away."""

from datetime import UTC, datetime, timedelta

from deployments.engine.embedded.api import Api
from deployments.health.scene import Scene
from deployments.health.server import lost
from runtime.settings import Settings

AT = datetime(2026, 6, 1, tzinfo=UTC)
SCENE = Scene(Settings(_env_file=None), Api("http://127.0.0.1:1/api"), AT)


def _heard(name: str, ago: timedelta) -> dict[str, str]:
    return {"name": name, "last_heartbeat_time": (AT - ago).isoformat()}


def test_one_that_is_silent_while_others_go_on_is_named() -> None:
    workers = [
        _heard("worker-a", timedelta(seconds=10)),
        _heard("worker-b", timedelta(minutes=5)),
        _heard("worker-of-last-year", timedelta(days=300)),
    ]

    (problem,) = lost(SCENE, workers)

    assert problem.say.startswith("工作进程 worker-b 已有 5 分钟没有消息")
