"""Delivery: what is due in the outbox goes out, and each letter's fate is written down at once.

A crash repeats at most the letter in flight, under the same Message-ID (``notifications.ledger``).
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from models.outbox import MailState
from notifications.attachments import Shelf, fitted, with_note
from notifications.ledger import Claimed, Fate, Transaction, claim, quick_commits, record, release
from notifications.mail import Answer, Send, Sender, ServerUnavailable, Verdict

Fetch = Callable[[str], bytes]

BATCH = 100  # letters for one connection and one claim
LEASE = timedelta(minutes=30)  # longer than a batch should take; see ``_deliver_batch``
BACK_OFF = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240, 720, 1440))

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How many letters left, failed for good, or wait for another try."""

    sent: int = 0
    failed: int = 0
    deferred: int = 0


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a run works with."""

    transaction: Transaction
    quick: Connection
    at: datetime
    fetch: Fetch
    shelf: Shelf | None


def deliver_due(
    transaction: Transaction,
    sender: Sender,
    *,
    at: datetime,
    fetch: Fetch,
    limit: int = 500,
    lease: timedelta = LEASE,
    shelf: Shelf | None = None,
) -> DeliveryReport:
    """Send up to ``limit`` letters due at ``at``; safe to run several times and side by side.

    ``fetch`` gives an attachment's bytes for its SHA-256. ``lease`` is measured on the clock that
    ``at`` is read from: on a clock that runs faster, it must be longer by as much. ``shelf`` takes
    the files that a letter is too large for.
    """
    fates: Counter[MailState] = Counter()
    with quick_commits(transaction) as quick:
        desk = _Desk(transaction, quick, at, fetch, shelf)
        while (left := limit - fates.total()) > 0:
            batch = claim(transaction, at=at, size=min(left, BATCH), until=at + lease)
            if not batch:
                break
            delivered = _deliver_batch(desk, sender, batch)
            fates.update(delivered)
            if len(delivered) < len(batch):
                fates[MailState.QUEUED] += len(batch) - len(delivered)
                break
    return DeliveryReport(fates[MailState.SENT], fates[MailState.FAILED], fates[MailState.QUEUED])


def _deliver_batch(desk: _Desk, sender: Sender, batch: list[Claimed]) -> list[MailState]:
    """The fates of the letters tried, in order.

    Fewer than the batch when the server is gone, or so slow that the lease ran out and another
    deliverer has the rest.
    """
    fates: list[MailState] = []
    try:
        with sender.connection() as send:
            for claimed in batch:
                fate = _fate(claimed, _try(send, claimed, desk), desk.at)
                fates.append(fate.state)
                if not record(desk.quick, claimed, fate):
                    _log.warning("letter %s was held too long", claimed.mail.key)
                    break
    except ServerUnavailable as error:
        untried = batch[len(fates) :]
        _log.warning("mail server unavailable, %d letters wait: %s", len(untried), error)
        release(desk.transaction, untried, at=desk.at, why=str(error))
    return fates


def _try(send: Send, claimed: Claimed, desk: _Desk) -> Answer:
    try:
        files = tuple((name, desk.fetch(sha256)) for name, sha256 in claimed.files)
        return send(fitted(with_note(claimed.mail, claimed.note), files, desk.shelf))
    except ServerUnavailable:
        raise
    except Exception as error:  # noqa: BLE001  (one bad letter must not hold up all behind it)
        _log.exception("letter %s could not be sent", claimed.mail.key)
        return Answer(Verdict.LATER, f"{type(error).__name__}: {error}")


def _fate(claimed: Claimed, answer: Answer, at: datetime) -> Fate:
    attempts = claimed.attempts + 1
    if answer.verdict is Verdict.SENT:
        held = claimed.held_until
        return Fate(MailState.SENT, attempts, answer.words, held, at, answer.message_id)
    if answer.verdict is Verdict.NEVER or attempts > len(BACK_OFF):
        _log.warning("letter %s failed: %s", claimed.mail.key, answer.words)
        return Fate(MailState.FAILED, attempts, answer.words, claimed.held_until)
    return Fate(MailState.QUEUED, attempts, answer.words, at + BACK_OFF[attempts - 1])
