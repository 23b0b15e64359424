"""Rendering: a message and its context in, subject, text and HTML out. Pure."""

import unicodedata
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from notifications.catalogue import MESSAGES, Notice

TEMPLATES = Path(__file__).parent / "messages"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready to go: a one-line subject, and a text and an HTML body that say the same."""

    subject: str
    text: str
    html: str


def render(message: str, context: Notice) -> Rendered:
    """Write one letter; ``TypeError`` when the context is not the one declared for the message."""
    declared = MESSAGES[message].context
    if type(context) is not declared:
        raise TypeError(f"{message} is written from {declared.__name__}, not {context!r}")
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    subject, text, html = (
        environment().get_template(f"{message}/{part}").render(values)
        for part in ("subject.txt", "body.txt", "body.html")
    )
    return Rendered(one_line(subject), text.strip() + "\n", html.strip() + "\n")


def one_line(text: str) -> str:
    """The text as one line without control characters: all that may stand in a mail header."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(char for char in line if not unicodedata.category(char).startswith("C"))


@cache
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
