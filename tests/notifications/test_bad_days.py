"""A mail server on its bad days: away for an hour, slow, or gone for good in mid batch."""

from datetime import timedelta

import pytest

from models.outbox import MailState, OutboxMessage, letters_of
from notifications.deliver import BACK_OFF, DeliveryReport, deliver_due
from notifications.senders import YagmailSender
from tests.notifications.conftest import Transaction
from tests.notifications.factories import MINUTE, NOW, a_letter
from tests.notifications.mail_server import DROP, MailServer, free_port, running

TICK = 3 * MINUTE
COUNT = 4
ADDRESSES = [f"s00{number}@applicant.example.cn" for number in range(1, COUNT + 1)]


@pytest.fixture
def queued(transaction: Transaction) -> Transaction:
    with transaction() as session:
        for number in range(1, COUNT + 1):
            a_letter(session, number)
    return transaction


def deliver(queued: Transaction, port: int, after: timedelta = timedelta()) -> DeliveryReport:
    sender = YagmailSender(
        host="127.0.0.1", port=port, mail_from="zhijiang@qinzhou.example.cn", may_be_plain=True
    )
    return deliver_due(queued, sender, at=NOW + after, fetch=lambda _: b"")


def letters(queued: Transaction) -> list[OutboxMessage]:
    with queued() as session:
        return letters_of(session)


def test_a_server_down_for_an_hour_costs_no_attempt_and_then_takes_each_letter_once(
    queued: Transaction,
) -> None:
    server, port = MailServer(), free_port()

    down = [deliver(queued, port, tick * TICK) for tick in range(20)]
    waiting = letters(queued)
    with running(server, port=port):
        up = [deliver(queued, port, 20 * TICK), deliver(queued, port, 21 * TICK)]

    assert down == [DeliveryReport(deferred=COUNT)] * 20
    assert all(one.attempts == 0 and "refused" in one.answer for one in waiting)
    assert up == [DeliveryReport(sent=COUNT), DeliveryReport()]
    assert server.recipients == ADDRESSES


def test_a_server_that_thinks_long_about_each_letter_gets_it_once(
    queued: Transaction, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.client._TIMEOUT", 0.2)
    server.slowness = 0.5

    assert deliver(queued, server.port) == DeliveryReport(sent=COUNT)
    assert server.recipients == ADDRESSES


def test_a_server_too_slow_to_greet_is_left_alone_after_two_letters(
    queued: Transaction, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.client._TIMEOUT", 0.1)
    server.slow_greeting = 0.5

    assert deliver(queued, server.port) == DeliveryReport(deferred=COUNT)
    assert server.recipients == []
    assert [one.attempts for one in letters(queued)] == [1, 0, 0, 0]

    server.slow_greeting = 0
    assert deliver(queued, server.port, BACK_OFF[0]) == DeliveryReport(sent=COUNT)
    assert sorted(server.recipients) == ADDRESSES


def test_a_server_gone_in_mid_batch_keeps_the_rest_for_later(
    queued: Transaction, server: MailServer
) -> None:
    for address in ADDRESSES[1:]:
        server.at_data[address] = [DROP] * 3

    assert deliver(queued, server.port) == DeliveryReport(sent=1, deferred=COUNT - 1)
    assert [one.state for one in letters(queued)].count(MailState.SENT) == 1
    assert [one.attempts for one in letters(queued)] == [1, 1, 0, 0]

    server.at_data.clear()
    assert deliver(queued, server.port, BACK_OFF[0]) == DeliveryReport(sent=COUNT - 1)
    assert sorted(server.recipients) == ADDRESSES


def test_greylisting_takes_every_letter_at_the_second_try(
    queued: Transaction, server: MailServer
) -> None:
    for address in ADDRESSES:
        server.at_recipient[address] = ["451 4.7.1 greylisted, try again later"]

    assert deliver(queued, server.port) == DeliveryReport(deferred=COUNT)
    assert deliver(queued, server.port, BACK_OFF[0]) == DeliveryReport(sent=COUNT)
    assert server.recipients == ADDRESSES
