"""One installation: databases, Prefect, key, mail, files, and machines with their own homes."""

import os
import sys
import urllib.error
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from deployments.catalogue import ROOT
from deployments.engine.embedded.api import Api
from deployments.engine.embedded.program import free_port
from grown import prefect_settings
from grown.balancer import configuration
from grown.ground import Ground, answers, program

_ZHIJIANG = (sys.executable, "-c", "from cli.main import main; main()")
_PREFECT = (sys.executable, "-m", "prefect")
_NOT_THE_FIRST = {"PREFECT_API_BLOCKS_REGISTER_ON_START": "false"}
MACHINES = ("a", "b")


@dataclass(frozen=True, slots=True)
class City:
    """A city by its name; ``start`` brings everything of it up on the common ground.

    ``key`` is what its secret key and login are made from: two plays with one key print the same
    codes on their certificates.
    """

    ground: Ground
    name: str
    number: int
    home: Path
    pack: str
    key: str
    settings: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[int, ...] = field(default_factory=lambda: tuple(free_port() for _ in range(4)))

    @property
    def url(self) -> str:
        """Where the balancer listens."""
        return f"http://127.0.0.1:{self.ports[0]}"

    @property
    def desk(self) -> Path:
        """The home of the machine at which the office sits."""
        return self.home / "desk"

    @property
    def secret_key(self) -> str:
        return urlsafe_b64encode(sha256(self.key.encode()).digest()).decode()

    def api(self) -> Api:
        return Api(f"{self.url}/api", self._login)

    def environment(self, home: Path) -> dict[str, str]:
        """What a command of the city runs with, on the machine with that home."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
        shared = {  # what the machines mount from one place
            "ZHIJIANG_INBOX": str(self.desk / "inbox"),
            "ZHIJIANG_PUBLIC_FOLDER": str(self.desk / "public"),
            "ZHIJIANG_CLOCK": str(self.home / "clock.json"),
        }
        return {
            **kept,
            **prefect_settings.client(f"{self.url}/api", self._login, home),
            **shared,
            "PYTHONPATH": str(ROOT),
            "ZHIJIANG_HOME": str(home),
            "ZHIJIANG_CLOCK_SECONDS": "0",  # the play runs the clock when time has moved
            "ZHIJIANG_DATABASE_URL": f"postgresql+psycopg{self._database('zhijiang')}",
            "ZHIJIANG_FILES_URL": f"s3://{self.name}/files",
            "ZHIJIANG_MAIL_HOST": "127.0.0.1",
            "ZHIJIANG_MAIL_PORT": str(self.ports[3]),
            "ZHIJIANG_MAIL_PLAIN": "true",
            "ZHIJIANG_SECRET_KEY": self.secret_key,
            "ZHIJIANG_UI_URL": self.url,
            **self.ground.store_environment(),
            **self.settings,
        }

    def start(self) -> None:
        """Databases and migrations first, then servers, then deployments, then workers."""
        for folder in (self.desk, *(self.home / f"machine-{one}" for one in MACHINES)):
            folder.mkdir(parents=True)
        for kind in ("zhijiang", "prefect"):
            self.ground.database(self._database_name(kind))
        self.ground.bucket(self.name)
        parts, desk = self.ground.parts, self.environment(self.desk)
        parts.run(self._part("prefect-migrate"), (*_PREFECT, *_UPGRADE), self._server())
        parts.run(self._part("migrate"), (*_ZHIJIANG, "migrate"), desk)
        self._start_servers()
        mail = (sys.executable, "-m", "grown.mail", str(self.ports[3]), str(self.desk / "mail"))
        parts.launch(self._part("mail"), mail, desk)
        parts.await_up(self._part("mail"), lambda: answers(self.ports[3]))
        parts.await_up(self._part("balancer"), self.api().is_answering)
        parts.run(self._part("deploy"), (*_ZHIJIANG, "deploy"), desk)
        for machine in MACHINES:
            self._start_worker(machine)
        parts.await_up(self._part("worker-b"), self.has_workers)

    def has_workers(self) -> bool:
        """Whether all machines' workers are heard of."""
        heard = {one["name"] for one in self.api().workers("zhijiang") if one["status"] == "ONLINE"}
        return len(heard) == len(MACHINES)

    def part(self, name: str) -> str:
        return self._part(name)

    def names(self) -> list[str]:
        prefix = self._part("")
        return [name for name in self.ground.parts.names if name.startswith(prefix)]

    def _start_servers(self) -> None:
        """Two API servers at once: only the first one writes down the types of blocks."""
        parts, server = self.ground.parts, self._server()
        for number, port in enumerate(self.ports[1:3], 1):
            where = ("--host", "127.0.0.1", "--port", str(port))
            serve = (*_PREFECT, "server", "start", "--no-services", *where)
            first = {} if number == 1 else _NOT_THE_FIRST
            parts.launch(self._part(f"api-{number}"), serve, {**server, **first})
            services = (*_PREFECT, "server", "services", "start")
            parts.launch(self._part(f"services-{number}"), services, {**server, **_NOT_THE_FIRST})
        for number, port in enumerate(self.ports[1:3], 1):
            parts.await_up(self._part(f"api-{number}"), lambda port=port: _is_ready(port))  # type: ignore[misc]
        file = self.home / "haproxy.cfg"
        file.write_text(configuration(self.ports[0], self.ports[1:3]), encoding="utf-8")
        balance = (program("haproxy", "haproxy"), "-db", "-f", str(file))
        parts.launch(self._part("balancer"), balance, {"PATH": os.environ["PATH"]})

    def _start_worker(self, machine: str) -> None:
        home = self.home / f"machine-{machine}"
        work = (*_ZHIJIANG, "worker", "--name", f"worker-{machine}")
        command = (*_on_machine(f"{self.name}-{machine}"), *work)
        self.ground.parts.launch(self._part(f"worker-{machine}"), command, self.environment(home))

    def _server(self) -> dict[str, str]:
        """What Prefect's servers and services run with."""
        number = 2 * self.number
        return {
            "PATH": os.environ["PATH"],
            **prefect_settings.server(
                database=f"postgresql+asyncpg{self._database('prefect')}",
                messages=self.ground.redis_url(number),
                docket=self.ground.redis_url(number + 1),
                name=self.name,
                login=self._login,
                home=self.home / "prefect",
            ),
        }

    @property
    def _login(self) -> str:
        return f"{self.name}:{sha256(f'login of {self.key}'.encode()).hexdigest()}"

    def _part(self, name: str) -> str:
        return f"{self.name}-{name}"

    def _database_name(self, kind: str) -> str:
        return f"{kind}_{self.name}"

    def _database(self, kind: str) -> str:
        return f"://zhijiang@127.0.0.1:{self.ground.postgresql}/{self._database_name(kind)}"


_UPGRADE = ("server", "database", "upgrade", "-y")


def _on_machine(name: str) -> tuple[str, ...]:
    """A host name of its own where this user may give one: workers know machines by them."""
    if os.getuid() != 0:
        return ()
    return (
        program("unshare", "util-linux"), "--uts", "/bin/sh", "-c",
        f'hostname {name}; exec "$@"', "sh",
    )  # fmt: skip


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/ready", timeout=5) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - OK
    except (urllib.error.URLError, OSError):
        return False
