"""yagmail, bent where it is not safe for official letters: the only module that speaks SMTP.

What differs from yagmail 0.16, each read in its source:

- ``send`` connects anew for every mail: here a live connection is kept.
- A login without a password asks the terminal or a keyring; the login name must be the sender's
  address; TLS is not verified unless a context is passed.
- The messages it writes are corrected (``notifications.mime``).
"""

import ssl
from contextlib import suppress
from typing import Any

import yagmail

from notifications.mail import Mail, ServerUnavailable
from notifications.mime import Author

_TIMEOUT = 30  # seconds, for each step of the dialogue
# Seconds for the word on the whole letter: to give up earlier is to send twice (RFC 5321, 4.5.3.2).
_LAST_TIMEOUT = 600

_NOT_ENCRYPTED = (
    "邮件服务器没有提供加密（STARTTLS），信件没有发出，仍在等待。请改用服务器的 465 或 587 端口"
    "（设置 ZHIJIANG_MAIL_PORT）；本单位内部的中继确实不加密的，设置 ZHIJIANG_MAIL_PLAIN=true"
)


class Client(yagmail.SMTP):  # type: ignore[misc]
    """A yagmail connection that stays open; ``send(contents=mail)`` takes a whole ``Mail``."""

    def __init__(
        self,
        author: Author,
        *,
        host: str,
        port: int,
        login: tuple[str, str] | None = None,
        encryption: str,
    ) -> None:
        verified = ssl.create_default_context() if encryption != "plain" else None
        super().__init__(
            {author.address: author.name},
            host=host,
            port=port,
            smtp_ssl=encryption == "ssl",
            smtp_starttls={"context": verified} if encryption == "starttls" else False,
            smtp_skip_login=True,  # our own below: yagmail logs in as the sender's address only
            timeout=_TIMEOUT,
            **({"context": verified} if encryption == "ssl" else {}),
        )
        self.set_logging(None)
        self.author = author
        self._account = login
        self.said = ""  # the server's words on the last letter
        self.broke = False  # the last letter broke the connection, or was broken by it

    def login(self) -> None:
        """Connect unless connected; a connection that got only half way is closed again."""
        if self.smtp is not None and self.smtp.sock is not None:
            return
        try:
            self._connect()
            if self._account is not None:
                self.smtp.login(*self._account)
            self._listen()
        except (OSError, ServerUnavailable) as error:
            if self.smtp is not None:
                self.smtp.close()
            raise ServerUnavailable(str(error)) from error

    def _connect(self) -> None:
        try:
            super().login()
        except OSError as error:
            server = self.smtp
            if self.starttls and server and server.does_esmtp and not server.has_extn("starttls"):
                raise ServerUnavailable(_NOT_ENCRYPTED) from error
            raise

    def _listen(self) -> None:
        """Keep the server's words on a letter it takes: smtplib throws them away."""
        hand_over = self.smtp.data

        def listening(source: bytes) -> tuple[int, bytes]:
            self.smtp.sock.settimeout(_LAST_TIMEOUT)
            code, words = hand_over(source)
            self.smtp.sock.settimeout(_TIMEOUT)
            self.said = f"{code} {words.decode('utf-8', 'replace')}"
            return code, words

        self.smtp.data = listening

    def close(self) -> None:
        with suppress(OSError):
            super().close()

    def prepare_send(
        self, _to: None, _subject: None, contents: Mail, *_rest: Any
    ) -> tuple[list[str], str]:
        return [contents.to_address], self.author.source(contents)
