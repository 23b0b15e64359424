"""Breaking titles and setting signatures: the sums behind GB/T 9704's words."""

import unicodedata

TITLE_LINE = 20  # characters of 22 points on a line
_GOOD_ENDS = "的届于年奖》）、和及"
_BAD_STARTS = "的牌》）、，。；："
_REACH = 4  # how far from the middle a good place to break is looked for
_SEALED_INDENT = 4


def width(text: str) -> float:
    """The width in Chinese characters; Western ones count half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(title: str) -> list[str]:
    """The title in as few lines as it needs, of about equal length, broken between words."""
    lines: list[str] = []
    rest = title
    for left in range(-int(-width(title) // TITLE_LINE), 1, -1):
        at = _break(rest, round(len(rest) / left))
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


def signature_indents(issuer: str, day: str) -> tuple[float, float]:
    """Right indents in characters of issuer and date: the issuer is centred over the date."""
    difference = width(issuer) - width(day)
    of_date = max(_SEALED_INDENT, difference / 2)
    return of_date - difference / 2, of_date


def _break(text: str, middle: int) -> int:
    near = sorted(
        range(max(1, middle - _REACH), min(len(text), middle + _REACH + 1)),
        key=lambda at: (abs(at - middle), -at),
    )
    for at in near:
        if text[at - 1] in _GOOD_ENDS and text[at] not in _BAD_STARTS:
            return at
    return next((at for at in near if text[at] not in _BAD_STARTS), middle)
