"""The same message to a chat or a telephone, over a real HTTP server; the letter is unaffected."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from sqlmodel import select

from models.outbox import MailState
from models.side_message import SideMessage
from models.types import SHANGHAI
from notifications.channels import deliver_beside
from notifications.examples import EXAMPLES
from notifications.outbox import Recipient, queue
from tests.notifications.conftest import Transaction

AT = datetime(2026, 6, 1, 9, 0, tzinfo=SHANGHAI)


class Hook:
    """A web hook that takes messages, or answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []
        self.status = 200
        self.port = 0

    @contextmanager
    def running(self) -> Iterator["Hook"]:
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.taken.append({"path": self.path, **json.loads(body)})
                self.send_response(hook.status)
                self.end_headers()

            def log_message(self, *_said: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = server.server_port
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook().running() as running:
        yield running


def remind_by(transaction: Transaction, phone: str = "13800000000", *channels: str) -> None:
    with transaction() as session:
        queue(
            session, key="3/intake/1/a", message="reminder", edition=None, at=AT,
            to=Recipient("县办", "a@b.cn", phone), context=EXAMPLES["reminder"],
            channels=channels or ("sms",),
        )  # fmt: skip


def rows(transaction: Transaction) -> list[SideMessage]:
    with transaction() as session:
        return list(session.exec(select(SideMessage)))


def test_the_same_words_go_to_the_persons_number_once(transaction: Transaction, hook: Hook) -> None:
    remind_by(transaction)
    address = {"sms": f"json://127.0.0.1:{hook.port}/{{phone}}"}

    assert deliver_beside(transaction, address, at=AT) == 1
    assert deliver_beside(transaction, address, at=AT + timedelta(days=1)) == 0

    (taken,) = hook.taken
    assert taken["path"] == "/13800000000"
    assert "资料评审评分表" in taken["title"] + taken["message"]
    assert [one.state for one in rows(transaction)] == [MailState.SENT]


def test_a_channel_that_is_down_is_tried_again_and_given_up_in_the_end(
    transaction: Transaction, hook: Hook
) -> None:
    remind_by(transaction)
    hook.status = 503
    address = {"sms": f"json://127.0.0.1:{hook.port}/"}

    for hours in range(0, 24 * 7, 4):
        deliver_beside(transaction, address, at=AT + timedelta(hours=hours))

    (row,) = rows(transaction)
    assert row.state is MailState.FAILED
    assert len(hook.taken) == row.attempts == 7
    assert row.answer.startswith("未发出")


def test_a_channel_nobody_set_up_fails_with_a_sentence(transaction: Transaction) -> None:
    remind_by(transaction, "", "wecom", "sms", "odd")

    deliver_beside(transaction, {"sms": "json://127.0.0.1:9/{phone}", "odd": "?"}, at=AT)

    answers = {one.channel: one.answer for one in rows(transaction)}
    assert answers == {
        "wecom": "没有设置渠道“wecom”（设置 channels）",
        "sms": "收件人没有登记电话号码",
        "odd": "渠道“odd”的地址不能识别，请核对设置 channels",
    }
