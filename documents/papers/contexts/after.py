"""Papers after the award: revocation, recovery, correction (art. 23, 25, 26, 29)."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base, Contact, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationRequest(Base):
    """撤销称号的请示: `effects` are those of the article relied on, no others."""

    addressee: str
    signer: str | None
    organisation: Organisation
    prize: str
    awarded_by: str
    facts: str
    effects: tuple[str, ...]
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationNotice(Base):
    """撤销公告, published where the article says.

    `approval` reads on after 经: "市人民政府批准（钦政函〔2027〕3号）".
    """

    organisation: Organisation
    prize: str
    approval: str
    grounds: str
    effects: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryNotice(Base):
    """追缴资金、收回奖牌证书的通知; `amount` is "" where the article recovers no money.

    `due` is the day for the items, `plan` says by when which sum comes back.
    """

    organisation: Organisation
    prize: str
    approval: str
    items: tuple[str, ...]
    amount: str
    capitals: str
    due: str
    contact: Contact
    plan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotice(Base):
    """责令改正建议: misuse of the title, to the local quality authority (art. 29)."""

    addressee: str
    organisation: Organisation
    prize: str
    facts: str
    title_notice: str
    due: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCorrectionNotice(Base):
    """资金使用整改通知: the fund was not used as it may be (art. 23); no penalty is provided."""

    organisation: Organisation
    facts: str
    uses: str
    due: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationDecision(Base):
    """撤销决定 of the government; `effects` are those of the article relied on, no others."""

    addressee: str
    organisation: Organisation
    prize: str
    awarded_by: str
    facts: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOrder(Base):
    """限期改正通知 of the local quality authority to the holder of the title (art. 29)."""

    organisation: Organisation
    prize: str
    facts: str
    title_notice: str
    due: str
    contact: Contact
