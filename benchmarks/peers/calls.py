"""What a run asks the server, counted by purpose from the log of the embedded web server."""

import re
from collections import Counter
from collections.abc import Iterable

_REQUEST = re.compile(r'"(\w+) (/api/\S+?)(?:\?\S*)?(?: HTTP/1.1)?" \[?(?:accepted|\d+)')
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
PURPOSES = {
    "POST /api/flow_runs/ID/resume": "a decision was made",
    "POST /api/work_pools/zhijiang/get_scheduled_flow_runs": "worker: what is due",
    "POST /api/flow_runs/ID/set_state": "Pending, Running, and how it ends or waits",
    "GET /api/deployments/ID": "worker: where the code is, now and then",
    "GET /api/flow_run_states/": "worker: was somebody else quicker",
    "GET /api/health": "worker: a spare child's first request",
    "GET /api/flows/ID": "worker: the flow's name, once",
    "GET /api/flow_runs/ID": "clock: is the run asleep",
    "PATCH /api/flow_runs/ID": "engine: the name of a run that was started without",
    "GET /api/admin/storage": "worker: where results would go, now and then",
    "POST /api/events": "engine: task runs, as events",
    "POST /api/flow_runs/filter": "clock: runs that ended badly, runs that wait for people",
    "POST /api/flow_runs/count": "clock: are all runs there",
    "POST /api/artifacts/filter": "clock: the board people see",
    "POST /api/artifacts/": "the evidence, the edition's board",
    "GET /api/deployments/name/STAGE": "the next stage, where the worker has not told its id",
    "POST /api/work_pools/zhijiang/workers/filter": "worker: is there another one, now and then",
    "POST /api/flows/filter": "worker: the names of flows, now and then",
    "POST /api/deployments/filter": "worker: the names of deployments, now and then",
    "POST /api/deployments/ID/create_flow_run": "the next stage begins",
}


def count(lines: Iterable[str]) -> dict[str, int]:
    """How often each kind of request was made; requests without a known purpose as they are."""
    found = Counter(_kind(*match.groups()) for line in lines if (match := _REQUEST.search(line)))
    return dict(found)


def _kind(method: str, path: str) -> str:
    plain = _ID.sub("ID", path)
    plain = re.sub(r"(/deployments/name/).+", r"\1STAGE", plain)
    return f"{method} {plain}"
