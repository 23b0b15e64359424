"""What all cities stand on: one PostgreSQL, one Redis, one S3 store."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deployments.engine.embedded.program import free_port
from grown.parts import Parts

_SERVER_USER = "postgres"  # PostgreSQL does not run as root
_S3 = "from moto.server import main; main()"


class Missing(RuntimeError):
    """A Debian package that is needed is not installed; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the shared servers listen."""

    parts: Parts
    postgresql: int
    redis: int
    store: int

    def database(self, name: str) -> str:
        """A new database; gives its address without the driver."""
        import psycopg

        address = f"postgresql://zhijiang@127.0.0.1:{self.postgresql}"
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        with psycopg.connect(f"{address}/{name}", autocommit=True) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")  # Prefect wants it
        return address.removeprefix("postgresql") + f"/{name}"

    def redis_url(self, number: int) -> str:
        return f"redis://127.0.0.1:{self.redis}/{number}"

    def store_environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.store}",
            "AWS_ACCESS_KEY_ID": "grown",
            "AWS_SECRET_ACCESS_KEY": "grown-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def bucket(self, name: str) -> str:
        """A new bucket; gives the address for files in it."""
        import boto3

        environment = self.store_environment()
        boto3.client(
            "s3",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            region_name=environment["AWS_DEFAULT_REGION"],
        ).create_bucket(Bucket=name)
        return f"s3://{name}/files"


@contextmanager
def standing_ground(parts: Parts, home: Path) -> Iterator[Ground]:
    """PostgreSQL, Redis and the store, until the block ends.

    Raises:
        Missing: a program is not installed.
    """
    ground = Ground(parts, free_port(), free_port(), free_port())
    data = Path(tempfile.mkdtemp(prefix="zhijiang-grown-"))  # PostgreSQL's user may reach it
    try:
        _start_postgresql(ground, data)
        _start_redis(ground, home / "redis")
        store = (sys.executable, "-c", _S3, "-H", "127.0.0.1", "-p", str(ground.store))
        parts.launch("store", store, dict(os.environ))
        for name in ("postgresql", "redis", "store"):
            port: int = getattr(ground, name)
            parts.await_up(name, lambda port=port: answers(port))  # type: ignore[misc]
        yield ground
    finally:
        parts.stop()
        shutil.rmtree(data, ignore_errors=True)


def program(name: str, package: str) -> str:
    """Where a program is.

    Raises:
        Missing: it is not installed.
    """
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        raise Missing(f"缺少 {name}：请安装 Debian 软件包 {package}（apt-get install {package}）。")
    return found


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _start_postgresql(ground: Ground, data: Path) -> None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        raise Missing("缺少 PostgreSQL：请安装 Debian 软件包 postgresql。")
    as_user: tuple[str, ...] = ()
    if os.getuid() == 0:
        user = pwd.getpwnam(_SERVER_USER)
        os.chown(data, user.pw_uid, user.pw_gid)
        change = ("--reuid", _SERVER_USER, "--regid", _SERVER_USER, "--clear-groups")
        leash = ("--pdeathsig", "TERM")  # which a change of user lets go of
        as_user = (program("setpriv", "util-linux"), *change, *leash)
    make = (str(folders[-1] / "initdb"), "-D", str(data / "pg"), "-U", "zhijiang", "-A", "trust")
    options = ("-E", "UTF8", "--locale", "C")
    subprocess.run((*as_user, *make, *options), check=True, capture_output=True)  # noqa: S603
    chosen = (
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={data}",
        "max_connections=400",
    )
    settings = [part for one in chosen for part in ("-c", one)]
    serve = (str(folders[-1] / "postgres"), "-D", str(data / "pg"), "-p", str(ground.postgresql))
    ground.parts.launch("postgresql", (*as_user, *serve, *settings), {"PATH": os.environ["PATH"]})


def _start_redis(ground: Ground, folder: Path) -> None:
    folder.mkdir(parents=True)
    where = ("--port", str(ground.redis), "--bind", "127.0.0.1", "--dir", str(folder))
    kept = ("--appendonly", "yes", "--save", "")  # what it had is there when it comes back
    command = (program("redis-server", "redis-server"), *where, *kept)
    ground.parts.launch("redis", command, {"PATH": os.environ["PATH"]})
