"""Certificates and plaques as things: handed over, lost, taken back (art. 22, 25, 26)."""

from datetime import date

import pytest

from actions.award.approval import enact_approval
from actions.award.conferral import open_conferral
from actions.award.custody import (
    HandChange,
    find_item,
    hand_over,
    outstanding,
    report_lost,
    take_back,
    take_back_item,
)
from actions.errors import ActionRefused, UnknownSubject
from models.custody import ItemKind, ItemState, custody_of, items_of
from models.edition import Phase
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.awarded import REPLY, cleared_edition

CERTIFICATE, PLAQUE = "ZJ450700-2026-03-A-01", "ZJ450700-2026-03-P-A-01"


@pytest.fixture
def desk_with_items(desk: Desk) -> Desk:
    approval = cleared_edition(desk)
    enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
    approval.phase = Phase.APPROVED
    open_conferral(desk, make.attempt(desk, "conferral", phase=Phase.OPENING))
    return desk


def change(**changes: object) -> HandChange:
    values = {"on": date(2026, 4, 1), "person": "陈立", "actor": "黄工"}
    return HandChange(**(values | changes))  # type: ignore[arg-type]


def test_every_winner_has_a_certificate_and_a_plaque_at_the_office(desk_with_items: Desk) -> None:
    items = items_of(desk_with_items.session, 3)

    assert [item.number for item in items_of(desk_with_items.session, 3, "S001")] == [
        CERTIFICATE,
        PLAQUE,
    ]
    assert len(items) == 6
    assert {item.state for item in items} == {ItemState.AT_OFFICE}


def test_items_are_entered_once_however_often_the_stage_opens(desk_with_items: Desk) -> None:
    open_conferral(
        desk_with_items, make.attempt(desk_with_items, "conferral", number=2, phase=Phase.OPENING)
    )

    assert len(items_of(desk_with_items.session, 3)) == 6


def test_every_change_of_hands_is_kept_with_who_and_when(desk_with_items: Desk) -> None:
    hand_over(desk_with_items, CERTIFICATE, change())
    report_lost(desk_with_items, CERTIFICATE, change(note="搬迁时遗失"))
    take_back_item(desk_with_items, CERTIFICATE, change(person="周楠", place="档案室2号柜"))

    events = custody_of(desk_with_items.session, 3)
    assert [(e.state, e.person, e.place, e.note) for e in events] == [
        (ItemState.WITH_HOLDER, "陈立", "", ""),
        (ItemState.LOST, "陈立", "", "搬迁时遗失"),
        (ItemState.RETURNED, "周楠", "档案室2号柜", ""),
    ]
    assert {event.actor for event in events} == {"黄工"}
    assert find_item(desk_with_items, CERTIFICATE).state is ItemState.RETURNED


def test_article_26_taking_back_covers_certificate_and_plaque_and_repeats_safely(
    desk_with_items: Desk,
) -> None:
    hand_over(desk_with_items, CERTIFICATE, change())

    taken = take_back(desk_with_items, 3, "S001", change())
    again = take_back(desk_with_items, 3, "S001", change())

    assert taken == again == (CERTIFICATE, PLAQUE)
    assert outstanding(desk_with_items, 3, "S001") == ()
    assert len(custody_of(desk_with_items.session, 3)) == 3
    assert [item.ref for item in outstanding(desk_with_items, 3, "S002")] == ["S002", "S002"]


def test_what_is_not_returned_yet_stays_outstanding(desk_with_items: Desk) -> None:
    take_back(desk_with_items, 3, "S001", change(), kinds=[ItemKind.PLAQUE])

    assert [item.number for item in outstanding(desk_with_items, 3, "S001")] == [CERTIFICATE]


def test_returned_item_is_never_handed_over_again(desk_with_items: Desk) -> None:
    take_back_item(desk_with_items, PLAQUE, change())

    with pytest.raises(ActionRefused, match="目前“已收回”，不能登记为“获奖单位持有”"):
        hand_over(desk_with_items, PLAQUE, change())


def test_day_that_has_not_come_is_refused(desk_with_items: Desk) -> None:
    with pytest.raises(ActionRefused, match="还没有到"):
        hand_over(desk_with_items, PLAQUE, change(on=date(2026, 4, 2)))


def test_unknown_number_is_refused_with_a_sentence(desk_with_items: Desk) -> None:
    with pytest.raises(UnknownSubject, match="登记簿里没有编号“ZJ-0”"):
        hand_over(desk_with_items, "ZJ-0", change())
