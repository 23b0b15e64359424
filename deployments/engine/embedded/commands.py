"""The two commands of an embedded server: our engine's, or Prefect's own without anything of ours.

Every worker's command waits for its input to be closed: the server comes first.
"""

import sys
from typing import Literal

Engine = Literal["embedded", "stock"]
Worker = Literal["resident", "process", "docker"]
WORKER = "embedded"
_WAITING = ("/bin/sh", "-c", 'read -r _; exec "$@"', "sh")


def server(engine: Engine, port: int, log_level: str) -> tuple[str, ...]:
    where = ("--host", "127.0.0.1", "--port", str(port), "--log-level", log_level)
    if engine == "stock":
        return (sys.executable, "-m", "prefect", "server", "start", *where)
    app = "deployments.engine.embedded.server:create_app"
    plain = ("--ws-per-message-deflate", "false")  # on loopback
    return (sys.executable, "-m", "uvicorn", "--factory", app, *where, *plain)


def worker(kind: Worker, pool: str) -> tuple[str, ...]:
    if kind == "resident":
        return (sys.executable, "-m", "deployments.engine.resident", pool, WORKER)
    which = ("--pool", pool, "--type", kind, "--name", WORKER)
    return (*_WAITING, sys.executable, "-m", "prefect", "worker", "start", *which)
