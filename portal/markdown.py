"""Markdown of our own (evidence, boards) as HTML; tags in it stay text, tables can be scrolled."""

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_FIRST = 2  # a page has its own heading above


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def html(text: str) -> Markup:
    """Safe to show: the parser escapes every tag, and takes no link but of web and mail."""
    parser = _parser()
    tokens = parser.parse(text)
    _level(tokens)
    found = parser.renderer.render(tokens, parser.options, {})
    found = found.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    return Markup(found.replace("</table>", "</table></div>"))  # noqa: S704 - no HTML gets through


def _level(tokens: Sequence[Token]) -> None:
    """Headings follow the page's own without a gap, however deep the text began."""
    heads = [one for one in tokens if one.type in {"heading_open", "heading_close"}]
    levels = sorted({one.tag for one in heads})
    for one in heads:
        one.tag = f"h{_FIRST + levels.index(one.tag)}"
