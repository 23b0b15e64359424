"""Certificates and plaques as things: where each one is, and every hand it went through."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class ItemKind(StrEnum):
    """What was made for a winner (art. 22)."""

    CERTIFICATE = "certificate"
    PLAQUE = "plaque"

    @property
    def label(self) -> str:
        return {"certificate": "证书", "plaque": "奖牌"}[self]


class ItemState(StrEnum):
    """Where a thing is."""

    AT_OFFICE = "at_office"
    WITH_HOLDER = "with_holder"
    LOST = "lost"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return {
            "at_office": "待颁发",
            "with_holder": "获奖单位持有",
            "lost": "声明遗失",
            "returned": "已收回",
        }[self]

    @property
    def may_become(self) -> frozenset["ItemState"]:
        """What was lost may be found and returned; what was returned stays at the office."""
        return {
            ItemState.AT_OFFICE: frozenset({ItemState.WITH_HOLDER, ItemState.RETURNED}),
            ItemState.WITH_HOLDER: frozenset({ItemState.LOST, ItemState.RETURNED}),
            ItemState.LOST: frozenset({ItemState.RETURNED}),
            ItemState.RETURNED: frozenset(),
        }[self]


class AwardItem(SQLModel, table=True):
    """One certificate or plaque, by the number that stands on it."""

    __tablename__ = "award_item"

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str
    uscc: str = Field(index=True)
    holder: str  # the organisation's name at the time of the award
    kind: ItemKind
    number: str = Field(unique=True)
    state: ItemState = ItemState.AT_OFFICE


class CustodyEvent(SQLModel, table=True):
    """A change of hands of one item; never altered."""

    __tablename__ = "custody_event"

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="award_item.id", index=True)
    state: ItemState
    happened_on: date
    person: str  # who received, brought or reported it
    place: str = ""  # where it is kept now
    note: str = ""
    actor: str
    recorded_at: datetime = Field(sa_type=Moment)


def items_of(session: Session, edition: int, ref: str = "") -> list[AwardItem]:
    """Every item of an edition, or those of one winner, by number."""
    query = select(AwardItem).where(AwardItem.edition == edition)
    if ref:
        query = query.where(AwardItem.ref == ref)
    return list(session.exec(query.order_by(col(AwardItem.number))))


def custody_of(session: Session, edition: int) -> list[CustodyEvent]:
    """Every change of hands in an edition, in the order recorded."""
    return list(
        session.exec(
            select(CustodyEvent)
            .join(AwardItem, col(AwardItem.id) == CustodyEvent.item_id)
            .where(AwardItem.edition == edition)
            .order_by(col(CustodyEvent.id))
        )
    )
