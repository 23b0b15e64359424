"""Breaking titles and setting signatures: the sums behind GB/T 9704's words."""

import re
import unicodedata

TITLE_LINE = 20  # characters of 22 points on a line
_GOOD_ENDS = "的届于年奖》）、和及"
_BAD_STARTS = "的牌》）、，。；："
_REACH = 4  # how far from the middle a good place to break is looked for
_SEALED_INDENT = 4
_TIGHTER = 0.25 / 16  # what each character of the text is set closer, in characters
_UNKNOWN = re.compile(r"〔\s+〕")
_DRIFTING = re.compile("[“”‘’…—]")


def width(text: str) -> float:
    """The width in Chinese characters; Western ones count half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(title: str) -> list[str]:
    """The title in as few lines as it needs, of about equal length, broken between words."""
    issuer, about, rest = title.partition("关于")
    if issuer and width(issuer) <= TITLE_LINE < width(title):
        return [issuer, *title_lines(about + rest)]
    lines: list[str] = []
    rest = title
    for left in range(-int(-width(title) // TITLE_LINE), 1, -1):
        at = _break(rest, round(len(rest) / left))
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


def signature_indents(issuer: str, day: str) -> tuple[float, float]:
    """Right indents in characters of issuer and date: the issuer is centred over the date."""
    difference = _set_width(issuer) - _set_width(day)
    of_date = max(_SEALED_INDENT, difference / 2)
    return of_date - difference / 2, of_date


def unbroken(text: str) -> str:
    """The text with every 〔 〕 to be filled in kept whole: its blanks do not end a line."""
    return _UNKNOWN.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def is_drifting(text: str) -> bool:
    """Whether there is a mark in it that Word sets in the Western font unless it is told."""
    return _DRIFTING.search(text) is not None


def _set_width(text: str) -> float:
    """The width as it is printed: the text's characters stand a little closer."""
    return width(text) - len(text) * _TIGHTER


def _break(text: str, middle: int) -> int:
    near = sorted(
        range(max(1, middle - _REACH), min(len(text), middle + _REACH + 1)),
        key=lambda at: (abs(at - middle), -at),
    )
    for at in near:
        if text[at - 1] in _GOOD_ENDS and text[at] not in _BAD_STARTS:
            return at
    return next((at for at in near if text[at] not in _BAD_STARTS), middle)
