"""The register of certificates and plaques as a form that goes out and comes back."""

import pytest

from actions.award.approval import enact_approval
from actions.award.conferral import open_conferral
from actions.award.custody_form import custody_form, take_custody
from actions.errors import UnknownSubject
from documents.forms.custody import SHEET, read_custody
from documents.forms.kinds import kind_of
from models.custody import ItemState, custody_of, items_of
from models.edition import Phase
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.awarded import REPLY, cleared_edition
from tests.documents.forms.editing import with_cells

FIRST_ROW = 4  # below heading, guide and headers


@pytest.fixture
def desk_with_items(desk: Desk) -> Desk:
    approval = cleared_edition(desk)
    enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
    approval.phase = Phase.APPROVED
    open_conferral(desk, make.attempt(desk, "conferral", phase=Phase.OPENING))
    return desk


def filled(form: bytes, *rows: tuple[str, ...]) -> bytes:
    """The form with these words from the column 交接 on, from the first item down."""
    cells = {
        f"{column}{FIRST_ROW + number}": word
        for number, row in enumerate(rows)
        for column, word in zip("EFGHI", row, strict=False)
    }
    return with_cells(form, SHEET, **cells)


def taken(desk: Desk, data: bytes) -> list[tuple[bool, str]]:
    form = read_custody(data, "交接.xlsx")
    lines = take_custody(desk, 3, form, source="交接.xlsx", sha256="0" * 64)
    return [(line.ok, line.sentence) for line in lines]


def test_the_form_names_every_item_and_says_nothing_by_itself(desk_with_items: Desk) -> None:
    form = custody_form(desk_with_items, 3)

    assert kind_of(form, "交接.xlsx") == "custody"
    assert read_custody(form, "交接.xlsx").rows == ()
    assert read_custody(form, "交接.xlsx").problems == ()


def test_items_change_hands_and_a_bad_row_costs_the_others_nothing(desk_with_items: Desk) -> None:
    desk = desk_with_items
    data = filled(
        custody_form(desk, 3),
        ("颁发", "2026-03-20", "陈立", "黄工"),
        ("遗失", "2026-03-20", "陈立", "黄工"),
        ("颁发", "二月三十", "陈立", "黄工"),
        ("收回", "2026-03-20", "陈立", "黄工", "档案室"),
    )

    first, second, fourth, fifth, *_ = items_of(desk.session, 3)
    assert taken(desk, data) == [
        (True, f"证书{first.number}（{first.holder}）：获奖单位持有。"),
        (False, f"{second.kind.label}{second.number}目前“待颁发”，不能登记为“声明遗失”。"),
        (True, f"{fifth.kind.label}{fifth.number}（{fifth.holder}）：已收回。"),
    ]
    assert fourth.state is ItemState.AT_OFFICE
    assert [one.cell for one in read_custody(data, "交接.xlsx").problems] == ["F6"]
    assert [(one.person, one.place, one.actor) for one in custody_of(desk.session, 3)] == [
        ("陈立", "", "黄工"),
        ("陈立", "档案室", "黄工"),
    ]


def test_the_same_form_twice_is_one_change_of_hands(desk_with_items: Desk) -> None:
    desk = desk_with_items
    data = filled(custody_form(desk, 3), ("颁发", "2026-03-20", "陈立", "黄工"))

    taken(desk, data)
    number = items_of(desk.session, 3)[0].number
    repeated = taken(desk, data)

    assert [said.endswith("颁发此前已登记，没有变化。") for _, said in repeated] == [True], number
    assert len(custody_of(desk.session, 3)) == 1


@pytest.mark.parametrize(
    ("row", "cell"),
    [(("颁发", "2026-03-20", "", "黄工"), "G4"), (("收回", "2026-03-20", "陈立", "黄工"), "I4")],
)
def test_half_a_row_is_named(desk_with_items: Desk, row: tuple[str, ...], cell: str) -> None:
    read = read_custody(filled(custody_form(desk_with_items, 3), row), "交接.xlsx")

    assert (read.rows, [one.cell for one in read.problems]) == ((), [cell])


def test_an_edition_without_certificates_has_no_form(desk: Desk) -> None:
    with pytest.raises(UnknownSubject, match="还没有制作证书或奖牌"):
        custody_form(desk, 3)
