"""Mail: a queue of letters delivered to a local server, beside a bare smtplib loop.

The loop sends the same messages, built and flattened beforehand, over one connection to the same
server; it queues nothing, reads nothing, records nothing and would lose or repeat everything in a
crash. The two take turns, so that a machine that slows down slows both. The server is aiosmtpd in a
process of its own and takes whatever comes.
"""

import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlmodel import insert

from benchmarks.databases import DATABASES, transaction
from benchmarks.row import Row
from models.outbox import MailState, OutboxMessage
from models.types import SHANGHAI
from notifications.deliver import deliver_due
from notifications.examples import EXAMPLES
from notifications.ledger import Transaction, claim
from notifications.mime import Author
from notifications.render import render
from notifications.senders import YagmailSender

AT = datetime(2026, 6, 1, 9, 0, tzinfo=SHANGHAI)
FROM = "zhijiang@city.example"
TURNS = 10
_SERVER = """
import asyncio, sys
from aiosmtpd.controller import UnthreadedController
from aiosmtpd.handlers import Sink
loop = asyncio.new_event_loop()
UnthreadedController(Sink(), hostname="127.0.0.1", port=int(sys.argv[1]), loop=loop).begin()
loop.run_forever()
"""


def rows(*, quick: bool = False) -> list[Row]:
    """The rate beside the bare loop's on either database, and what memory a longer queue costs."""
    count = 1_000 if quick else 10_000
    found = []
    for name, database in DATABASES.items():
        with database() as engine, _server() as port:
            begin = partial(transaction, engine)
            _fill(begin, count)
            bare, ours, grown = _by_turns(port, count, begin)
        found += [
            Row(
                name=f"mail, {name}",
                ours=count / ours,
                reference=count / bare,
                against="a bare smtplib loop over one connection",
                unit=f"letters/s of {count}",
                target=">= 2/5",
            ),
            Row(
                name=f"mail memory, {name}",
                ours=grown,
                unit="MiB more at the end than half way",
                target="< 8",
            ),
        ]
    return found


def _by_turns(port: int, count: int, begin: Transaction) -> tuple[float, float, float]:
    """Seconds of the bare loop and of the delivery, and MiB grown in the second half."""
    sender = YagmailSender(host="127.0.0.1", port=port, mail_from=FROM, may_be_plain=True)
    turn = count // TURNS
    bare, ours, memory = 0.0, 0.0, []
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _ in range(TURNS):
            bare += _bare_loop(server, _sources(begin, turn))
            start = time.perf_counter()
            report = deliver_due(begin, sender, at=AT, fetch=_no_file, limit=turn)
            ours += time.perf_counter() - start
            assert report.sent == turn, "the server takes everything"
            memory.append(_resident())
    return bare, ours, memory[-1] - memory[TURNS // 2 - 1]


def _sources(begin: Transaction, count: int) -> list[tuple[str, str]]:
    """The messages that go out next, as they will be sent; held by nobody."""
    author = Author(FROM, "")
    batch = claim(begin, at=AT, size=count, until=AT)
    return [(one.mail.to_address, author.source(one.mail)) for one in batch]


def _bare_loop(server: smtplib.SMTP, messages: list[tuple[str, str]]) -> float:
    start = time.perf_counter()
    for address, source in messages:
        server.sendmail(FROM, [address], source)
    return time.perf_counter() - start


def _fill(begin: Transaction, count: int) -> None:
    letter = render("reminder", EXAMPLES["reminder"])
    common = {
        "message": "reminder", "batch": "", "to_name": "张三", "subject": letter.subject,
        "text": letter.text, "html": letter.html, "attachments": [], "state": MailState.QUEUED,
        "queued_at": AT, "next_try_at": AT, "attempts": 0, "answer": "", "note": "",
        "message_id": "",
    }  # fmt: skip
    queued = [{**common, "key": f"{n}", "to_address": f"a{n}@city.example"} for n in range(count)]
    with begin() as session:
        session.execute(insert(OutboxMessage), queued)


@contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-c", _SERVER, str(port)])
    try:
        _await(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _await(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the mail server did not come up")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _no_file(sha256: str) -> bytes:
    raise LookupError(sha256)
