"""A chart as SVG: text stays text in the reader's fonts, series differ by dash, mark and pattern.

The same chart, the same bytes.
"""

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from documents.papers.charts import Chart, ChartKind

_WIDE = 640
FONTS = "'Songti SC','SimSun','Noto Serif CJK SC','Source Han Serif SC',serif"
_STEPS = 4  # rings or lines of the scale
_TOP, _LEFT = 56, 200
_ROW, _BAR = 26, 9
_RADIUS = 170
_UPRIGHT = 9  # so near to the middle a label stands centred
_STROKES = ('stroke="#000"', 'stroke="#555" stroke-dasharray="7 4"', 'stroke="#999"')
_FILLS = ('fill="#333"', 'fill="url(#hatch)"', 'fill="#fff"')
_MARKS = (
    '<circle cx="{x}" cy="{y}" r="4" fill="#000"/>',
    '<rect x="{x4}" y="{y4}" width="8" height="8" fill="#fff" stroke="#555"/>',
    '<path d="M{x} {y4}l5 8h-10z" fill="#999"/>',
)
_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<line x1="0" y1="0" x2="0" y2="6" stroke="#000" stroke-width="2"/></pattern></defs>'
)


def svg_of(chart: Chart) -> str:
    """The chart as an SVG document of its own."""
    draw = {ChartKind.RADAR: _radar, ChartKind.BARS: _bars, ChartKind.SPREAD: _spread}
    high, parts = draw[chart.kind](chart)
    title = escape(chart.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" role="img"'
        f' aria-label="{title}" font-family="{FONTS}" font-size="13">{_HATCH}'
        f'<rect width="{_WIDE}" height="{high}" fill="#fff"/>'
        f'<text x="{_WIDE / 2:g}" y="22" text-anchor="middle" font-size="16">{title}</text>'
        f"{''.join(parts)}</svg>\n"
    )


def _radar(chart: Chart) -> tuple[int, list[str]]:
    centre = (_WIDE / 2, _TOP + 40 + _RADIUS)
    rings = [
        _outline([_at(centre, chart, i, chart.most * step / _STEPS) for i in _places(chart)])
        for step in range(1, _STEPS + 1)
    ]
    parts = [f'<polygon points="{ring}" fill="none" stroke="#ccc"/>' for ring in rings]
    for place, label in enumerate(chart.labels):
        x, y = _at(centre, chart, place, chart.most)
        lx, ly = _at(centre, chart, place, chart.most * 1.12)
        side = "middle" if abs(lx - centre[0]) < _UPRIGHT else "start" if lx > centre[0] else "end"
        parts.append(
            f'<line x1="{centre[0]:g}" y1="{centre[1]:g}" x2="{x:g}" y2="{y:g}" stroke="#ccc"/>'
            + _text(lx, ly + 4, label, side)
        )
    for number, one in enumerate(chart.series):
        points = [_at(centre, chart, place, value) for place, value in enumerate(one.values)]
        parts.append(
            f'<polygon points="{_outline(points)}" fill="none" stroke-width="2"'
            f" {_STROKES[number]}/>" + "".join(_mark(number, x, y) for x, y in points)
        )
    high = round(centre[1] + _RADIUS + 70)
    return high, [*parts, *_legend(chart, high - 16)]


def _bars(chart: Chart) -> tuple[int, list[str]]:
    row = max(_ROW, _BAR * len(chart.series) + 8)
    high = _TOP + row * len(chart.labels) + 44
    parts = list(_scale(chart, high - 40))
    for place, label in enumerate(chart.labels):
        y = _TOP + row * place
        parts.append(_text(_LEFT - 8, y + row / 2 + 4, label, "end"))
        for number, one in enumerate(chart.series):
            wide = _across(chart, one.values[place]) - _LEFT
            parts.append(
                f'<rect x="{_LEFT}" y="{y + 4 + number * _BAR:g}" width="{wide:g}"'
                f' height="{_BAR - 1}" stroke="#000" stroke-width=".6" {_FILLS[number]}/>'
            )
    return high, [*parts, *_legend(chart, high - 12, bars=True)]


def _spread(chart: Chart) -> tuple[int, list[str]]:
    high = _TOP + _ROW * len(chart.labels) + 44
    parts = list(_scale(chart, high - 40))
    highest, mean, lowest = (one.values for one in chart.series)
    for place, label in enumerate(chart.labels):
        y = _TOP + _ROW * place + _ROW / 2
        left, middle, right = (_across(chart, v[place]) for v in (lowest, mean, highest))
        parts.append(
            _text(_LEFT - 8, y + 4, label, "end")
            + f'<path d="M{left:g} {y:g}H{right:g}M{left:g} {y - 5:g}v10M{right:g} {y - 5:g}v10"'
            ' stroke="#000" fill="none"/>' + _mark(0, middle, y)
        )
    names = "—".join(one.name for one in reversed(chart.series))
    return high, [*parts, _text(_WIDE / 2, high - 12, f"横线：{names}", "middle")]


def _scale(chart: Chart, bottom: float) -> Iterator[str]:
    for step in range(_STEPS + 1):
        value = chart.most * step / _STEPS
        x = _across(chart, value)
        yield f'<line x1="{x:g}" y1="{_TOP - 4}" x2="{x:g}" y2="{bottom:g}" stroke="#ccc"/>'
        yield _text(x, _TOP - 8, f"{value:g}{chart.unit}", "middle")


def _across(chart: Chart, value: float) -> float:
    return round(_LEFT + (_WIDE - _LEFT - 30) * value / chart.most, 1)


def _at(centre: tuple[float, float], chart: Chart, place: int, value: float) -> tuple[float, float]:
    turn = 2 * math.pi * place / len(chart.labels) - math.pi / 2
    far = _RADIUS * value / chart.most
    return round(centre[0] + far * math.cos(turn), 1), round(centre[1] + far * math.sin(turn), 1)


def _places(chart: Chart) -> range:
    return range(len(chart.labels))


def _outline(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _mark(number: int, x: float, y: float) -> str:
    return _MARKS[number].format(x=f"{x:g}", y=f"{y:g}", x4=f"{x - 4:g}", y4=f"{y - 4:g}")


def _text(x: float, y: float, text: str, side: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{side}">{escape(text)}</text>'


def _legend(chart: Chart, y: float, *, bars: bool = False) -> Iterator[str]:
    for number, one in enumerate(chart.series):
        x = 60 + 190 * number
        if bars:
            box = f'<rect x="{x}" y="{y - 9:g}" width="26" height="10" stroke="#000"'
            yield f"{box} {_FILLS[number]}/>"
        else:
            yield f'<path d="M{x} {y - 4:g}h26" stroke-width="2" {_STROKES[number]}/>'
            yield _mark(number, x + 13, y - 4)
        yield _text(x + 34, y, one.name, "start")
