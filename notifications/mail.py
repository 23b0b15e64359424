"""What passes between delivery and a sender: a mail, an answer, and the word that nobody listens.

SendingError
└── ServerUnavailable   no connection or no login: it is not the letter's fault
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class SendingError(Exception):
    """Base of everything that can go wrong here."""


class ServerUnavailable(SendingError):
    """The mail server cannot be reached, or lets nobody in; every letter waits."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One letter to one person, complete; ``key`` is its key in the outbox."""

    key: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    written_at: datetime
    attachments: tuple[tuple[str, bytes], ...] = ()


class Verdict(StrEnum):
    """What came of trying to send a letter."""

    SENT = "sent"
    LATER = "later"  # 4xx, or the connection broke: try again
    NEVER = "never"  # 5xx: trying again would not help


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on one letter and the words it came with."""

    verdict: Verdict
    words: str = ""
    message_id: str = ""  # under which it was sent


Send = Callable[[Mail], Answer]


class Sender(Protocol):
    """A way for letters to leave the house."""

    def connection(self) -> AbstractContextManager[Send]:
        """One connection for a batch; sending raises ``ServerUnavailable`` when there is none."""
        ...
