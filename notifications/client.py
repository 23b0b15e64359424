"""yagmail, bent where it is not safe for official letters: the only module that speaks SMTP.

What differs from yagmail 0.16, each read in its source:

- ``send`` connects anew for every mail: here a live connection is kept.
- A login without a password asks the terminal or a keyring; the login name must be the sender's
  address; TLS is not verified unless a context is passed.
- The plain text it writes contains the HTML, and the HTML has ``<br>`` for every newline: both
  bodies are put in as they were rendered.
- A file type it does not know becomes ``None/None``, and only ``application/*`` gets a name.
"""

import ssl
from contextlib import suppress
from email import charset
from email.message import Message
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import format_datetime, formataddr
from hashlib import sha256
from io import BytesIO
from typing import Any, cast

import yagmail
from yagmail.headers import resolve_addresses
from yagmail.message import prepare_message

from notifications.mail import Mail, ServerUnavailable
from notifications.render import one_line

_TIMEOUT = 30  # seconds, for each step of the dialogue
# Said outright: apprise sets another encoding of utf-8 for the whole process when it is imported.
_UTF8 = charset.Charset("utf-8")
_UTF8.body_encoding = charset.BASE64


class Client(yagmail.SMTP):  # type: ignore[misc]
    """A yagmail connection that stays open; ``send(contents=mail)`` takes a whole ``Mail``."""

    def __init__(
        self,
        address: str,
        name: str,
        *,
        host: str = "",
        port: int = 0,
        login: tuple[str, str] | None = None,
        encryption: str = "plain",
    ) -> None:
        verified = ssl.create_default_context() if encryption != "plain" else None
        super().__init__(
            {address: name or address},
            host=host,
            port=port,
            smtp_ssl=encryption == "ssl",
            smtp_starttls={"context": verified} if encryption == "starttls" else False,
            smtp_skip_login=True,  # our own below: yagmail logs in as the sender's address only
            timeout=_TIMEOUT,
            **({"context": verified} if encryption == "ssl" else {}),
        )
        self.set_logging(None)
        self._account = login
        self.said = ""  # the server's words on the last letter

    def login(self) -> None:
        """Connect unless connected; a connection that got only half way is closed again."""
        if self.smtp is not None and self.smtp.sock is not None:
            return
        try:
            super().login()
            if self._account is not None:
                self.smtp.login(*self._account)
            self._listen()
        except OSError as error:
            if self.smtp is not None:
                self.smtp.close()
            raise ServerUnavailable(str(error)) from error

    def _listen(self) -> None:
        """Keep the server's words on a letter it takes: smtplib throws them away."""
        hand_over = self.smtp.data

        def listening(source: bytes) -> tuple[int, bytes]:
            code, words = hand_over(source)
            self.said = f"{code} {words.decode('utf-8', 'replace')}"
            return code, words

        self.smtp.data = listening

    def close(self) -> None:
        with suppress(OSError):
            super().close()

    def prepare_send(
        self, _to: None, _subject: None, contents: Mail, *_rest: Any
    ) -> tuple[list[str], str]:
        return [contents.to_address], self.source(contents)

    def source(self, mail: Mail) -> str:
        """The message as yagmail prepares it, to one recipient, all ASCII."""
        identity = self.message_id(mail.key)
        to = {mail.to_address: formataddr((one_line(mail.to_name), mail.to_address))}
        prepared = prepare_message(
            self.user,
            self.useralias,
            resolve_addresses(self.user, self.useralias, to, None, None),
            subject=one_line(mail.subject),
            contents=yagmail.raw(""),  # the bodies are put in below
            attachments=[_file(name, data) for name, data in mail.attachments],
            headers={
                "Date": format_datetime(mail.written_at),
                "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notices back
            },
            encoding=self.encoding,
            prettify_html=False,
            message_id=f"<{identity}>",
        )
        return _corrected(prepared, mail, identity).as_string()

    def message_id(self, key: str) -> str:
        """The same for the same key: a letter repeated after a crash can be told as a repeat."""
        digest = sha256(f"{self.user}\n{key}".encode()).hexdigest()[:32]
        return f"{digest}@{self.user.partition('@')[2]}"


def _file(name: str, data: bytes) -> BytesIO:
    stream = BytesIO(data)
    stream.name = one_line(name)
    return stream


def _text(body: str, kind: str) -> Message:
    part = MIMENonMultipart("text", kind, charset="utf-8")
    part.set_payload(body, _UTF8)
    return part


def _corrected(message: Message, mail: Mail, identity: str) -> Message:
    alternative, *files = cast("list[Message]", message.get_payload())
    # No line of base64 begins like these, so nothing needs to be searched for them.
    message.set_boundary(f"=={identity[:32]}=")
    alternative.set_boundary(f"==alternative-{identity[:32]}=")
    alternative.set_payload([_text(mail.text, "plain"), _text(mail.html, "html")])
    for part, (name, _) in zip(files, mail.attachments, strict=True):
        if part.get_content_maintype() == "none":
            part.set_type("application/octet-stream")
        if "Content-Disposition" not in part:
            part.add_header("Content-Disposition", "attachment", filename=one_line(name))
    return message
