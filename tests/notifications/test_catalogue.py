"""Every message has its three files, and they say the same."""

import html
import re
from dataclasses import fields

import pytest

from notifications.catalogue import MESSAGES, Letterhead
from notifications.examples import EXAMPLES
from notifications.render import TEMPLATES, render

PARTS = {"subject.txt", "body.txt", "body.html"}


def test_every_folder_is_a_declared_message() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}

    assert folders == set(MESSAGES)


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_message_has_its_three_files(name: str) -> None:
    assert {path.name for path in (TEMPLATES / name).iterdir()} == PARTS


def test_every_message_has_an_example() -> None:
    assert {name: type(example) for name, example in EXAMPLES.items()} == {
        name: message.context for name, message in MESSAGES.items()
    }


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_text_and_html_say_the_same(name: str) -> None:
    rendered = render(name, EXAMPLES[name])

    assert _words(_without_tags(rendered.html)) == _words(_without_numbers(rendered.text))


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_message_says_everything_its_context_holds(name: str) -> None:
    context = EXAMPLES[name]
    rendered = render(name, context)

    missing = [text for text in _texts(context) if text not in rendered.text]

    assert missing == []
    assert context.basis in rendered.text


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_message_shows_its_deadline_in_bold(name: str) -> None:
    rendered = render(name, EXAMPLES[name])
    deadline = getattr(EXAMPLES[name], "deadline", None)

    bold = re.findall("<strong>(.*?)</strong>", rendered.html)

    assert deadline is None or any(line.endswith(f"：{deadline}") for line in bold)


def _texts(context: object) -> list[str]:
    texts: list[str] = []
    for field in fields(context):  # type: ignore[arg-type]
        value = getattr(context, field.name)
        if isinstance(value, Letterhead):
            texts += _texts(value)
        elif isinstance(value, tuple):
            texts += value
        else:
            assert isinstance(value, str), f"{field.name} is not text"
            texts.append(value)
    return texts


def _without_tags(source: str) -> str:
    body = source[source.index("<body>") :]
    return html.unescape(re.sub("<[^>]*>", " ", body))


def _without_numbers(text: str) -> str:
    return re.sub(r"^　　\d+\. ", "", text, flags=re.MULTILINE)


def _words(text: str) -> str:
    return "".join(text.split())
