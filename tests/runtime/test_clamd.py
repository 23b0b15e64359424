"""Asking the scanner, over a real socket; the daemon here answers as clamd's INSTREAM is written.

ClamAV itself takes a gigabyte of signatures, so a small server speaks its protocol: it looks for
the harmless EICAR test file, which every scanner takes for a virus.
"""

import socket
from pathlib import Path

import pytest

from runtime.clamd import ScannerUnavailable, signature_in
from tests.runtime.scanner import EICAR, scanning


@pytest.fixture(params=["unix", "tcp"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{tmp_path}/clamd.ctl" if request.param == "unix" else "127.0.0.1:0"


def test_a_virus_is_named_and_a_clean_file_is_not(address: str) -> None:
    with scanning(address) as scanner:
        assert signature_in(EICAR, scanner) == "Win.Test.EICAR_HDB-1"
        assert signature_in(b"x" * 200_000 + EICAR, scanner) == "Win.Test.EICAR_HDB-1"
        assert signature_in(b"", scanner) == ""
        assert signature_in(b"%PDF-1.7" * 50_000, scanner) == ""


def test_no_answer_and_a_strange_answer_are_no_clean_bill(tmp_path: Path) -> None:
    with pytest.raises(ScannerUnavailable):
        signature_in(b"", f"{tmp_path}/nobody.ctl")
    for answer in (b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: broken ERROR\0"):
        with (
            scanning("127.0.0.1:0", answer=answer) as scanner,
            pytest.raises(ScannerUnavailable),
        ):
            signature_in(b"x", scanner)


def test_a_port_without_a_listener_is_unavailable() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ScannerUnavailable):
        signature_in(b"x", f"127.0.0.1:{port}")
