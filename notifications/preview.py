"""``docs/messages.md``: every message as it looks, written from the templates and the examples.

``python -m notifications.preview`` writes it anew; a test holds it current.
"""

import sys
from dataclasses import fields
from pathlib import Path

from notifications.catalogue import MESSAGES, Letterhead, Message, Notice
from notifications.examples import EXAMPLES
from notifications.render import render

PAGE = Path(__file__).parent.parent / "docs" / "messages.md"

_HEAD = """\
# Messages

Written by `python -m notifications.preview` from `notifications/messages/` and
`notifications/examples*.py`; do not edit. All names are made up.

A message is a folder of three Jinja2 templates (`subject.txt`, `body.txt`, `body.html`; text and
HTML say the same) and a context in `notifications/catalogue*.py`. A template decides nothing:
values arrive formatted. To add a message, add the folder, the context and an example, then run
the command above.

Every message has `letterhead` ({letterhead}), `addressee` and `basis`, the articles it rests on.
"""


def page() -> str:
    """The whole page in Markdown."""
    letterhead = ", ".join(f"`{field.name}`" for field in fields(Letterhead))
    rows = (
        f"| [{message.name}](#{message.name}) | {message.recipient} | {message.occasion} |"
        for message in MESSAGES.values()
    )
    table = "\n".join(("| message | to | when |", "|---|---|---|", *rows))
    sections = (_section(message) for message in MESSAGES.values())
    return "\n".join((_HEAD.format(letterhead=letterhead), table, "", *sections))


def _section(message: Message) -> str:
    common = {field.name for field in fields(Notice)}
    own = [field.name for field in fields(message.context) if field.name not in common]
    rendered = render(message.name, EXAMPLES[message.name])
    return (
        f"## {message.name}\n\n"
        f"Context `{message.context.__name__}`: {', '.join(f'`{name}`' for name in own)}\n\n"
        f"```text\n{rendered.subject}\n\n{rendered.text}```\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
