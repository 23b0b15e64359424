"""Mail: a queue of letters delivered to a local server, beside a bare smtplib loop.

The loop builds each message with the standard library and sends it over one connection; it queues
nothing, records nothing and would lose or repeat everything in a crash. The server is aiosmtpd in
a process of its own and takes whatever comes.
"""

import os
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

from sqlmodel import Session, insert

from benchmarks.row import Row
from models.outbox import MailState, OutboxMessage
from models.types import SHANGHAI
from notifications.deliver import deliver_due
from notifications.examples import EXAMPLES
from notifications.render import render
from notifications.senders import YagmailSender
from runtime.database import connect, migrate

AT = datetime(2026, 6, 1, 9, 0, tzinfo=SHANGHAI)
FROM = "zhijiang@city.example"
_SERVER = """
import asyncio, sys
from aiosmtpd.controller import UnthreadedController
from aiosmtpd.handlers import Sink
loop = asyncio.new_event_loop()
UnthreadedController(Sink(), hostname="127.0.0.1", port=int(sys.argv[1]), loop=loop).begin()
loop.run_forever()
"""


def rows(*, quick: bool = False) -> list[Row]:
    """The rate beside the bare loop's, and what memory a longer queue costs."""
    count = 1_000 if quick else 10_000
    with _server() as port, _database(count) as engine_session:
        reference = _bare_loop(port, count)
        ours, grown = _delivered(port, count, engine_session)
    return [
        Row(
            name="mail",
            ours=count / ours,
            reference=count / reference,
            against="a bare smtplib loop over one connection",
            unit=f"letters/s of {count}",
            target=">= 0.7",
        ),
        Row(name="mail memory", ours=grown, unit="MiB more at the end than half way", target="< 8"),
    ]


def _bare_loop(port: int, count: int) -> float:
    letter = render("reminder", EXAMPLES["reminder"])
    begin = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in range(count):
            message = EmailMessage()
            message["From"], message["To"] = FROM, f"a{number}@city.example"
            message["Subject"], message["Message-ID"] = letter.subject, make_msgid()
            message.set_content(letter.text)
            message.add_alternative(letter.html, subtype="html")
            server.send_message(message)
    return time.perf_counter() - begin


def _delivered(port: int, count: int, transaction: "_Transaction") -> tuple[float, float]:
    sender = YagmailSender(host="127.0.0.1", port=port, mail_from=FROM)
    sent, seconds, memory = 0, 0.0, []
    while sent < count:
        begin = time.perf_counter()
        report = deliver_due(transaction, sender, at=AT, fetch=_no_file, limit=count // 2)
        seconds += time.perf_counter() - begin
        assert report.sent, "the server takes everything"
        sent += report.sent
        memory.append(_resident())
    return seconds, memory[-1] - memory[0]


class _Transaction:
    """The outbox of a database, one transaction a call."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        migrate(self.engine)

    def __call__(self) -> AbstractContextManager[Session]:
        return self._begin()

    @contextmanager
    def _begin(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session


@contextmanager
def _database(count: int) -> Iterator[_Transaction]:
    letter = render("reminder", EXAMPLES["reminder"])
    common = {
        "message": "reminder", "batch": "", "to_name": "张三", "subject": letter.subject,
        "text": letter.text, "html": letter.html, "attachments": [], "state": MailState.QUEUED,
        "queued_at": AT, "next_try_at": AT, "attempts": 0, "answer": "", "note": "",
        "message_id": "",
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        transaction = _Transaction(f"sqlite:///{Path(folder) / 'mail.db'}")
        with transaction() as session:
            session.execute(
                insert(OutboxMessage),
                [
                    {**common, "key": f"{n}", "to_address": f"a{n}@city.example"}
                    for n in range(count)
                ],
            )
        yield transaction
        transaction.engine.dispose()


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
