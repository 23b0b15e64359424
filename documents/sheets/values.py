"""What one cell says: raw spreadsheet values to Python values and back.

Full-width digits and letters count as what they look like; a number typed as text counts as a
number. A formula is never a value, and a number that the spreadsheet has already rounded never a
code.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any, get_origin

from documents.plain import RISKY, harmless, plain
from documents.sheets.cells import NO, YES, Column

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CLOCK = re.compile(r"(\d{1,2})[:时点](\d{1,2})?分?(?::(\d{1,2})|(\d{1,2})秒)?")
_BETWEEN = re.compile(r"[、，,；;\n]+")
_EXACT_DIGITS = 15  # what a spreadsheet keeps of a number


class NotReadable(ValueError):
    """A cell cannot be what its column asks for; the message says what to do."""


def is_blank(raw: object) -> bool:
    return raw is None or raw != raw or (isinstance(raw, str) and not raw.strip())  # noqa: PLR0124 -- NaN


def value_of(raw: object, column: Column) -> Any:
    """The cell's value in the column's type; `NotReadable` if it has none."""
    if _is_formula(raw):
        raise NotReadable("是公式，请改为直接填写的内容")
    if column.words:
        return _word(raw, column)
    if get_origin(column.base) is tuple:
        parts = (part.strip() for part in _BETWEEN.split(_text(raw, column)))
        return tuple(part for part in parts if part)
    return _READERS[column.base](raw, column)


def raw_of(value: Any, column: Column) -> str | int | Decimal | date | datetime | None:
    """What to write into the cell for a value of the column's type."""
    if value is None or value == "":
        return None
    for word, meant in column.words.items():
        if meant == value:
            return word
    if isinstance(value, tuple):
        return harmless("、".join(value))
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).replace(tzinfo=None)
    if isinstance(value, str):
        return harmless(value)
    assert isinstance(value, int | Decimal | date), f"no cell holds {value!r}"
    return value


def _is_formula(raw: object) -> bool:
    if isinstance(raw, str):
        return raw.lstrip().startswith("=")
    return type(raw).__name__ in {"ArrayFormula", "DataTableFormula"}


def _word(raw: object, column: Column) -> Any:
    word = {True: YES, False: NO}[raw] if isinstance(raw, bool) else _narrow(_plain(raw))
    for allowed, value in column.words.items():
        if word == _narrow(allowed):
            return value
    raise NotReadable(f"应填写{'或'.join(f'“{word}”' for word in column.words)}")


def _text(raw: object, column: Column) -> str:
    text = _plain(raw).strip()
    if text.startswith("'") and text.lstrip(" \n'").startswith(RISKY):
        text = text[1:].strip()
    if column.cell.code:
        text = _narrow(text)
        if isinstance(raw, int | float) and len(text.lstrip("-")) > _EXACT_DIGITS:
            raise NotReadable("位数过多，已被表格软件改写，请将单元格设为文本格式后重新填写")
    if len(text) > column.cell.longest:
        raise NotReadable(f"超过{column.cell.longest}字，请精简")
    return plain(text)


def _plain(raw: object) -> str:
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else f"{raw:.15g}"
    if isinstance(raw, datetime):
        return f"{raw:%Y-%m-%d}" if raw.time() == time() else f"{raw:%Y-%m-%d %H:%M:%S}"
    return str(raw)


def _narrow(text: str) -> str:
    """Full-width characters made half-width, and no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _decimal(raw: object, _: Column) -> Decimal:
    text = _narrow(_plain(raw)).removesuffix("%").replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NotReadable("应为数字，请只填写数值，不带单位") from None
    if isinstance(raw, bool) or not number.is_finite() or abs(number.adjusted()) > _EXACT_DIGITS:
        raise NotReadable("应为数字，请只填写数值，不带单位")
    return number


def _whole(raw: object, column: Column) -> int:
    number = _decimal(raw, column)
    if number != number.to_integral_value():
        raise NotReadable("应为整数")
    return int(number)


def _date(raw: object, column: Column) -> date:
    return _moment(raw, column).date()


def _moment(raw: object, _: Column) -> datetime:
    """An aware moment in Shanghai; a day without a clock time counts from 00:00."""
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=SHANGHAI)
    if isinstance(raw, date):
        return datetime.combine(raw, time(), SHANGHAI)
    text = _narrow(str(raw)).replace("T", "")
    try:
        return _written_moment(text)
    except ValueError:
        raise NotReadable("应为日期，请按“2026-04-30”或“2026年4月30日”填写") from None


def _written_moment(text: str) -> datetime:
    day = _DAY.match(text)
    if day is None:
        raise ValueError(text)
    clock = _clock(text[day.end() :])
    return datetime.combine(date(int(day[1]), int(day[2]), int(day[3])), clock, SHANGHAI)


def _clock(text: str) -> time:
    if not text:
        return time()
    clock = _CLOCK.fullmatch(text.removesuffix("+08:00"))
    if clock is None:
        raise ValueError(text)
    return time(int(clock[1]), int(clock[2] or 0), int(clock[3] or clock[4] or 0))


_READERS = {
    str: _text,
    int: _whole,
    Decimal: _decimal,
    date: _date,
    datetime: _moment,
}
