from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from models.outbox import MailState, OutboxMessage, count_letters, letters_of
from notifications.deliver import BACK_OFF, BATCH, LEASE, DeliveryReport, deliver_due
from notifications.mail import Answer, Mail, Send, Sender, ServerUnavailable, Verdict
from notifications.outbox import Attachment
from notifications.senders import YagmailSender
from tests.notifications.conftest import Transaction
from tests.notifications.factories import MINUTE, NOW, a_letter
from tests.notifications.mail_server import DROP, MailServer

FILES = {"ab" * 32: b"\x00PK"}


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


@dataclass
class FakeSender:
    """Keeps what it was given; does what it is told with the letters to some addresses."""

    told: dict[str, BaseException] = field(default_factory=dict)
    sent: list[Mail] = field(default_factory=list)
    connections: int = 0

    @contextmanager
    def connection(self) -> Iterator[Send]:
        self.connections += 1
        yield self._send

    def _send(self, mail: Mail) -> Answer:
        self.sent.append(mail)
        if (error := self.told.get(mail.to_address)) is not None:
            raise error
        return Answer(Verdict.SENT)

    @property
    def numbers(self) -> list[int]:
        return [int(mail.to_address[1:4]) for mail in self.sent]


def address(number: int) -> str:
    return f"s{number:03}@applicant.example.cn"


def deliver(
    transaction: Transaction, sender: Sender, at: datetime = NOW, limit: int = 500
) -> DeliveryReport:
    return deliver_due(transaction, sender, at=at, fetch=FILES.__getitem__, limit=limit)


def queue_letters(transaction: Transaction, count: int) -> None:
    with transaction() as session:
        for number in range(1, count + 1):
            a_letter(session, number)


def letters(transaction: Transaction) -> list[OutboxMessage]:
    with transaction() as session:
        return letters_of(session)


def test_due_letters_are_sent_once(transaction: Transaction) -> None:
    queue_letters(transaction, 2)
    sender = FakeSender()

    first, second = deliver(transaction, sender), deliver(transaction, sender)

    assert (first, second) == (DeliveryReport(sent=2), DeliveryReport())
    assert sender.numbers == [1, 2]
    assert [(letter.state, letter.sent_at) for letter in letters(transaction)] == [
        (MailState.SENT, NOW)
    ] * 2


def test_nothing_due_opens_no_connection(transaction: Transaction) -> None:
    queue_letters(transaction, 1)
    sender = FakeSender()

    assert deliver(transaction, sender, at=NOW - MINUTE) == DeliveryReport()
    assert sender.connections == 0


def test_many_letters_go_in_batches_up_to_the_limit(transaction: Transaction) -> None:
    queue_letters(transaction, 2 * BATCH + 5)
    sender = FakeSender()

    assert deliver(transaction, sender, limit=2 * BATCH + 2) == DeliveryReport(sent=2 * BATCH + 2)
    assert sender.connections == 3
    assert deliver(transaction, sender) == DeliveryReport(sent=3)
    assert sender.numbers == list(range(1, 2 * BATCH + 6))


def test_attachments_are_fetched_by_their_hash(transaction: Transaction) -> None:
    with transaction() as session:
        a_letter(session, attachments=(Attachment("评分表.xlsx", "ab" * 32),))
    sender = FakeSender()

    deliver(transaction, sender)

    assert sender.sent[0].attachments == (("评分表.xlsx", b"\x00PK"),)


def test_letter_that_cannot_be_made_holds_up_nobody(transaction: Transaction) -> None:
    with transaction() as session:
        a_letter(session, 1, attachments=(Attachment("评分表.xlsx", "cd" * 32),))
        a_letter(session, 2)
    sender = FakeSender()

    assert deliver(transaction, sender) == DeliveryReport(sent=1, deferred=1)

    first, _ = letters(transaction)
    assert first.answer.startswith("KeyError")
    assert first.next_try_at == NOW + BACK_OFF[0]


def test_killed_process_repeats_only_the_letter_in_flight(transaction: Transaction) -> None:
    queue_letters(transaction, 5)
    sender = FakeSender(told={address(3): Killed()})
    with pytest.raises(Killed):
        deliver(transaction, sender)
    sender.told.clear()

    meanwhile = deliver(transaction, sender, at=NOW + LEASE - MINUTE)
    later = deliver(transaction, sender, at=NOW + LEASE)

    assert (meanwhile, later) == (DeliveryReport(), DeliveryReport(sent=3))
    assert sender.numbers == [1, 2, 3, 3, 4, 5]
    assert sender.sent[2] == sender.sent[3]


def test_second_deliverer_does_not_take_what_the_first_holds(transaction: Transaction) -> None:
    queue_letters(transaction, 3)
    other = FakeSender()

    @dataclass
    class Interrupted(FakeSender):
        def _send(self, mail: Mail) -> Answer:
            assert deliver(transaction, other) == DeliveryReport()
            return super()._send(mail)

    assert deliver(transaction, Interrupted()) == DeliveryReport(sent=3)
    assert other.sent == []


def test_deliverer_slower_than_its_lease_leaves_the_rest_to_the_next(
    transaction: Transaction,
) -> None:
    queue_letters(transaction, 4)
    other = FakeSender()

    @dataclass
    class Slow(FakeSender):
        def _send(self, mail: Mail) -> Answer:
            if mail.to_address == address(2):
                assert deliver(transaction, other, at=NOW + LEASE) == DeliveryReport(sent=3)
            return super()._send(mail)

    slow = Slow()

    assert deliver(transaction, slow) == DeliveryReport(sent=2, deferred=2)
    assert slow.numbers == [1, 2]
    assert other.numbers == [2, 3, 4]
    assert {letter.state for letter in letters(transaction)} == {MailState.SENT}


def test_unavailable_server_costs_no_attempt(transaction: Transaction) -> None:
    queue_letters(transaction, 3)
    sender = FakeSender(told={address(2): ServerUnavailable("535 login refused")})

    assert deliver(transaction, sender) == DeliveryReport(sent=1, deferred=2)
    assert [
        (letter.state, letter.attempts, letter.next_try_at, letter.answer)
        for letter in letters(transaction)[1:]
    ] == [(MailState.QUEUED, 0, NOW, "535 login refused")] * 2

    sender.told.clear()
    assert deliver(transaction, sender) == DeliveryReport(sent=2)


def test_mail_server_refuses_one_and_takes_the_others(
    transaction: Transaction, server: MailServer
) -> None:
    queue_letters(transaction, 3)
    server.at_recipient[address(2)] = ["550 no such user"]

    assert deliver(transaction, smtp(server)) == DeliveryReport(sent=2, failed=1)

    assert server.recipients == [address(1), address(3)]
    assert server.greetings == 1
    failed = letters(transaction)[1]
    assert (failed.state, failed.answer) == (MailState.FAILED, "550 no such user")
    with transaction() as session:
        assert count_letters(session, 3) == {
            MailState.SENT: 2,
            MailState.FAILED: 1,
            MailState.QUEUED: 0,
        }


def test_mail_server_is_asked_again_after_a_while(
    transaction: Transaction, server: MailServer
) -> None:
    queue_letters(transaction, 1)
    server.at_recipient[address(1)] = ["451 greylisted"]

    assert deliver(transaction, smtp(server)) == DeliveryReport(deferred=1)
    assert deliver(transaction, smtp(server), at=NOW + BACK_OFF[0] - MINUTE) == DeliveryReport()
    assert deliver(transaction, smtp(server), at=NOW + BACK_OFF[0]) == DeliveryReport(sent=1)


def test_letter_put_off_too_often_fails(transaction: Transaction, server: MailServer) -> None:
    queue_letters(transaction, 1)
    server.at_recipient[address(1)] = ["451 greylisted"] * 10
    at, reports = NOW, []

    for _ in range(len(BACK_OFF) + 2):
        reports.append(deliver(transaction, smtp(server), at=at))
        at += timedelta(days=2)

    assert reports == [
        *[DeliveryReport(deferred=1)] * len(BACK_OFF),
        DeliveryReport(failed=1),
        DeliveryReport(),
    ]


def test_connection_lost_in_mid_batch_sends_everyone_one_letter(
    transaction: Transaction, server: MailServer
) -> None:
    queue_letters(transaction, 4)
    server.at_data[address(2)] = [DROP]

    assert deliver(transaction, smtp(server)) == DeliveryReport(sent=4)
    assert server.recipients == [address(1), address(2), address(3), address(4)]


def test_connection_lost_for_good_in_mid_batch_is_not_taken_for_sent(
    transaction: Transaction, server: MailServer
) -> None:
    queue_letters(transaction, 3)
    server.at_data[address(2)] = [DROP, DROP, DROP]

    assert deliver(transaction, smtp(server)) == DeliveryReport(sent=2, deferred=1)
    assert server.recipients == [address(1), address(3)]
    assert letters(transaction)[1].answer == "连接多次中断"


def test_letter_repeated_after_a_crash_has_the_same_message_id(
    transaction: Transaction, server: MailServer
) -> None:
    queue_letters(transaction, 1)

    @dataclass(frozen=True)
    class DiesAfterSending:
        @contextmanager
        def connection(self) -> Iterator[Send]:
            with smtp(server).connection() as send:

                def send_and_die(mail: Mail) -> Answer:
                    send(mail)
                    raise Killed

                yield send_and_die

    with pytest.raises(Killed):
        deliver(transaction, DiesAfterSending())
    deliver(transaction, smtp(server), at=NOW + LEASE)

    first, repeat = server.messages
    assert first["Message-ID"] == repeat["Message-ID"]
    assert first["Date"] == repeat["Date"]


def smtp(server: MailServer) -> YagmailSender:
    return YagmailSender(
        host="127.0.0.1",
        port=server.port,
        mail_from="zhijiang@qinzhou.example.cn",
        may_be_plain=True,
    )
