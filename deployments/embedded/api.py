"""The few questions to Prefect's server that need no client: importing one takes a second."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

_SECONDS = 10
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Api:
    """A server on loopback, by the address of its API."""

    url: str

    def is_answering(self) -> bool:
        try:
            return self._call("GET", "/health") is True
        except OSError:
            return False

    def create_pool(self, name: str, kind: str) -> None:
        """Makes a work pool, if there is none; its template comes from the first worker."""
        try:
            self._call("POST", "/work_pools/", {"name": name, "type": kind})
        except urllib.error.HTTPError as error:
            if error.code != _CONFLICT:
                raise

    def last_heartbeat(self, pool: str, worker: str) -> str | None:
        """When the worker was last heard of, as the server writes it."""
        workers = self._call("POST", f"/work_pools/{pool}/workers/filter", {})
        return {each["name"]: each["last_heartbeat_time"] for each in workers}.get(worker)

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310 - a loopback address of ours
            self.url + path, data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            return json.load(answer)
