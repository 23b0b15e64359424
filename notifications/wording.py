"""How days and deadlines are written in letters; what is due when is decided elsewhere."""

import re
from datetime import date, datetime

_WEEKDAYS = "一二三四五六日"


def day_text(day: date) -> str:
    """``2026年6月30日（星期二）``."""
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


def deadline_text(due: datetime) -> str:
    """``2026年6月30日（星期二）17:30``, in the time zone the moment carries (Asia/Shanghai)."""
    return f"{day_text(due.date())}{due:%H:%M}"


def period_text(first: date, last: date) -> str:
    return f"{day_text(first)}至{day_text(last)}"


def days_left_text(today: date, due: date) -> str:
    """``距截止还有3天``, ``今日截止`` or ``已逾期2天``, in calendar days."""
    left = (due - today).days
    if left == 0:
        return "今日截止"
    return f"距截止还有{left}天" if left > 0 else f"已逾期{-left}天"


_LEFT = re.compile(r"（(还有\d+个|最后一个)工作日）")


def without_days_left(text: str) -> str:
    """The text without what changes every day though nothing has changed."""
    return _LEFT.sub("", text)


def working_days_text(left: int | None) -> str:
    """``（还有5个工作日）`` or ``（最后一个工作日）``; nothing where they cannot be counted."""
    if left is None:
        return ""
    return f"（还有{left}个工作日）" if left else "（最后一个工作日）"
