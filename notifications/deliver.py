"""Delivery: what is due in the outbox goes out, and each letter's fate is written down at once.

A claim is a postponement: the letters of a batch are made due again only after the lease, so two
deliverers never hold the same one, and after a crash what was not recorded is due again by itself.
A crash repeats at most the letter in flight, under the same Message-ID.
"""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from models.outbox import MailState, OutboxMessage
from notifications.attachments import Shelf, fitted, with_note
from notifications.mail import Answer, Mail, Send, Sender, ServerUnavailable, Verdict

Transaction = Callable[[], AbstractContextManager[Session]]
Fetch = Callable[[str], bytes]

BATCH = 50  # letters for one connection and one claim
LEASE = timedelta(minutes=30)  # longer than a batch takes
BACK_OFF = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240, 720, 1440))

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How many letters left, failed for good, or wait for another try."""

    sent: int = 0
    failed: int = 0
    deferred: int = 0


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    mail: Mail
    files: tuple[tuple[str, str], ...]  # name, SHA-256
    note: str
    attempts: int  # so far


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
    while (left := limit - fates.total()) > 0:
        batch = _claim(transaction, at, min(left, BATCH), lease)
        if not batch:
            break
        delivered = _deliver_batch(transaction, sender, batch, at=at, fetch=fetch, shelf=shelf)
        fates.update(delivered)
        if len(delivered) < len(batch):
            fates[MailState.QUEUED] += len(batch) - len(delivered)
            break
    return DeliveryReport(fates[MailState.SENT], fates[MailState.FAILED], fates[MailState.QUEUED])


def _claim(
    transaction: Transaction, at: datetime, size: int, lease: timedelta
) -> tuple[_Claimed, ...]:
    due = (
        select(OutboxMessage)
        .where(
            OutboxMessage.state == MailState.QUEUED,
            col(OutboxMessage.next_try_at) <= at,
            col(OutboxMessage.review_id).is_(None),
        )
        .order_by(col(OutboxMessage.next_try_at), col(OutboxMessage.id))
        .limit(size)
        .with_for_update(skip_locked=True)
    )
    with transaction() as session:
        letters = session.exec(due).all()
        ids = [letter.id for letter in letters]
        mine = col(OutboxMessage.id).in_(ids)
        session.exec(
            update(OutboxMessage)
            .where(mine)
            .values(next_try_at=at + lease)
            .execution_options(synchronize_session=False)
        )
        return tuple(_claimed(letter) for letter in letters)


def _claimed(letter: OutboxMessage) -> _Claimed:
    assert letter.id is not None, "a letter read from the database has an id"
    return _Claimed(
        letter.id,
        Mail(
            key=letter.key,
            to_name=letter.to_name,
            to_address=letter.to_address,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            written_at=letter.queued_at,
        ),
        tuple((file["name"], file["sha256"]) for file in letter.attachments),
        letter.note,
        letter.attempts,
    )


def _deliver_batch(
    transaction: Transaction,
    sender: Sender,
    batch: tuple[_Claimed, ...],
    *,
    at: datetime,
    fetch: Fetch,
    shelf: Shelf | None,
) -> list[MailState]:
    """The fates of the letters tried, in order; fewer than the batch when the server is gone."""
    fates: list[MailState] = []
    try:
        with sender.connection() as send:
            for claimed in batch:
                answer = _try(send, claimed, fetch, shelf)
                fates.append(_record(transaction, claimed, answer, at))
    except ServerUnavailable as error:
        untried = [claimed.id for claimed in batch[len(fates) :]]
        _log.warning("mail server unavailable, %d letters wait: %s", len(untried), error)
        _release(transaction, untried, at, str(error))
    return fates


def _try(send: Send, claimed: _Claimed, fetch: Fetch, shelf: Shelf | None) -> Answer:
    try:
        files = tuple((name, fetch(sha256)) for name, sha256 in claimed.files)
        return send(fitted(with_note(claimed.mail, claimed.note), files, shelf))
    except ServerUnavailable:
        raise
    except Exception as error:  # noqa: BLE001  (one bad letter must not hold up all behind it)
        _log.exception("letter %s could not be sent", claimed.mail.key)
        return Answer(Verdict.LATER, f"{type(error).__name__}: {error}")


def _record(transaction: Transaction, claimed: _Claimed, answer: Answer, at: datetime) -> MailState:
    attempts = claimed.attempts + 1
    values: dict[str, object] = {"attempts": attempts, "answer": answer.words}
    state = MailState.QUEUED
    if answer.verdict is Verdict.SENT:
        state = MailState.SENT
        values |= {"sent_at": at, "message_id": answer.message_id}
    elif answer.verdict is Verdict.NEVER or attempts > len(BACK_OFF):
        state = MailState.FAILED
        _log.warning("letter %s failed: %s", claimed.mail.key, answer.words)
    else:
        values |= {"next_try_at": at + BACK_OFF[attempts - 1]}
    written = update(OutboxMessage).where(col(OutboxMessage.id) == claimed.id)
    with transaction() as session:
        session.exec(
            written.values(state=state, **values).execution_options(synchronize_session=False)
        )
    return state


def _release(transaction: Transaction, untried: list[int], at: datetime, why: str) -> None:
    """Give back what was claimed and not tried; waiting for a server is not an attempt."""
    with transaction() as session:
        session.exec(
            update(OutboxMessage)
            .where(
                col(OutboxMessage.id).in_(untried),
                col(OutboxMessage.state) == MailState.QUEUED,
            )
            .values(next_try_at=at, answer=why)
        )
