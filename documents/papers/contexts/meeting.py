"""Papers around the committee's meeting (art. 8, 19): its notice, list and words."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base, Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """One member on the list."""

    name: str
    employer: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotice(Base):
    """会议通知 to the members; day and place are blank until the office sets them."""

    latest: str
    agenda: tuple[str, ...]
    quorum: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSheet(Base):
    """签到表 of the meeting: members, and rows for who attends without a vote."""

    members: tuple[Attendant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairScript(Base):
    """主持词: the meeting step by step, in the words of who presides."""

    appointed: int
    quorum: str
    agenda: tuple[str, ...]
    candidates: int
    way: str
    rounds: tuple[str, ...]
