"""统一社会信用代码: whether a code is well formed (GB 32100-2015), and what it cannot tell.

The check character decides validity. Legal-person status and the place of registration cannot be
read from a code (digits 3–8 name the first registering authority and survive a move), so both
are only hints here.
"""

import re
import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a code; I, O, S, V and Z do not occur."""

_AUTHORITIES = frozenset("123456789ANY")
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18
_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


@dataclass(frozen=True, slots=True)
class UsccReport:
    """What a code says. `code` is the normalised text, `region` its digits 3–8 ("" if invalid).

    `problems` make it invalid, `warnings` (the old inner check character) do not; both Chinese.
    """

    code: str
    valid: bool
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    is_sole_trader: bool
    region: str


def check_uscc(text: str) -> UsccReport:
    """The report on a code as people type it: spaces, lower case and full-width are forgiven."""
    code = normalise_uscc(text)
    problems = _problems(code)
    valid = not problems
    return UsccReport(
        code=code,
        valid=valid,
        problems=problems,
        warnings=_warnings(code) if valid else (),
        is_sole_trader=valid and code.startswith("92"),
        region=code[2:8] if valid else "",
    )


def normalise_uscc(text: str) -> str:
    """The code in plain capitals without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def check_character(first_17: str) -> str:
    """The 18th character that belongs to the first seventeen."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(first_17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def _problems(code: str) -> tuple[str, ...]:
    if len(code) != _LENGTH:
        return (f"统一社会信用代码应为18位，现为{len(code)}位。",)
    if not _SHAPE.fullmatch(code):
        wrong = "、".join(sorted({c for c in code if c not in ALPHABET}))
        return (f"统一社会信用代码含有不会出现的字符：{wrong}。",)
    found = []
    if code[0] not in _AUTHORITIES:
        found.append(f"第1位“{code[0]}”不是登记管理部门代码。")
    if not code[2:8].isdigit():
        found.append(f"第3至8位“{code[2:8]}”应为行政区划数字。")
    expected = check_character(code[:17])
    if code[17] != expected:
        found.append(f"校验位应为“{expected}”，现为“{code[17]}”，请核对营业执照。")
    return tuple(found)


def _warnings(code: str) -> tuple[str, ...]:
    body, inner = code[8:16], code[16]
    total = sum(int(c, 36) * w for c, w in zip(body, _INNER_WEIGHTS, strict=True))
    expected = "0123456789X0"[11 - total % 11]
    if inner == expected:
        return ()
    return (f"主体标识码校验位通常为“{expected}”，现为“{inner}”，请对照营业执照核实。",)
