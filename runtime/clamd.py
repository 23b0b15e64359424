"""Asking ClamAV's daemon about a file before it is kept (clamd's INSTREAM command)."""

import socket
import struct

_PIECE = 1 << 16
_SECONDS = 120  # for each step: a large file is looked at for a while
_FOUND, _CLEAN = " FOUND", "OK"


class ScannerUnavailable(Exception):
    """The scanner that the setting names gives no answer that can be relied on."""


def signature_in(data: bytes, address: str) -> str:
    """The name of what was found in the file, "" when it is clean.

    ``address`` is ``host:port`` or the path of clamd's socket.

    Raises:
        ScannerUnavailable: nobody listens, or the answer is neither yes nor no.
    """
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(data), _PIECE):
                piece = data[at : at + _PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = _all_of(line)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error
    said = answer.removeprefix("stream: ")
    if said.endswith(_FOUND):
        return said.removesuffix(_FOUND)
    if said != _CLEAN:
        raise ScannerUnavailable(said or "no answer")
    return ""


def _connected(address: str) -> socket.socket:
    if "/" not in address:
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(_SECONDS)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _all_of(line: socket.socket) -> str:
    answer = b""
    while piece := line.recv(_PIECE):
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
