"""``zhijiang worker``: one worker of an installation on several machines, after a look at it."""

import os
import socket
import sys
from typing import Literal

from cli.refusal import InputRefused
from runtime import keys
from runtime.database import fitting
from runtime.settings import settings

_DEFAULTS = {
    # A lost machine is noticed after three of them, and its runs put back after five at most.
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "15",
    "PREFECT_WORKER_QUERY_SECONDS": "10",  # events wake it; the poll is for those that were lost
    "RESIDENT_PRELOAD": "deployments.preloaded",
}


def worker(*, name: str = "", type_: Literal["resident", "process"] = "resident") -> None:
    """启动一个工作进程，为 PREFECT_API_URL 所指的 Prefect 服务办理运行；数据库和密钥须相符。

    Args:
        name: 工作进程的名称，各台机器不得相同；不填则用主机名
        type_: 工作进程的类型，须与 work pool 相同
    """
    if not os.environ.get("PREFECT_API_URL"):
        raise InputRefused(
            "请用 PREFECT_API_URL 指明 Prefect 服务的地址，如 http://主机:4200/api。"
        )
    fitting()
    keys.check()
    json_ = {"PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER": "json"} if settings().log_json else {}
    for variable, value in {**_DEFAULTS, **json_}.items():
        os.environ.setdefault(variable, value)
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())  # it starts when this is closed
    os.execv(sys.executable, _command(settings().pool, name or socket.gethostname(), type_))  # noqa: S606


def _command(pool: str, name: str, kind: str) -> list[str]:
    if kind == "resident":
        return [sys.executable, "-m", "deployments.engine.resident", pool, name]
    which = ["--pool", pool, "--type", kind, "--name", name]  # no limit: the pool has one
    return [sys.executable, "-m", "prefect", "worker", "start", *which]
