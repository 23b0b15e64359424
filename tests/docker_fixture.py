"""A real Docker daemon for tests, where there is one and we may start it, and an image for it.

No registry is asked: the image holds nothing but names, and this machine's programs are mounted.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.embedded_fixture import wait_for

IMAGE = "this-machine"
_ROOT = Path(__file__).parent.parent
_MOUNTED = ("dev", "etc", "proc", "sys", "tmp", "usr")
_LINKED = ("bin", "lib", "lib64", "sbin")


@contextmanager
def docker_daemon() -> Iterator[str]:
    """Its address; a machine that has no daemon or is not ours to command skips the test."""
    program = shutil.which("dockerd")
    if program is None or shutil.which("docker") is None or os.geteuid() != 0:
        pytest.skip("没有 dockerd，或者不是 root，不能启动容器")
    # Not pytest's folder: the path of a socket must be short.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        place = Path(name)
        address = f"unix://{place}/docker.sock"
        with (place / "log").open("wb") as log, _running(program, place, address, log):
            yield address


@contextmanager
def _running(program: str, place: Path, address: str, log: Any) -> Iterator[None]:
    command = [
        *(program, "--host", address, "--pidfile", str(place / "pid")),
        *("--data-root", str(place / "data"), "--exec-root", str(place / "run")),
        *("--bridge=none", "--iptables=false", "--storage-driver=vfs"),
    ]
    with subprocess.Popen(command, stdout=log, stderr=log) as daemon:
        try:
            wait_for(lambda: daemon.poll() is not None or (place / "docker.sock").exists(), 60)
            if daemon.poll() is not None:
                pytest.skip("dockerd 在这台机器上不能启动")
            _prepare(address)
            yield
        finally:
            daemon.terminate()


def _prepare(address: str) -> None:
    """Loads the image and tries a container: a daemon alone does not say that it can run one."""
    docker = ("docker", "--host", address)
    subprocess.run([*docker, "import", "-", IMAGE], input=_image(), capture_output=True, check=True)
    plain = ("--rm", "--network=host", "--volume=/usr:/usr:ro")
    tried = subprocess.run(
        [*docker, "run", *plain, IMAGE, "/usr/bin/true"], capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"容器在这台机器上不能运行：{tried.stderr.decode().strip()}")


def _image() -> bytes:
    """A file system of empty folders, to mount into, and the links that Debian has."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as image:
        for name in _MOUNTED:
            folder = tarfile.TarInfo(name)
            folder.type, folder.mode = tarfile.DIRTYPE, 0o1777
            image.addfile(folder)
        for name in _LINKED:
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, f"usr/{name}"
            image.addfile(link)
    return data.getvalue()


def as_here(*folders: Path) -> dict[str, Any]:
    """Job variables of a container that sees this machine's programs, this code and ``folders``."""
    programs = {"/usr", sys.base_prefix}
    ours = {str(path) for path in (_ROOT, Path(sys.prefix), *folders)}
    return {
        "image": IMAGE,
        "image_pull_policy": "Never",
        "network_mode": "host",
        "auto_remove": True,
        "volumes": [f"{p}:{p}:ro" for p in sorted(programs)] + [f"{p}:{p}" for p in sorted(ours)],
        "env": {"PATH": f"{Path(sys.executable).parent}:/usr/bin"},
    }
