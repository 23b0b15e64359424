"""The same message through another channel; the letter beside it is what counts."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.outbox import MailState
from models.types import Moment


class SideMessage(SQLModel, table=True):
    """One message to one person on one channel, due at `next_try_at`."""

    __tablename__ = "side_message"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # the letter's key and the channel
    edition: int | None = Field(default=None, index=True)
    channel: str
    to_name: str
    phone: str = ""
    title: str
    body: str = Field(sa_type=Text)
    state: MailState = Field(default=MailState.QUEUED, index=True)
    queued_at: datetime = Field(sa_type=Moment)
    next_try_at: datetime = Field(sa_type=Moment)
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    answer: str = ""
