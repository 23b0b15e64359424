"""What a message is, and how one is declared: letterhead, salutation, article, and a name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes, about which edition, under which regulation: the same for all of a stage."""

    award: str  # 第三届钦州市市长质量奖
    regulation: str  # 《钦州市市长质量奖评审管理办法（2021年修订）》
    office: str  # 钦州市质量强市办
    phone: str  # whom to call
    mailbox: str  # where replies and forms go
    dated: str  # 2026年6月30日


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What every message has: letterhead, salutation and the article it rests on."""

    letterhead: Letterhead
    addressee: str  # whom the letter salutes: an organisation, an office, 张三同志
    basis: str  # 第十五条


@dataclass(frozen=True, slots=True)
class Message:
    """One declared message: its name, its context, who gets it and when."""

    name: str
    context: type[Notice]
    recipient: str
    occasion: str


MESSAGES: dict[str, Message] = {}

_Context = TypeVar("_Context", bound=Notice)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def message(name: str, recipient: str, occasion: str) -> Callable[[type[_Context]], type[_Context]]:
    """Makes the class below a frozen context and enters it into ``MESSAGES`` under its name."""

    def declare(plain: type[_Context]) -> type[_Context]:
        context = dataclass(frozen=True, slots=True, kw_only=True)(plain)
        MESSAGES[name] = Message(name, context, recipient, occasion)
        return context

    return declare
