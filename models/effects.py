"""Effects: each thing that must happen once, under a key that says which one it is."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Effect(SQLModel, table=True):
    """Something that was done; the key is ``edition/stage/attempt/subject/step``."""

    key: str = Field(primary_key=True)
    done_at: datetime = Field(sa_type=Moment)
    result: str = ""


def once(session: Session, key: str, at: datetime, result: str = "") -> bool:
    """Claim an effect in the caller's transaction; ``False`` when it was claimed before."""
    if session.get(Effect, key) is not None:
        return False
    session.add(Effect(key=key, done_at=at, result=result))
    session.flush()
    return True


def done_of(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of the keys that were claimed."""
    return set(session.exec(select(Effect.key).where(col(Effect.key).in_(keys))))
