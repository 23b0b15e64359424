"""``python -m deployments.resident POOL NAME``: a worker that starts when its input is closed.

``prefect worker start --type resident`` does the same and needs no such signal. The embedded server
uses this one, because it can import Prefect while the server still does.
"""

import asyncio
import contextlib
import os
import sys

from prefect.logging.configuration import setup_logging

from deployments.resident.worker import ResidentWorker

_RUNS_A_CORE = 6  # two hundred at a time made some wait for SQLite's lock until they gave up


def main() -> None:
    pool, name = sys.argv[1:]
    setup_logging()
    sys.stdin.read()
    limit = _RUNS_A_CORE * (os.cpu_count() or 1)
    worker = ResidentWorker(pool, name=name, create_pool_if_not_found=False, limit=limit)
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(worker.start())


if __name__ == "__main__":
    main()
