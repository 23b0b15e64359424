"""The register of certificates and plaques as a form: written with all items, taken back filled."""

from sqlmodel import select

from actions.award.custody import HandChange, find_item, hand_over, report_lost, take_back_item
from actions.errors import UnknownSubject
from actions.report import Line
from actions.row_by_row import take_rows
from documents.forms.custody import SHEET, Custody, blank_custody
from documents.sheets.reading import Rows
from models.custody import AwardItem, CustodyEvent, ItemState, items_of
from runtime.desk import Desk

_STEPS = {
    "颁发": (hand_over, ItemState.WITH_HOLDER),
    "遗失": (report_lost, ItemState.LOST),
    "收回": (take_back_item, ItemState.RETURNED),
}


def custody_form(desk: Desk, edition: int) -> bytes:
    """The form with every certificate and plaque of an edition and where it is.

    Raises:
        UnknownSubject: nothing was made in that edition.
    """
    items = items_of(desk.session, edition)
    if not items:
        raise UnknownSubject(f"第{edition}届还没有制作证书或奖牌，请核对届次。")
    return blank_custody(
        [
            {"number": x.number, "kind": x.kind.label, "holder": x.holder, "state": x.state.label}
            for x in items
        ]
    )


def take_custody(
    desk: Desk, edition: int, form: Rows[Custody], *, source: str, sha256: str
) -> list[Line]:
    """Every change of hands by itself, in the order of the rows; what is known stays as it is."""

    def take(one: Custody) -> tuple[bool, str]:
        return True, _take(desk, one)

    lines = take_rows(desk, form.rows, take, sheet=SHEET, source=source)
    desk.record("custody.form_taken", source, edition=edition, file_sha256=sha256)
    return lines


def _take(desk: Desk, one: Custody) -> str:
    assert one.change, "rows without a change are not read"
    assert one.on, "a change has a day"
    item = find_item(desk, one.number)
    step, to = _STEPS[one.change]
    told = f"{item.kind.label}{item.number}（{item.holder}）"
    if _is_known(desk, item, to, one):
        return f"{told}：{one.change}此前已登记，没有变化。"
    step(
        desk, one.number,
        HandChange(
            on=one.on, person=one.person, actor=one.officer, place=one.place, note=one.note
        ),
    )  # fmt: skip
    return f"{told}：{to.label}。"


def _is_known(desk: Desk, item: AwardItem, to: ItemState, one: Custody) -> bool:
    query = select(CustodyEvent.id).where(
        CustodyEvent.item_id == item.id,
        CustodyEvent.state == to,
        CustodyEvent.happened_on == one.on,
    )
    return item.state is to or desk.session.exec(query).first() is not None
