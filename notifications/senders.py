"""Two ways out: a mail server through yagmail, or a folder when there is none.

Both give the same message. yagmail is imported when the first connection is opened, so that
naming a sender costs nothing.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from notifications.mail import Answer, Mail, Send, Sender, ServerUnavailable, Verdict
from notifications.outbox import is_address

if TYPE_CHECKING:
    from notifications.client import Client
    from notifications.mime import Author

_SMTPS, _SUBMISSION = 465, 587
_TRANSIENT = range(400, 500)  # RFC 5321, 4.2.1
_TOO_LARGE = 552  # of the letter, though a server may say it before it has seen the letter


class Encryption(StrEnum):
    """How the connection to the mail server is kept private; certificates are always verified."""

    SSL = "ssl"
    STARTTLS = "starttls"
    PLAIN = "plain"  # a relay on this machine or in this house, where the setting says so

    @classmethod
    def usual(cls, port: int, user: str, *, may_be_plain: bool) -> "Encryption":
        """What a port means by custom; in the clear where that is allowed, and never a login."""
        if port == _SMTPS:
            return cls.SSL
        is_plain = may_be_plain and port != _SUBMISSION and not user
        return cls.PLAIN if is_plain else cls.STARTTLS


@dataclass(frozen=True, slots=True, kw_only=True)
class YagmailSender:
    """A mail server; ``mail_from`` is ``a@b.cn`` or ``name <a@b.cn>``; no user, no login."""

    host: str
    port: int
    mail_from: str
    user: str = ""
    password: str = ""
    encryption: Encryption | None = None  # None: what the port means by custom
    may_be_plain: bool = False  # for the house's own relay

    @contextmanager
    def connection(self) -> Iterator[Send]:
        client = _client(self)
        try:
            yield lambda mail: _send(client, mail)
        finally:
            client.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSender:
    """A folder that takes each letter as ``<message id>.eml``; a repeat replaces itself."""

    path: Path
    mail_from: str = "zhijiang@localhost.invalid"

    @contextmanager
    def connection(self) -> Iterator[Send]:
        self.path.mkdir(parents=True, exist_ok=True)
        author = _author(self.mail_from)
        yield lambda mail: self._write(author, mail)

    def _write(self, author: "Author", mail: Mail) -> Answer:
        source = author.source(mail)
        name = f"{author.message_id(mail.key)}.eml"
        part = self.path / f".{name}.{os.getpid()}"
        part.write_bytes(source.replace("\n", "\r\n").encode("ascii"))
        part.replace(self.path / name)
        return Answer(Verdict.SENT, "已存入文件夹", name.removesuffix(".eml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PacedSender:
    """A sender that keeps to a relay's limit: never more than ``per_minute`` letters a minute."""

    sender: Sender
    per_minute: int
    seconds: Callable[[], float]  # a clock that never goes back
    sleep: Callable[[float], None]

    @contextmanager
    def connection(self) -> Iterator[Send]:
        free_at = self.seconds()
        with self.sender.connection() as send:

            def paced(mail: Mail) -> Answer:
                nonlocal free_at
                self.sleep(max(0.0, free_at - self.seconds()))
                free_at = max(free_at, self.seconds()) + 60 / self.per_minute
                return send(mail)

            yield paced


def _author(mail_from: str) -> "Author":
    from notifications.mime import Author

    name, address = parseaddr(mail_from)
    if not is_address(address):
        raise ServerUnavailable(f"发件人“{mail_from}”不是电子邮箱（设置 mail_from）")
    return Author(address, name)


def _client(sender: YagmailSender) -> "Client":
    from notifications.client import Client

    return Client(
        _author(sender.mail_from),
        host=sender.host,
        port=sender.port,
        login=(sender.user, sender.password) if sender.user else None,
        encryption=sender.encryption
        or Encryption.usual(sender.port, sender.user, may_be_plain=sender.may_be_plain),
    )


def _send(client: "Client", mail: Mail) -> Answer:
    """Send one mail and look at everything yagmail gives back.

    One letter may break a connection; when the next one's breaks too, it is the server.
    """
    broke, client.broke = client.broke, False
    try:
        result = client.send(contents=mail)
    except OSError as error:
        return _refusal(error, mail.to_address)
    if result is False:  # three disconnects, which yagmail keeps to itself
        if broke:
            raise ServerUnavailable("连接多次中断")
        client.broke = True
        return Answer(Verdict.LATER, "连接多次中断")
    refused = result.get(mail.to_address)
    if refused:
        return _judged(*refused)
    return Answer(Verdict.SENT, client.said, client.author.message_id(mail.key))


def _refusal(error: OSError, address: str) -> Answer:
    """What the server said; its exceptions carry it under these names."""
    recipients: dict[str, tuple[int, bytes]] | None = getattr(error, "recipients", None)
    if recipients is not None:
        return _judged(*recipients[address])
    code: int | None = getattr(error, "smtp_code", None)
    if code is None:
        return Answer(Verdict.LATER, str(error))
    words: bytes | str = getattr(error, "smtp_error", b"")
    if hasattr(error, "sender") and code != _TOO_LARGE:
        raise ServerUnavailable(f"发件人被拒收：{_judged(code, words).words}") from error
    return _judged(code, words)


def _judged(code: int, words: bytes | str) -> Answer:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    verdict = Verdict.LATER if code in _TRANSIENT else Verdict.NEVER
    return Answer(verdict, f"{code} {said}".strip())
