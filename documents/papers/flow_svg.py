"""A flow chart as SVG: boxes and arrows from top to bottom; the same chart, the same bytes."""

from xml.sax.saxutils import escape

from documents.papers.chart_svg import FONTS
from documents.papers.paper import Flow

_WIDE, _BOX, _LINE, _GAP, _TOP = 560, 380, 20, 28, 48


def flow_svg(flow: Flow) -> str:
    """The flow chart as an SVG document of its own."""
    left, y = (_WIDE - _BOX) / 2, float(_TOP)
    parts = []
    for place, (name, below) in enumerate(flow.steps):
        if place:
            parts.append(_arrow(y))
            y += _GAP
        lines = [name, *filter(None, below.split("\n"))]
        high = _LINE * len(lines) + 12
        parts.append(
            f'<rect x="{left:g}" y="{y:g}" width="{_BOX}" height="{high}" fill="#fff"'
            ' stroke="#000"/>'
        )
        for number, text in enumerate(lines, start=1):
            size = 15 if number == 1 else 12
            parts.append(_text(y + _LINE * number - 1, text, size))
        y += high
    title = escape(flow.title)
    high = round(y + 24)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" role="img"'
        f' aria-label="{title}" font-family="{FONTS}"><rect width="{_WIDE}" height="{high}"'
        f' fill="#fff"/>{_text(28, flow.title, 17)}{"".join(parts)}</svg>\n'
    )


def _arrow(y: float) -> str:
    x = _WIDE / 2
    return (
        f'<path d="M{x:g} {y:g}v{_GAP - 7}" stroke="#000" fill="none"/>'
        f'<path d="M{x - 5:g} {y + _GAP - 8:g}h10l-5 8z" fill="#000"/>'
    )


def _text(y: float, text: str, size: int) -> str:
    return (
        f'<text x="{_WIDE / 2:g}" y="{y:g}" text-anchor="middle" font-size="{size}">'
        f"{escape(text)}</text>"
    )
