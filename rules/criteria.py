"""The criteria an edition is judged by: items, points and bands, read from a file.

A criteria file holds item numbers, titles, points and our own words for the bands, never the text
of the standard. `verified` says whether somebody compared it with the printed standard; the
office must, before the call is published.
"""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from rules.errors import UnknownName
from rules.policy.leaf import Positive, Section, Text
from rules.toml_file import FileInvalid, parse_toml

Percent = Annotated[int, Field(ge=0, le=100)]
Kind = Literal["process", "result"]


class CriteriaInvalid(FileInvalid):
    """A criteria file cannot be used."""

    code = "criteria_invalid"
    what = "评审标准文件"


class Category(Section):
    """A chapter of the criteria ("4.1" 领导) and its points."""

    number: Text
    name: Text
    points: Positive


class Item(Section):
    """One scored item; its category is the number without the last part."""

    number: Text
    name: Text
    points: Positive
    kind: Kind
    about: str = ""

    @property
    def category(self) -> str:
        """The number of the category it belongs to ("4.1" for "4.1.2")."""
        return self.number.rpartition(".")[0]


class Facet(Section):
    """What a band says about one aspect (方法, 展开 …), in our own words."""

    aspect: Text
    words: Text


class Band(Section):
    """A range of percentages, both ends included, and what it means for one kind of item."""

    kind: Kind
    low: Percent
    high: Percent
    facets: tuple[Facet, ...]


class Criteria(Section):
    """A set of criteria, pinned by its id when an edition is announced."""

    id: Text
    title: Text
    standard: Text
    verified: bool
    total: Positive
    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    bands: tuple[Band, ...]

    def item(self, number: str) -> Item:
        """The item of that number ("4.1.2"); raises UnknownName."""
        if number not in self._by_number:
            raise UnknownName(f"评审标准 {self.id} 没有条款 {number}。")
        return self._by_number[number]

    def band(self, kind: Kind, percent: int) -> Band:
        """The band a percentage of an item of that kind falls into; raises UnknownName."""
        for band in self.bands:
            if band.kind == kind and band.low <= percent <= band.high:
                return band
        raise UnknownName(f"评审标准 {self.id} 没有包含 {percent}% 的分段。")

    @cached_property
    def _by_number(self) -> dict[str, Item]:
        return {item.number: item for item in self.items}


def read_criteria(path: Path) -> Criteria:
    """The criteria in a TOML file; raises CriteriaInvalid with every problem."""
    return parse_criteria(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def parse_criteria(text: str) -> Criteria:
    """The criteria in a TOML text; raises CriteriaInvalid with every problem."""
    criteria = parse_toml(text, Criteria, error=CriteriaInvalid)
    problems = (*_sums(criteria), *_numbers(criteria), *_bands(criteria))
    if problems:
        raise CriteriaInvalid(problems)
    return criteria


def _sums(criteria: Criteria) -> tuple[str, ...]:
    found = []
    for category in criteria.categories:
        points = sum(i.points for i in criteria.items if i.category == category.number)
        if points != category.points:
            found.append(
                f"{category.number} 各条款合计 {points} 分，与所列 {category.points} 分不符。"
            )
    total = sum(item.points for item in criteria.items)
    if total != criteria.total:
        found.append(f"全部条款合计 {total} 分，与总分 {criteria.total} 分不符。")
    return tuple(found)


def _numbers(criteria: Criteria) -> tuple[str, ...]:
    numbers = [item.number for item in criteria.items]
    known = {category.number for category in criteria.categories}
    twice = sorted({n for n in numbers if numbers.count(n) > 1})
    strays = [item.number for item in criteria.items if item.category not in known]
    return (
        *(f"条款 {number} 出现不止一次。" for number in twice),
        *(f"条款 {number} 不属于任何类目。" for number in strays),
    )


def _bands(criteria: Criteria) -> tuple[str, ...]:
    """Every multiple of 5 from 0 to 100 lies in exactly one band of each kind that is used."""
    found = []
    for kind in sorted({item.kind for item in criteria.items}):
        bands = [band for band in criteria.bands if band.kind == kind]
        for percent in range(0, 101, 5):
            holding = sum(band.low <= percent <= band.high for band in bands)
            if holding != 1:
                found.append(f"{kind} 的 {percent}% 落在 {holding} 个分段里，应恰好一个。")
    return tuple(found)
