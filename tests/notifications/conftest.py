"""A database with the outbox in it, in a file: several connections must see the same rows."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlmodel import Session, SQLModel

from models.outbox import OutboxMessage
from runtime.database import connect
from tests.notifications.certificates import Certificate, make_certificate
from tests.notifications.mail_server import MailServer, running

Transaction = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def transaction(tmp_path: Path) -> Iterator[Transaction]:
    engine = connect(f"sqlite:///{tmp_path}/outbox.db")
    SQLModel.metadata.create_all(
        engine, tables=[SQLModel.metadata.tables[n] for n in ("outbox_message", "side_message")]
    )
    assert OutboxMessage.__tablename__ == "outbox_message"

    @contextmanager
    def begin() -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    yield begin
    engine.dispose()


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    with running(server):
        yield server


@pytest.fixture(autouse=True)
def no_naps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Yagmail sleeps 3, 6 and 9 seconds between its tries at a broken connection."""
    monkeypatch.setattr("yagmail.sender.time", SimpleNamespace(sleep=lambda _seconds: None))


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return make_certificate(tmp_path)
