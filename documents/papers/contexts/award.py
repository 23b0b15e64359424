"""Papers of the approval and the conferral (art. 21–24)."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base, Contact
from documents.papers.contexts.vote import ListedPrize


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Base):
    """请示 to the city government (art. 21): one matter only."""

    addressee: str
    signer: str | None
    process: str
    lists: tuple[ListedPrize, ...]
    publicity: str
    objections: str
    contact: Contact
    annexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommendedPrize:
    """A prize as conferred; `money` is "" where none is paid."""

    prize: str
    winners: tuple[str, ...]
    money: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommendationDecision(Base):
    """表彰决定 of the city government (art. 21, 22)."""

    addressee: str
    process: str
    prizes: tuple[CommendedPrize, ...]
    title_notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Base):
    """证书 (art. 22, 29); `number` is the certificate's, `verification_text` goes into the code.

    `verification_code` is printed below it, for those who type it.
    """

    winner: str
    prize: str
    award_year: str
    verification_code: str
    verification_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """One instalment for one winner, in figures and in capital figures, and the account."""

    winner: str
    uscc: str
    instalment: str
    amount: str
    capitals: str
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundOrder(Base):
    """拨付通知 (art. 22, 23): the money and what it may be used for."""

    addressee: str
    decision: str
    payments: tuple[PaymentLine, ...]
    total: str
    total_capitals: str
    uses: tuple[str, ...]
    duties: tuple[str, ...]
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaque(Base):
    """奖牌 as it is to be engraved (art. 22, 29); `number` is the plaque's."""

    winner: str
    prize: str
    award_year: str
