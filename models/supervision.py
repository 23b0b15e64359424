"""What winners owe and show after the award: fund, title, reports, names (art. 22, 23, 27–29)."""

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class FundPayment(SQLModel, table=True):
    """One instalment as the finance office paid it."""

    __tablename__ = "fund_payment"
    __table_args__ = (UniqueConstraint("edition", "ref", "instalment"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str
    instalment: int
    amount_fen: int
    paid_on: date
    voucher: str


class FundStatement(SQLModel, table=True):
    """A plan of use, or a report of use for the month after the award that the policy names."""

    __tablename__ = "fund_statement"
    __table_args__ = (UniqueConstraint("edition", "ref", "kind", "month"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str
    kind: str  # plan | report
    month: int  # 0 for the plan
    file_sha256: str
    received_at: datetime = Field(sa_type=Moment)
    faults: str = Field(default="", sa_type=Text)  # of the whole, sentences


class FundItem(SQLModel, table=True):
    """One line of a plan or report, in fen."""

    __tablename__ = "fund_item"
    __table_args__ = (UniqueConstraint("statement_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="fund_statement.id", index=True)
    number: int
    use: str
    purpose: str
    amount_fen: int
    spent_on: date | None = None
    proof_name: str = ""
    proof_sha256: str = ""
    fault: str = ""


class TitleUse(SQLModel, table=True):
    """One use of the title that was registered or seen (art. 29)."""

    __tablename__ = "title_use"
    __table_args__ = (UniqueConstraint("uscc", "medium", "place", "seen_on"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str
    uscc: str = Field(index=True)
    name: str
    medium: str  # 企业形象宣传 | 产品宣传
    place: str
    shows_year: bool
    seen_on: date
    faults: str = ""
    case_id: int | None = Field(default=None, foreign_key="award_case.id")


class WinnerActivity(SQLModel, table=True):
    """A promotion activity or a yearly self-report of a winner (art. 27, 28)."""

    __tablename__ = "winner_activity"
    __table_args__ = (UniqueConstraint("edition", "ref", "kind", "held_on", "title"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str
    kind: str  # 宣传交流 | 自我报告
    held_on: date
    title: str
    summary: str = Field(default="", sa_type=Text)
    proof_name: str = ""
    proof_sha256: str = ""


class Succession(SQLModel, table=True):
    """A change of name, merger or split: who is today what somebody was (art. 13(8), 25, 29)."""

    __table_args__ = (UniqueConstraint("uscc", "former_uscc", "former_name"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # 更名 | 合并 | 分立
    uscc: str = Field(index=True)
    name: str
    former_uscc: str = Field(index=True)
    former_name: str
    since: date
    note: str = ""
    recorded_at: datetime = Field(sa_type=Moment)  # a review before it did not know of it


def payments_of(session: Session, edition: int, ref: str | None = None) -> list[FundPayment]:
    query = select(FundPayment).where(FundPayment.edition == edition)
    if ref is not None:
        query = query.where(FundPayment.ref == ref)
    return list(session.exec(query.order_by(FundPayment.ref, col(FundPayment.instalment))))


def statements_of(session: Session, edition: int, ref: str | None = None) -> list[FundStatement]:
    query = select(FundStatement).where(FundStatement.edition == edition)
    if ref is not None:
        query = query.where(FundStatement.ref == ref)
    return list(session.exec(query.order_by(FundStatement.ref, col(FundStatement.month))))


def items_of(session: Session, statement_id: int) -> list[FundItem]:
    query = select(FundItem).where(FundItem.statement_id == statement_id)
    return list(session.exec(query.order_by(col(FundItem.number))))


def activities_of(session: Session, edition: int, ref: str | None = None) -> list[WinnerActivity]:
    query = select(WinnerActivity).where(WinnerActivity.edition == edition)
    if ref is not None:
        query = query.where(WinnerActivity.ref == ref)
    return list(session.exec(query.order_by(col(WinnerActivity.held_on))))


def successions(session: Session) -> list[Succession]:
    return list(session.exec(select(Succession).order_by(col(Succession.since))))


def title_uses_of(session: Session, *usccs: str) -> list[TitleUse]:
    query = select(TitleUse).where(col(TitleUse.uscc).in_(usccs))
    return list(session.exec(query.order_by(col(TitleUse.seen_on))))
