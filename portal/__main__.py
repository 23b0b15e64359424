"""``python -m portal HOST PORT``: serves the front door until it is stopped."""

import sys

import uvicorn

from runtime.log import start

if __name__ == "__main__":
    start()
    uvicorn.run(
        "portal.app:create_app",
        factory=True,
        host=sys.argv[1],
        port=int(sys.argv[2]),
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
