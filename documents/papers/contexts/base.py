"""What all papers share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """One value of the policy that the paper rests on, with where it comes from."""

    label: str
    shown: str
    basis: str  # 办法条文, 实施细则, 申报通知, 承办机构暂定
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask at the office; what nobody has entered is None, a visible blank."""

    person: str | None
    phone: str | None
    email: str
    address: str | None
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An applicant as named in lists; `uscc` is "" where it is not shown."""

    ref: str
    name: str
    uscc: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The start of every context.

    `edition` is "第三届", `regulation` its title without 《》, `article` what the paper cites of it
    ("第十七条"), `bases` the policy values it rests on, which go onto its 审签单 and never onto the
    paper. `copies_to`, `printed_on` and `printer` ("" where the issuer prints) go into the print
    record below the paper (版记), `copy_number`, `secrecy` and `urgency` ("" where there are none)
    above its head.
    """

    award: str
    edition: str
    regulation: str
    article: str
    issuer: str
    number: str | None = None
    date: str | None = None
    printer: str = ""
    bases: tuple[Basis, ...] = ()
    copies_to: tuple[str, ...] = ()
    printed_on: str | None = None
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSheet(Base):
    """审签单 of the papers of one stage: who signs them off, on which settings."""

    stage: str
    settings: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One step of a paper on its way out: 拟稿, 核稿, 会签, 签发, 编号登记."""

    step: str
    who: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchSheet(Base):
    """发文稿纸 of one paper: its way from the draft to its number."""

    title: str
    document_number: str
    steps: tuple[SignOff, ...]
    copies: str
