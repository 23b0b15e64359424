"""Files that make a letter too large become links to where they can be fetched."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from notifications.mail import Mail

_BASE64 = 4 / 3  # bytes in a mail for each byte of a file

Put = Callable[[str, bytes], str]
"""Keeps a file for download under a name; gives its address."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where large files go: letters of more than ``limit`` bytes send links instead."""

    limit: int
    put: Put


def fitted(mail: Mail, files: tuple[tuple[str, bytes], ...], shelf: Shelf | None) -> Mail:
    """The letter with its files; the largest become links until the rest fits."""
    kept = list(files)
    links: list[tuple[str, str]] = []
    while shelf and kept and _BASE64 * sum(len(data) for _, data in kept) > shelf.limit:
        largest = max(kept, key=lambda file: len(file[1]))
        kept.remove(largest)
        links.append((largest[0], shelf.put(*largest)))
    if not links:
        return replace(mail, attachments=files)
    text = "\n".join(f"　　{name}：{address}" for name, address in links)
    items = "".join(
        f'<li><a href="{escape(address)}">{escape(name)}</a></li>' for name, address in links
    )
    return replace(
        mail,
        attachments=tuple(kept),
        text=f"{mail.text}\n　　附件较大，请从以下地址下载：\n{text}\n",
        html=mail.html.replace(
            "</body>", f"<p>附件较大，请从以下地址下载：</p><ul>{items}</ul></body>"
        ),
    )


def with_note(mail: Mail, note: str) -> Mail:
    """The letter with the office's covering note below the salutation; its own text unchanged."""
    if not note:
        return mail
    salutation, _, rest = mail.text.partition("\n")
    head, mark, tail = mail.html.partition("</p>")
    return replace(
        mail,
        text=f"{salutation}\n\n　　（附言）{note}\n{rest}",
        html=f"{head}{mark}\n<p>（附言）{escape(note)}</p>{tail}",
    )
