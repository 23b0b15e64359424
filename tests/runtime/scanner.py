"""A daemon that speaks clamd's INSTREAM and knows one virus, the EICAR test file."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Answering(socketserver.StreamRequestHandler):
    answer: ClassVar[bytes | None] = None

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
        found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in data else b"stream: OK\0"
        self.wfile.write(found if self.answer is None else self.answer)


@contextmanager
def scanning(address: str, answer: bytes | None = None) -> Iterator[str]:
    """The daemon on a socket file or on a free port; gives back where it listens."""
    handler = type("_Handler", (_Answering,), {"answer": answer})
    server: socketserver.BaseServer
    if "/" in address:
        server = socketserver.ThreadingUnixStreamServer(address, handler)
        where = address
    else:
        tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        server, where = tcp, f"127.0.0.1:{tcp.server_address[1]}"
    with server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield where
        server.shutdown()
        thread.join()
