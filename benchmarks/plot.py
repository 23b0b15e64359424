"""Cost against size as an SVG: both scales are logarithmic, so linear growth is a slope of one."""

import math
from collections.abc import Iterator, Mapping

_WIDTH, _HEIGHT = 720, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 230, 24, 44
_COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf")

Lines = Mapping[str, Mapping[int, float]]


def plot(title: str, lines: Lines) -> str:
    """Seconds of each named line by size; figures are above zero, at least two sizes."""
    return "\n".join(_drawing(title, lines)) + "\n"


def _drawing(title: str, lines: Lines) -> Iterator[str]:
    sizes = sorted({size for line in lines.values() for size in line})
    costs = [cost for line in lines.values() for cost in line.values()]
    low, high = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def across(size: int) -> float:
        return _LEFT + (math.log10(size) - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)

    def down(cost: float) -> float:
        share = (math.log10(cost) - low) / (high - low or 1)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    yield ' font-family="sans-serif" font-size="12">'
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    yield _text(_LEFT, 15, title)
    for power in range(low, high + 1):
        y = down(10**power)
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
        yield _text(_LEFT - 6, y + 4, f"{10.0**power:g} s", anchor="end")
    for size in sizes:
        yield _text(across(size), _HEIGHT - _BOTTOM + 18, f"{size:,}", anchor="middle")
    for number, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(f"{across(size):.1f},{down(line[size]):.1f}" for size in sorted(line))
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield _text(_WIDTH - _RIGHT + 14, _TOP + 14 + 18 * number, f"— {name}", fill=colour)
    yield "</svg>"


def _text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{words}</text>'
