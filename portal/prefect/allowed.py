"""What of Prefect's API may be asked through the portal, by method and path.

The questions by which its UI reads, and nothing else: a route of a later version is refused until
somebody has put it here. Left out: blocks (they hold secrets) and inputs of runs.
"""

import re

from portal.address import page_at

_GET = (
    "health", "admin/version", "admin/settings", "flow_runs/{id}", "flow_runs/{id}/graph-v2",
    "flow_runs/{id}/logs/download", "flows/{id}", "deployments/{id}", "ui/task_runs/{id}",
    "artifacts/{id}", "automations/{id}", "automations/related-to/{id}", "events/filter/next",
    "work_pools/{id}", "work_pools/{id}/queues/{id}", "work_queues/{id}", "observed-states",
)  # fmt: skip
_POST = (
    *(f"{kind}/filter" for kind in (
        "flows", "flow_runs", "task_runs", "deployments", "logs", "artifacts", "artifacts/latest",
        "events", "automations", "variables", "work_pools", "work_queues", "block_types",
        "concurrency_limits", "v2/concurrency_limits",
        "work_pools/{id}/queues", "work_pools/{id}/workers",
    )),
    *(f"{kind}/count" for kind in (
        "flows", "flow_runs", "task_runs", "deployments", "artifacts/latest", "variables",
        "work_pools",
    )),
    *(f"{kind}/paginate" for kind in ("flows", "flow_runs", "task_runs", "deployments")),
    "task_runs/history", "flow_runs/lateness", "ui/flow_runs/history",
    "ui/flow_runs/count-task-runs", "ui/flows/count-deployments", "ui/flows/next-runs",
    "events/count-by/{id}",
)  # fmt: skip
_STATE = re.compile(r"flow_runs/([0-9a-f-]{36})/set_state")
_RESUME = re.compile(r"flow_runs/[^/]+/resume")
_START = re.compile(r"deployments/[^/]+/create_flow_run(/bulk)?")


def _pattern(templates: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(one.replace("{id}", r"[\w.:-]+") for one in templates))


_READS = {"GET": _pattern(_GET), "POST": _pattern(_POST)}


def is_read(method: str, path: str) -> bool:
    """Whether it is one of the questions; ``path`` is without ``/api/``."""
    return method in _READS and _READS[method].fullmatch(path) is not None


def run_to_set(method: str, path: str) -> str | None:
    """The run whose state is to change, by which the UI retries and cancels."""
    found = _STATE.fullmatch(path) if method == "POST" else None
    return found[1] if found else None


def refusal(path: str) -> str:
    """What to say to the rest, with the page where it is done."""
    if _RESUME.fullmatch(path):
        return (
            f"等人决定的运行不能在这里继续：请打开{page_at('/desk')}“今日”作出决定，它自己会继续。"
        )
    if _START.fullmatch(path):
        return f"办公室的事项不能在这里启动：请打开{page_at('/desk')}“今日”，在相应的页面办理。"
    return (
        "这里只能查看、重试和取消运行，其余不能办理。"
        f"请打开{page_at('/desk')}“今日”，在相应的页面办理；部署由服务器上的命令登记。"
    )
