"""The register of certificates and plaques as things: made, handed over, lost, taken back.

Article 22 gives them, articles 25 and 26 take them back. `_move` is the one door of an item.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from actions.errors import ActionRefused, UnknownSubject
from models.conferral import Certificate
from models.custody import AwardItem, CustodyEvent, ItemKind, ItemState, items_of
from models.types import id_of
from runtime.desk import Desk

BOTH = (ItemKind.CERTIFICATE, ItemKind.PLAQUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandChange:
    """How an item changed hands: the day, who received or brought it, and who wrote it down.

    `place` is where it is kept from now on, "" while the holder has it.
    """

    on: date
    person: str
    actor: str
    place: str = ""
    note: str = ""


def ensure_items(desk: Desk, row: Certificate) -> None:
    """The winner's certificate and plaque stand in the register; safe to repeat."""
    known = {item.number for item in items_of(desk.session, row.edition, row.ref)}
    numbers = {ItemKind.CERTIFICATE: row.number, ItemKind.PLAQUE: row.plaque_number}
    for kind, number in numbers.items():
        if number not in known:
            desk.session.add(
                AwardItem(
                    edition=row.edition, ref=row.ref, uscc=row.uscc, holder=row.name,
                    kind=kind, number=number,
                )
            )  # fmt: skip


def hand_over(desk: Desk, number: str, change: HandChange) -> AwardItem:
    """An item goes to its holder.

    Raises:
        UnknownSubject: no such number.
        ActionRefused: it is not at the office, or the day lies in the future.
    """
    return _move(desk, find_item(desk, number), ItemState.WITH_HOLDER, change)


def report_lost(desk: Desk, number: str, change: HandChange) -> AwardItem:
    """The holder declares an item lost; raises as `hand_over`."""
    return _move(desk, find_item(desk, number), ItemState.LOST, change)


def take_back_item(desk: Desk, number: str, change: HandChange) -> AwardItem:
    """One item returns to the office; raises as `hand_over`."""
    return _move(desk, find_item(desk, number), ItemState.RETURNED, change)


def take_back(
    desk: Desk, edition: int, ref: str, change: HandChange, *, kinds: Iterable[ItemKind] = BOTH
) -> tuple[str, ...]:
    """A winner returns certificate and plaque (art. 25, 26); gives the numbers now returned.

    Items returned before are left as they are, so it is safe to repeat.

    Raises:
        UnknownSubject: nothing was ever made for that winner.
        ActionRefused: the day lies in the future.
    """
    wanted = [item for item in items_of(desk.session, edition, ref) if item.kind in set(kinds)]
    if not wanted:
        raise UnknownSubject(f"第{edition}届没有为{ref}制作过证书或奖牌，请核对受理编号。")
    for item in wanted:
        if item.state is not ItemState.RETURNED:
            _move(desk, item, ItemState.RETURNED, change)
    return tuple(item.number for item in wanted)


def outstanding(desk: Desk, edition: int, ref: str) -> tuple[AwardItem, ...]:
    """What the winner has not returned yet, lost things included."""
    return tuple(
        item
        for item in items_of(desk.session, edition, ref)
        if item.state is not ItemState.RETURNED
    )


def find_item(desk: Desk, number: str) -> AwardItem:
    """The item with that number; UnknownSubject if there is none."""
    row = desk.session.exec(
        select(AwardItem).where(AwardItem.number == number.strip())
    ).one_or_none()
    if row is None:
        raise UnknownSubject(f"登记簿里没有编号“{number}”，请核对证书或奖牌上的编号。")
    return row


def _move(desk: Desk, item: AwardItem, to: ItemState, change: HandChange) -> AwardItem:
    if item.state is to:
        return item
    if to not in item.state.may_become:
        raise ActionRefused(
            f"{item.kind.label}{item.number}目前“{item.state.label}”，不能登记为“{to.label}”。"
        )
    if change.on > desk.at.date():
        raise ActionRefused(f"交接日期{change.on}还没有到，请核对。")
    item.state = to
    desk.session.add(item)
    desk.session.add(
        CustodyEvent(
            item_id=id_of(item), state=to, happened_on=change.on, person=change.person,
            place=change.place, note=change.note, actor=change.actor, recorded_at=desk.at,
        )
    )  # fmt: skip
    desk.session.flush()
    desk.record(
        f"custody.{to}", item.number, actor=change.actor, edition=item.edition,
        holder=item.holder, on=str(change.on), person=change.person, place=change.place,
    )  # fmt: skip
    return item
