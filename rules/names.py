"""Whether two Chinese names mean the same organisation.

A name is taken apart into the places it begins with (广西, 钦州市), its core and its legal form
(有限责任公司, 集团, 股份). Full-width forms, spaces and brackets do not count. Names with the same
core and places that do not contradict each other are the same; near names are only likely, and a
person has to look. Credit codes, where both are known, come before any name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|"
    "广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_TAIL = "壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|自治州|自治县|地区|省|市|县|区"
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,3}?(?:自治州|自治县|地区|市|县|区)")
_NO_PLACE = re.compile("城市|都市|超市|门市|夜市|社区|园区|小区|景区|校区|厂区|矿区|林区|牧区")
_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "总公司", "公司", "集团", "股份")
_BRANCH = re.compile(r"^(.{2,}?公司).*(?:分公司|分厂|分店|办事处)$")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NO_WORD = re.compile(r"[\W_]+")
_CODE_LENGTH, _SUBJECT = 18, slice(8, 17)
_CORE, _PART = 2, 3
"""The fewest characters left of a name, and the fewest that mean something inside another."""


class Match(StrEnum):
    """How sure it is that two organisations are one."""

    SAME = "same"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation by its name, credit code ("" when unknown), former and short names."""

    name: str
    uscc: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    places: frozenset[str]
    core: str
    is_company: bool


def normalise_name(text: str, places: Iterable[str] = ()) -> str:
    """The core of a name, without places in front, legal form, brackets and spaces.

    `places` are local names that the provinces do not cover ("钦州市").
    """
    return _parts(text, places).core


def same_organisation(one: str, other: str, places: Iterable[str] = ()) -> bool:
    """Whether two names mean the same organisation beyond doubt."""
    return match_names(one, other, places) is Match.SAME


def match_names(one: str, other: str, places: Iterable[str] = ()) -> Match:
    """How two names compare."""
    known = tuple(places)
    a, b = _parts(one, known), _parts(other, known)
    if not a.core or not b.core:
        return Match.NONE
    compatible = a.places <= b.places or b.places <= a.places
    if a.core == b.core:
        if compatible:
            return Match.SAME
        return Match.LIKELY if a.is_company and b.is_company else Match.NONE
    short, long = sorted((a.core, b.core), key=len)
    within = long.startswith(short) or (len(short) >= _PART and short in long)
    return Match.LIKELY if compatible and within else Match.NONE


def match_organisations(
    one: Organisation, other: Organisation, places: Iterable[str] = ()
) -> Match:
    """How two organisations compare: by credit code, then by every name they had or use.

    Two different codes make equal names likely at most: a parent and its subsidiary, or a slip.
    """
    codes = _subject(one.uscc), _subject(other.uscc)
    if all(codes) and codes[0] == codes[1]:
        return Match.SAME
    known = tuple(places)
    found = {match_names(a, b, known) for a in _names(one) for b in _names(other)}
    if all(codes):
        return Match.LIKELY if Match.SAME in found else Match.NONE
    return next((m for m in (Match.SAME, Match.LIKELY) if m in found), Match.NONE)


def _names(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.name, *organisation.other_names)


def _subject(uscc: str) -> str:
    """The part of a credit code that stays with an organisation when it moves."""
    code = unicodedata.normalize("NFKC", uscc).strip().upper()
    return code[_SUBJECT] if len(code) == _CODE_LENGTH else code


def _parts(text: str, places: Iterable[str]) -> _Parts:
    known = "|".join((*(re.escape(_short(place)) for place in places), _PROVINCES))
    name = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    found = {_short(inner) for inner in _BRACKETS.findall(name) if _is_place(inner, known)}
    name = _BRACKETS.sub(lambda m: "" if _is_place(m[1], known) else m[1], name)
    name = _without_branch(_NO_WORD.sub("", name))
    while (place := _leading_place(name, known)) and len(name) - len(place) >= _CORE:
        found.add(_short(place))
        name = name.removeprefix(place)
    core = _without_form(name)
    return _Parts(frozenset(found), core, is_company=core != name)


def _is_place(text: str, known: str) -> bool:
    return bool(text) and _leading_place(text, known) == text


def _leading_place(name: str, known: str) -> str:
    """The place a name begins with, "" when there is none; `known` is a pattern of places."""
    match = re.match(f"(?:{known})(?:{_TAIL})?", name) or _PLACE.match(name)
    return match[0] if match and not _NO_PLACE.search(match[0]) else ""


def _short(place: str) -> str:
    return re.sub(f"(?<=..)(?:{_TAIL})$", "", place)


def _without_branch(name: str) -> str:
    branch = _BRANCH.match(name)
    return branch[1] if branch else name


def _without_form(name: str) -> str:
    for form in _FORMS:
        if name.endswith(form) and len(name) - len(form) >= _CORE:
            return _without_form(name.removesuffix(form))
    return name
