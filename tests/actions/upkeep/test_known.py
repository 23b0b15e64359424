"""What the database alone knows to be wrong, and that the boards show it on top."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from actions.reminding.board import board
from actions.upkeep import backups, holidays, letters
from actions.upkeep.known import have_shown, warnings
from models.edition import EditionState, Phase
from models.outbox import MailState, OutboxMessage
from models.watch import editions_to_look_at, looked, newest_event
from rules.calendar import WorkCalendar
from runtime.desk import Desk
from tests.actions import factories as make


def _letter(desk: Desk, queued_at: datetime, **changes: Any) -> OutboxMessage:
    values: dict[str, Any] = {
        "key": "3/x", "message": "receipt", "edition": 3, "to_name": "甲", "to_address": "x",
        "subject": "x", "text": "", "html": "", "queued_at": queued_at, "next_try_at": queued_at,
    }  # fmt: skip
    return make.add(desk, OutboxMessage(**{**values, **changes}))


def _unplanned(desk: Desk, year: int) -> Desk:
    years = {one: plan for one, plan in desk.calendar.years.items() if one != year}
    return replace(desk, calendar=WorkCalendar(years))


def _in_earnest(desk: Desk) -> Desk:
    """No rehearsal: time is not scaled."""
    return replace(desk, settings=desk.settings.model_copy(update={"clock": ""}))


def test_a_letter_of_yesterday_that_waits_is_late(desk: Desk) -> None:
    yesterday = desk.at - timedelta(days=1)
    row = _letter(desk, yesterday, answer="421 try later")

    found = letters.known(desk)
    row.review_id = 1  # an officer holds it back
    held = letters.known(desk)

    assert found.since == yesterday
    assert found.say.startswith("1 封信函等待发送已超过 6 小时，最早的写于2026年3月31日")
    assert "421 try later" in found.say
    assert "请检查邮件服务器的设置" in found.do
    assert held.ok


def test_a_letter_of_this_hour_is_not_late(desk: Desk) -> None:
    _letter(desk, desk.at - timedelta(hours=1))

    assert letters.known(desk).ok


def test_a_letter_that_failed_is_counted(desk: Desk) -> None:
    _letter(desk, desk.at, state=MailState.FAILED)

    assert letters.known(desk).say == "1 封信函发送失败。"


def test_the_last_letter_that_left_is_known(desk: Desk) -> None:
    sent = desk.at - timedelta(days=3)
    _letter(desk, sent, state=MailState.SENT, sent_at=sent)

    assert (letters.known(desk).ok, letters.known(desk).since) == (True, sent)


def test_a_year_that_a_deadline_reaches_must_have_its_holidays(desk: Desk) -> None:
    attempt = make.attempt(desk, "intake", phase=Phase.WAITING)
    attempt.due_at = datetime(2031, 1, 4, 17, 0, tzinfo=desk.at.tzinfo)
    desk.session.flush()

    found = holidays.known(desk)
    attempt.phase = Phase.APPROVED
    desk.session.flush()

    assert found.say == "没有 2031 年的放假安排，涉及这一年的期限无法计算。"
    assert "2031.toml" in found.do
    assert holidays.known(desk).ok


@pytest.mark.parametrize(("month", "missing"), [(11, 0), (12, 1)])
def test_next_years_holidays_are_asked_for_from_december(
    desk: Desk, month: int, missing: int
) -> None:
    then = _unplanned(make.at(desk, desk.at.replace(month=month)), 2027)

    assert holidays.known(then).say.count("没有 2027 年的放假安排") == missing


def test_this_years_holidays_are_asked_for_while_an_edition_runs(desk: Desk) -> None:
    then = _unplanned(desk, 2026)
    is_well_before = holidays.known(then).ok
    desk.edition(3).state = EditionState.CONFERRED
    desk.session.flush()

    assert not is_well_before
    assert holidays.known(then).ok


def test_an_edition_must_not_go_without_a_backup(desk: Desk) -> None:
    then = _in_earnest(desk)
    on_the_first_day = backups.known(make.at(then, make.OPENED + timedelta(hours=23)))
    never = backups.known(make.at(then, make.OPENED + timedelta(days=2)))
    backups.note_backup(then, "a.zip")
    made = backups.known(make.at(then, then.at + timedelta(days=2)))
    old = backups.known(make.at(then, then.at + timedelta(days=3)))
    desk.edition(3).state = EditionState.CONFERRED
    desk.session.flush()

    assert on_the_first_day.ok
    assert never.say == "评选正在进行，还没有备份过。"
    assert "zhijiang backup" in never.do
    assert (made.ok, made.since) == (True, then.at)
    assert old.say.endswith("已超过两天。")
    assert backups.known(make.at(then, then.at + timedelta(days=9))).ok


def test_what_is_wrong_stands_on_top_of_the_board(desk: Desk) -> None:
    well = board(desk, 3)
    _letter(desk, desk.at, state=MailState.FAILED)

    lines = board(desk, 3).splitlines()

    assert warnings(desk) == lines[1:3]
    assert lines[2].startswith("- 🔴 信函：1 封信函发送失败。请在总览中查看原因")
    assert "🔴" not in well


def test_every_running_board_is_due_when_something_goes_wrong_and_when_it_is_well(
    desk: Desk,
) -> None:
    def is_due() -> bool:
        """Whether the board of edition 3 is to be shown; it is shown then."""
        have_shown(desk)
        desk.session.flush()
        due = 3 in editions_to_look_at(desk.session, "boards", desk.at)
        looked(desk.session, 3, "boards", seen=newest_event(desk.session), next_at=None)
        desk.session.flush()
        return due

    is_due()
    quiet = is_due()
    row = _letter(desk, desk.at, state=MailState.FAILED)
    gone_wrong, known_by_now = is_due(), is_due()
    desk.session.delete(row)

    assert (quiet, gone_wrong, known_by_now, is_due()) == (False, True, False, True)
