"""Papers of the call, the intake and the qualification review (art. 13–16)."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base, Contact, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeLine:
    """A prize as announced; `money` is "" where none is paid."""

    name: str
    seats: str  # "不超过4个"
    money: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step of the edition and when it is planned."""

    name: str
    article: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Base):
    """申报通知 (art. 14): `years` are those whose figures are asked for."""

    addressee: str
    principles: tuple[str, ...] = ()
    activities: str = ""
    scope: str
    conditions: tuple[str, ...]
    criteria: str
    prizes: tuple[PrizeLine, ...]
    materials: tuple[str, ...]
    years: tuple[str, ...]
    recommenders: str
    opens: str
    closes: str
    place: str
    steps: tuple[StepLine, ...]
    no_fee: str
    fraud_notice: str
    contact: Contact
    annexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Base):
    """不予受理通知: why an application cannot be taken (art. 14, 15)."""

    applicant: Organisation
    received: str
    reasons: tuple[str, ...]
    remedy: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine:
    """A condition of article 13 as put to those who are asked about it."""

    id: str
    article: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Base):
    """征求意见函 to one department (art. 16); `since`–`until` is the time asked about."""

    department: str
    applicants: tuple[Organisation, ...]
    conditions: tuple[ConditionLine, ...]
    since: str
    until: str
    due: str
    silence: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationOrder(Base):
    """核实委托函 to experts or a third party (art. 9(5), 12)."""

    verifier: str
    applicants: tuple[Organisation, ...]
    conditions: tuple[ConditionLine, ...]
    due: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """How one condition stands for one applicant."""

    article: str
    outcome: str
    sentence: str
    settled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityResult(Base):
    """资格审查结果通知 to one applicant; `due` is "" where nothing is asked for."""

    applicant: Organisation
    result: str
    findings: tuple[FindingLine, ...]
    next_step: str
    due: str = ""
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityRow:
    """One applicant: an outcome for each condition of the table, and the result."""

    ref: str
    name: str
    outcomes: tuple[str, ...]
    result: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryRow:
    """One office that was asked: 已反馈 or 逾期未反馈, and who settled a silence."""

    office: str
    status: str
    replied: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityList(Base):
    """资格审查情况汇总 (art. 16)."""

    reference_date: str
    received: int
    eligible: int
    ineligible: int
    pending: int
    conditions: tuple[str, ...]
    rows: tuple[EligibilityRow, ...]
    inquiries: tuple[InquiryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Base):
    """补正通知: what an application lacks and until when it may be handed in (art. 14, 16)."""

    applicant: Organisation
    received: str
    gaps: tuple[str, ...]
    due: str
    contact: Contact
