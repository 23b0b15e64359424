"""The front door behind a real HAProxy with a certificate of its own."""

import os
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deployments.engine.embedded.program import free_port, is_free
from portal.app import create_app
from runtime import settings

pytestmark = pytest.mark.long
_CONFIG = Path("deployments/machines/portal-haproxy.cfg").resolve()


def _certificate(file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(pem) + private)


@pytest.fixture
def site(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A browser at the public address, which is HTTPS."""
    program = shutil.which("haproxy")
    if program is None:
        pytest.skip("没有 haproxy（apt install haproxy），不能在真的反向代理后面试")
    https, door, pem = free_port(), free_port(), installation / "site.pem"
    _certificate(pem)
    public = f"https://localhost:{https}"
    monkeypatch.setenv("ZHIJIANG_PORTAL_URL", public)
    settings.settings.cache_clear()
    config = uvicorn.Config(create_app(), host="127.0.0.1", port=door, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    chosen = {
        "ZHIJIANG_HTTPS": f"127.0.0.1:{https}",
        "ZHIJIANG_PEM": str(pem),
        "ZHIJIANG_DOOR": f"127.0.0.1:{door}",
    }
    with subprocess.Popen([program, "-f", str(_CONFIG)], env=os.environ | chosen) as proxy:
        while not server.started or is_free(https):
            time.sleep(0.05)
        trusted = ssl.create_default_context(cafile=str(pem))
        with httpx.Client(base_url=public, verify=trusted, headers={"Origin": public}) as client:
            yield client
        proxy.terminate()
    server.should_exit = True
    thread.join()


def test_a_login_begins_over_https_with_cookies_that_stay_there(site: httpx.Client) -> None:
    asked = site.post("/login", data={"address": "s001@applicant.example"})

    assert asked.status_code == HTTPStatus.SEE_OTHER
    assert asked.headers["strict-transport-security"] == "max-age=31536000"
    cookie = asked.headers["set-cookie"]
    assert cookie.startswith("__Host-zhijiang-browser=")
    assert {"HttpOnly", "Secure"} <= set(cookie.split("; "))


def test_a_form_of_another_site_and_another_name_are_refused_behind_it_too(
    site: httpx.Client,
) -> None:
    foreign = site.post("/login", data={}, headers={"Origin": "https://evil.example"})
    renamed = site.get("/", headers={"Host": "evil.example"})

    assert [foreign.status_code, renamed.status_code] == [HTTPStatus.FORBIDDEN] * 2


def test_who_asks_for_logins_without_end_is_slowed_down(site: httpx.Client) -> None:
    met = {site.post("/login", data={"address": "x"}).status_code for _ in range(70)}

    assert HTTPStatus.TOO_MANY_REQUESTS in met
