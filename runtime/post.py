"""How letters leave this installation: mail server or folder, pace, downloads, other channels."""

import time
from datetime import timedelta
from hashlib import sha256
from urllib.parse import quote

from notifications.attachments import Shelf
from notifications.mail import Sender
from notifications.senders import FolderSender, PacedSender, YagmailSender
from runtime.keys import seal
from runtime.settings import settings

_MEGABYTE = 1_000_000
_MINUTE = 60


def sender() -> Sender:
    """The sender of this installation; with no mail server set, letters become files."""
    chosen = settings()
    if not chosen.mail_host:
        return FolderSender(path=chosen.home / "mail", mail_from=chosen.mail_from)
    server = YagmailSender(
        host=chosen.mail_host,
        port=chosen.mail_port,
        mail_from=chosen.mail_from,
        user=chosen.mail_user,
        password=chosen.mail_password.get_secret_value(),
        may_be_plain=chosen.mail_plain,
    )
    if not chosen.mail_per_minute:
        return server
    return PacedSender(
        sender=server,
        per_minute=chosen.mail_per_minute,
        seconds=time.monotonic,
        sleep=time.sleep,
    )


def letters_a_run(usual: int) -> int:
    """How many letters one run of the clock may send, so that the next one need not wait."""
    chosen = settings()
    if not chosen.mail_per_minute:
        return usual
    return max(1, min(usual, chosen.mail_per_minute * (chosen.clock_seconds or _MINUTE) // _MINUTE))


def wait_for(letters: int) -> timedelta:
    """How long so many letters take at the relay's pace, beyond what sending takes."""
    pace = settings().mail_per_minute
    return timedelta(minutes=letters / pace) if pace else timedelta()


def shelf() -> Shelf | None:
    """Where files too large for a letter can be fetched; ``None`` when no web server shows them."""
    chosen = settings()
    if not chosen.downloads_url:
        return None
    return Shelf(limit=chosen.mail_attachment_mb * _MEGABYTE, put=_put)


def channels() -> dict[str, str]:
    return {name: one.get_secret_value() for name, one in settings().channels.items()}


def _put(name: str, data: bytes) -> str:
    """Under an address nobody can guess; the same file always under the same one."""
    secret = seal(sha256(data).hexdigest())
    folder = settings().home / "downloads" / secret
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return f"{settings().downloads_url.rstrip('/')}/{secret}/{quote(name)}"
