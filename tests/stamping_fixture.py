"""A time stamp authority of our own: certificates and answers by openssl, asked over HTTP."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

_CONFIG = """
[tsa]
default_tsa = own
[own]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
ess_cert_id_chain = no
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


@dataclass(frozen=True)
class Authority:
    """Its address and its root certificate."""

    address: str
    root: bytes


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607


def _certified(folder: Path) -> None:
    (folder / "tsa.cnf").write_text(_CONFIG, encoding="utf-8")
    (folder / "serial").write_text("01", encoding="utf-8")
    _openssl(
        folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out",
        "ca.pem", "-subj", "/CN=root", "-days", "3650", "-config", "tsa.cnf", "-extensions", "ca",
    )  # fmt: skip
    _openssl(
        folder, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out",
        "tsa.csr", "-subj", "/CN=stamps", "-config", "tsa.cnf",
    )  # fmt: skip
    _openssl(
        folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-out",
        "tsa.pem", "-days", "3650", "-set_serial", "2", "-extfile", "tsa.cnf", "-extensions",
        "leaf",
    )  # fmt: skip


def _served(folder: Path) -> type[BaseHTTPRequestHandler]:
    class Stamps(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "query").write_bytes(asked)
            _openssl(
                folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer",
                "tsa.pem", "-inkey", "tsa.key", "-out", "reply",
            )  # fmt: skip
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "reply").read_bytes())

        def log_message(self, *_: object) -> None:
            """The test says what it saw."""

    return Stamps


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    if shutil.which("openssl") is None:
        pytest.skip("没有 openssl，不能开一家时间戳机构")
    folder = tmp_path_factory.mktemp("tsa")
    _certified(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), _served(folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = (folder / "ca.pem").read_bytes()
        yield Authority(f"http://127.0.0.1:{server.server_port}/", root)
        server.shutdown()
