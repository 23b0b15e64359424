"""Calendar entries people were sent, so that a moved one replaces the one they have."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel

from models.types import Moment


class CalendarEntry(SQLModel, table=True):
    """The newest version of one person's entry; the sequence rises when the moment changes."""

    __tablename__ = "calendar_entry"

    key: str = Field(primary_key=True)  # "3/document-review/1/e07@reviewer.example"
    edition: int = Field(foreign_key="edition.number", index=True)
    moment: datetime = Field(sa_type=Moment)
    sequence: int = 0


def sequence_of(session: Session, key: str, edition: int, moment: datetime) -> int:
    """The sequence of an entry that now stands at `moment`, noted in the caller's transaction."""
    row = session.get(CalendarEntry, key)
    if row is None:
        row = CalendarEntry(key=key, edition=edition, moment=moment)
    elif row.moment != moment:
        row.moment, row.sequence = moment, row.sequence + 1
    session.add(row)
    session.flush()
    return row.sequence
