"""``python -m grown.mail PORT FOLDER``: a mail server that keeps what it takes as files.

A letter that is sent again after a crash has the Message-ID of the first, as a mailbox sees it.
"""

import hashlib
import sys
import threading
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """Keeps each letter once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes), "decode_data is off"
        number = message_from_bytes(content, policy=policy.default)["Message-ID"]
        name = hashlib.sha256(str(number).encode()).hexdigest()[:32]
        (self._folder / f"{name}.eml").write_bytes(content)
        return "250 OK"


def main() -> None:
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    Controller(Mailbox(folder), hostname="127.0.0.1", port=port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
