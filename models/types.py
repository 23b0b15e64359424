"""Column types, moments that never lose their time zone, and the key of a row.

Deadlines are law here, so a naive datetime is refused on the way in, and what comes out is always
Beijing time, from SQLite (which stores no zone) and PostgreSQL alike.
"""

from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Stored(Protocol):
    """A row with a key that the database gives it."""

    id: int | None


class Moment(TypeDecorator[datetime]):
    """An aware datetime: kept in UTC, read back as Asia/Shanghai."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        aware: datetime = value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value
        return aware.astimezone(SHANGHAI)


def id_of(row: Stored) -> int:
    """The key of a row that the database has; asking a new row for it is a bug."""
    assert row.id is not None, f"{type(row).__name__} is not written yet, so it has no key"
    return row.id
