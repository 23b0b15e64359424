"""A letter as the text of a message, all ASCII, as yagmail 0.16 prepares it and where it is safe.

Bent, each after its source: the plain text yagmail writes contains the HTML, and the HTML has
``<br>`` for every newline, so both bodies are put in as they were rendered; a file type it does not
know becomes ``None/None``, and only ``application/*`` gets a name.
"""

from datetime import UTC, datetime
from email import charset
from email.message import Message
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr
from functools import cached_property, lru_cache
from hashlib import sha256
from io import BytesIO
from string import Template
from typing import cast

import yagmail
from yagmail.headers import resolve_addresses
from yagmail.message import prepare_message

from notifications.mail import Mail
from notifications.render import one_line

# Said outright: apprise sets another encoding of utf-8 for the whole process when it is imported.
_UTF8 = charset.Charset("utf-8")
_UTF8.body_encoding = charset.BASE64
_UNFOLDED = compat32.clone(max_line_length=0)  # as ``Message.as_string`` writes a header
_GAPS = {"Date": "$date", "Subject": "$subject", "To": "$to", "Message-ID": "<$identity>"}
_MARK = 32  # characters of an identity that make a boundary


class Author:
    """Who the letters are from: an address, and the name shown beside it."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name = address, name or address

    def source(self, mail: Mail) -> str:
        """The message to its one recipient."""
        return self.prepared(mail).as_string() if mail.attachments else self._filled(mail)

    def prepared(self, mail: Mail) -> Message:
        to = {mail.to_address: _to(mail)}
        prepared = prepare_message(
            self.address,
            self.name,
            resolve_addresses(self.address, self.name, to, None, None),
            subject=one_line(mail.subject),
            contents=yagmail.raw(""),  # the bodies are put in below
            attachments=[_file(name, data) for name, data in mail.attachments],
            headers={
                "Date": format_datetime(mail.written_at),
                "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notices back
            },
            encoding="utf-8",
            prettify_html=False,
            message_id=f"<{self.message_id(mail.key)}>",
        )
        return _corrected(prepared, mail, self.message_id(mail.key)[:_MARK])

    def message_id(self, key: str) -> str:
        """The same for the same key: a letter repeated after a crash can be told as a repeat."""
        digest = sha256(f"{self.address}\n{key}".encode()).hexdigest()[:_MARK]
        return f"{digest}@{self.address.partition('@')[2]}"

    def _filled(self, mail: Mail) -> str:
        """What ``prepared`` gives, many times faster; a test holds the two together."""
        identity = self.message_id(mail.key)
        return self._frame.substitute(
            date=format_datetime(mail.written_at),
            subject=_subject(one_line(mail.subject)),
            to=_to(mail),
            identity=identity,
            mark=identity[:_MARK],
            text=_UTF8.body_encode(mail.text),
            html=_UTF8.body_encode(mail.html),
        )

    @cached_property
    def _frame(self) -> Template:
        """A letter without files, prepared once, with gaps for what differs from the next one."""
        message = self.prepared(
            Mail("", "", "a@b.cn", "-", "", "", datetime.min.replace(tzinfo=UTC))
        )
        for field, gap in _GAPS.items():
            message.replace_header(field, gap)
        alternative = _bounded(message, "$mark")
        for part, gap in zip(alternative.get_payload(), ("$text", "$html"), strict=True):
            part.set_payload(gap)
        return Template(message.as_string())


def _to(mail: Mail) -> str:
    return formataddr((one_line(mail.to_name), mail.to_address))


@lru_cache(maxsize=64)  # one message to many people has one subject
def _subject(subject: str) -> str:
    return _UNFOLDED.fold("", subject)[2:-1]


def _file(name: str, data: bytes) -> BytesIO:
    stream = BytesIO(data)
    stream.name = one_line(name)
    return stream


def _text(body: str, kind: str) -> Message:
    part = MIMENonMultipart("text", kind, charset="utf-8")
    part.set_payload(body, _UTF8)
    return part


def _corrected(message: Message, mail: Mail, mark: str) -> Message:
    _, *files = cast("list[Message]", message.get_payload())
    _bounded(message, mark).set_payload([_text(mail.text, "plain"), _text(mail.html, "html")])
    for part, (name, _) in zip(files, mail.attachments, strict=True):
        if part.get_content_maintype() == "none":
            part.set_type("application/octet-stream")
        if "Content-Disposition" not in part:
            part.add_header("Content-Disposition", "attachment", filename=one_line(name))
    return message


def _bounded(message: Message, mark: str) -> Message:
    """Set both boundaries; gives the part with the two bodies."""
    alternative = cast("list[Message]", message.get_payload())[0]
    # No line of base64 begins like these, so nothing needs to be searched for them.
    message.set_boundary(f"=={mark}=")
    alternative.set_boundary(f"==alternative-{mark}=")
    return alternative
