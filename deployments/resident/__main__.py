"""``python -m deployments.resident POOL NAME``: a worker that starts when its input is closed.

``prefect worker start --type resident`` does the same and needs no such signal. The embedded server
uses this one, because it can import Prefect while the server still does.
"""

import asyncio
import contextlib
import sys

from prefect.logging.configuration import setup_logging

from deployments.resident.worker import ResidentWorker


def main() -> None:
    pool, name = sys.argv[1:]
    setup_logging()
    sys.stdin.read()
    worker = ResidentWorker(pool, name=name, create_pool_if_not_found=False)
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(worker.start())


if __name__ == "__main__":
    main()
