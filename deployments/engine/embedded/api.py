"""The few questions to Prefect's server that need no client: importing one takes a second."""

import json
import urllib.error
import urllib.request
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_SECONDS = 10
_CONFLICT, _UNAUTHORIZED = 409, 401


@dataclass(frozen=True, slots=True)
class Api:
    """A server on loopback, by the address and the login of its API."""

    url: str
    login: str = field(default="", repr=False)

    def is_answering(self) -> bool:
        try:
            return self._call("GET", "/health") is True
        except OSError:
            return False

    def takes_login(self) -> bool:
        """One that answers may still want another login than this."""
        try:
            self._call("GET", "/admin/version")
        except urllib.error.HTTPError as error:
            return error.code != _UNAUTHORIZED
        return True

    def create_pool(self, name: str, kind: str) -> None:
        """Makes a work pool, if there is none; its template comes from the first worker."""
        try:
            self._call("POST", "/work_pools/", {"name": name, "type": kind})
        except urllib.error.HTTPError as error:
            if error.code != _CONFLICT:
                raise

    def last_heartbeat(self, pool: str, worker: str) -> str | None:
        """When the worker was last heard of, as the server writes it."""
        heard = {each["name"]: each["last_heartbeat_time"] for each in self.workers(pool)}
        return heard.get(worker)

    def workers(self, pool: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._call("POST", f"/work_pools/{pool}/workers/filter", {})
        return found

    def newest_completed(self, flow: str) -> dict[str, Any] | None:
        """The run of a flow that completed last."""
        wanted = {
            "flows": {"name": {"any_": [flow]}},
            "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}},
            "sort": "END_TIME_DESC",
            "limit": 1,
        }
        found: list[dict[str, Any]] = self._call("POST", "/flow_runs/filter", wanted)
        return found[0] if found else None

    def ended_since(self, kind: str, at: datetime) -> int:
        """How many runs have ended as ``kind`` ("FAILED", "CRASHED") since that moment."""
        wanted = {
            "flow_runs": {
                "state": {"type": {"any_": [kind]}},
                "end_time": {"after_": at.isoformat()},
            }
        }
        return int(self._call("POST", "/flow_runs/count", wanted))

    def states(self, run_ids: list[str]) -> dict[str, dict[str, Any]]:
        """The states of those runs that the server knows."""
        wanted = {"flow_runs": {"id": {"any_": run_ids}}}
        found = self._call("POST", "/flow_runs/filter", wanted) if run_ids else []
        return {run["id"]: run["state"] for run in found}

    def deployment(self, name: str) -> dict[str, Any] | None:
        """A deployment with its schedules; None when it was never registered."""
        wanted = {"deployments": {"name": {"any_": [name]}}, "limit": 1}
        found: list[dict[str, Any]] = self._call("POST", "/deployments/filter", wanted)
        return found[0] if found else None

    def upcoming(self, deployment: str, after: str) -> list[dict[str, Any]]:
        """The next run of a deployment that is listed for after that moment, if there is one."""
        wanted = {
            "deployments": {"name": {"any_": [deployment]}},
            "flow_runs": {
                "state": {"type": {"any_": ["SCHEDULED"]}},
                "expected_start_time": {"after_": after},
            },
            "sort": "EXPECTED_START_TIME_ASC",
            "limit": 1,
        }
        found: list[dict[str, Any]] = self._call("POST", "/flow_runs/filter", wanted)
        return found

    def taken(self, pool: str) -> list[dict[str, Any]]:
        """The runs of a pool that some worker has in hand, at most 200."""
        wanted = {
            "work_pools": {"name": {"any_": [pool]}},
            "flow_runs": {"state": {"type": {"any_": ["PENDING", "RUNNING", "CANCELLING"]}}},
            "limit": 200,
        }
        found: list[dict[str, Any]] = self._call("POST", "/flow_runs/filter", wanted)
        return found

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if self.login:
            headers["Authorization"] = f"Basic {b64encode(self.login.encode()).decode()}"
        request = urllib.request.Request(  # noqa: S310 - a loopback address of ours
            self.url + path, data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            return json.load(answer)
