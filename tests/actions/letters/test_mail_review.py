"""Mass mail waits for the office, which may look, add a note, release or cancel."""

from datetime import timedelta
from typing import Any

import pytest

from actions.errors import ActionRefused, UnknownSubject
from actions.letters.letters import write
from actions.letters.mail_review import decide_review, hold_mass_mail, preview
from models.audit import events_of
from models.mail_review import held_reviews
from models.outbox import MailState, OutboxMessage, count_letters, letters_of
from notifications.outbox import Recipient
from runtime.desk import Desk
from tests.actions import factories

LIMIT = 100  # of the pack


def announce(desk: Desk, count: int, stage: str = "call", message: str = "call-published") -> None:
    own: dict[str, Any] = {"link": "https://city.example/1"}
    if message == "reminder":
        own = {"matter": "材料", "days_left": "距截止还有3天", "request": "请报送。"}
    for number in range(count):
        write(
            desk, 3, message, key=f"3/{stage}/1/{number}", basis="第十四条",
            to=Recipient(f"县{number}", f"c{number}@city.example"),
            deadline="2026年6月30日", **own,
        )  # fmt: skip


def ready(desk: Desk) -> list[OutboxMessage]:
    return [one for one in letters_of(desk.session, 3) if one.review_id is None]


def test_a_small_batch_and_urgent_letters_wait_for_nobody(desk: Desk) -> None:
    announce(desk, LIMIT - 1)
    announce(desk, LIMIT, "intake", "reminder")

    assert hold_mass_mail(desk) == 0
    assert len(ready(desk)) == 2 * LIMIT - 1


def test_a_large_batch_is_held_shown_and_released_with_a_note(desk: Desk) -> None:
    announce(desk, LIMIT)

    assert hold_mass_mail(desk) == 1
    assert ready(desk) == []
    assert count_letters(desk.session, 3)[MailState.QUEUED] == 0
    (review,) = held_reviews(desk.session, 3)
    assert review.id is not None
    shown = preview(desk, 3, review.id)
    assert shown.count("@city.example") == LIMIT
    assert "根据《钦州市市长质量奖评审管理办法（2021年修订）》第十四条" in shown

    sentence = decide_review(
        desk, 3, review.id, choice="放行", note="邮箱将于\n周六停用。", officer="覃示例"
    )

    assert sentence == f"第{review.id}号批次共100封，已放行。"
    assert {one.note for one in ready(desk)} == {"邮箱将于 周六停用。"}
    assert hold_mass_mail(desk) == 0
    (event,) = [e for e in events_of(desk.session, 3) if e.action == "mail.released"]
    assert event.actor == "覃示例"
    with pytest.raises(ActionRefused, match="已由覃示例处理"):
        decide_review(desk, 3, review.id, choice="取消", note="", officer="某人")


def test_a_cancelled_batch_never_leaves_nor_do_its_late_comers(desk: Desk) -> None:
    announce(desk, LIMIT)
    hold_mass_mail(desk)
    (review,) = held_reviews(desk.session, 3)
    assert review.id is not None

    decide_review(desk, 3, review.id, choice="取消", note="", officer="覃示例")
    announce(desk, LIMIT + 1)
    hold_mass_mail(desk)

    assert ready(desk) == []
    assert {one.answer for one in letters_of(desk.session, 3)} == {"未发送：由覃示例取消", ""}


def test_what_nobody_decides_on_is_released_in_time(desk: Desk) -> None:
    announce(desk, LIMIT)
    hold_mass_mail(desk)

    hold_mass_mail(factories.at(desk, desk.at + timedelta(hours=4)))

    assert len(ready(desk)) == LIMIT


@pytest.mark.parametrize(
    ("choice", "note", "officer", "why"),
    [
        ("放行", "长" * 501, "覃示例", "不能超过500字"),
        ("放行", "", " ", "经办人姓名"),
        ("改写", "", "覃示例", "须为放行或取消"),
    ],
)
def test_a_decision_needs_a_choice_a_name_and_a_short_note(
    desk: Desk, choice: str, note: str, officer: str, why: str
) -> None:
    announce(desk, LIMIT)
    hold_mass_mail(desk)
    (review,) = held_reviews(desk.session, 3)
    assert review.id is not None

    with pytest.raises(ActionRefused, match=why):
        decide_review(desk, 3, review.id, choice=choice, note=note, officer=officer)
    with pytest.raises(UnknownSubject, match="没有第99号"):
        preview(desk, 3, 99)
