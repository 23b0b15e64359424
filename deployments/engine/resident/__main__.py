"""``python -m deployments.engine.resident POOL NAME``: starts when its input is closed.

``prefect worker start --type resident`` does the same and needs no such signal. The embedded server
uses this one, because it and its fork server can import Prefect and the flows meanwhile.
"""

import asyncio
import contextlib
import os
import sys

import uvloop
from prefect.logging.configuration import setup_logging

from deployments.engine.resident.worker import ResidentWorker

_RUNS_A_CORE = 6  # two hundred at a time made some wait for SQLite's lock until they gave up


def main() -> None:
    pool, name = sys.argv[1:]
    setup_logging()
    with contextlib.suppress(asyncio.CancelledError):
        uvloop.run(_work(pool, name))


async def _work(pool: str, name: str) -> None:
    limit = _RUNS_A_CORE * (os.cpu_count() or 1)
    worker = ResidentWorker(pool, name=name, create_pool_if_not_found=False, limit=limit)
    await worker.load()
    await asyncio.to_thread(sys.stdin.read)
    await worker.start()


if __name__ == "__main__":
    main()
