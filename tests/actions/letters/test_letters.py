"""What every letter of the office carries: working days left, and a calendar entry that moves."""

from datetime import date, datetime, timedelta

import pytest

from actions.letters.appointments import Meeting
from actions.letters.letters import write
from models.outbox import OutboxMessage, find_letter
from models.types import SHANGHAI
from notifications.calendar_entry import NAME, TITLES
from notifications.catalogue import MESSAGES
from notifications.outbox import Recipient
from runtime.desk import Desk

DUE = datetime(2026, 4, 8, 17, 30, tzinfo=SHANGHAI)  # the 6th is a day off
TO = Recipient("张三", "e01@reviewer.example")


def sheets(desk: Desk, key: str, due: datetime) -> OutboxMessage:
    write(
        desk, 3, "score-sheets", key=key, to=TO, basis="第十七条", panel="第1评审组",
        applicants=("S001",), criteria="GB/T 19580-2012", deadline=due,
    )  # fmt: skip
    letter = find_letter(desk.session, key)
    assert letter is not None
    return letter


def entries(desk: Desk, letter: OutboxMessage) -> list[dict[str, str]]:
    (file,) = letter.attachments
    assert file["name"] == NAME
    text = desk.files.fetch(file["sha256"]).decode().replace("\r\n ", "")  # unfolded
    events = [part.split("BEGIN:VALARM")[0] for part in text.split("BEGIN:VEVENT\r\n")[1:]]
    lines = [[line.partition(":") for line in event.splitlines()] for event in events]
    return [{name.split(";")[0].lower(): value for name, _, value in one} for one in lines]


def test_a_deadline_is_told_with_its_weekday_and_the_working_days_left(desk: Desk) -> None:
    letter = sheets(desk, "3/document-review/1/E01/sheets", DUE)

    assert "2026年4月8日（星期三）17:30（还有4个工作日）" in letter.text


def test_a_deadline_comes_as_a_calendar_entry_and_moves_with_it(desk: Desk) -> None:
    first = entries(desk, sheets(desk, "3/document-review/1/E01/sheets", DUE))[0]
    again = entries(desk, sheets(desk, "3/document-review/1/E01/remind/x", DUE))[0]
    later = sheets(desk, "3/document-review/1/E01/moved", DUE + timedelta(days=7))
    moved = entries(desk, later)[0]

    assert first["dtstart"] == "20260408T093000Z"
    assert first["summary"] == "【第三届钦州市市长质量奖】资料评审评分表提交截止"
    assert "依据《钦州市市长质量奖评审管理办法（2021年修订）》第十七条" in first["description"]
    assert (first["uid"], again["sequence"]) == (again["uid"], "0")
    assert (moved["uid"], moved["sequence"]) == (first["uid"], "1")
    assert moved["dtstart"] == "20260415T093000Z"


def test_meetings_are_entries_of_their_own_and_the_past_is_none(desk: Desk) -> None:
    write(
        desk, 3, "site-visit", key="3/site-review/1/E01/visit", to=TO, basis="第十八条",
        panel="第1评审组", visits=("4月7日 S001",), deadline=desk.at,
        meetings=[Meeting("S001", date(2026, 4, 7), "现场评审：钦州公司", "钦州港")],
    )  # fmt: skip
    letter = find_letter(desk.session, "3/site-review/1/E01/visit")
    assert letter is not None

    (visit,) = entries(desk, letter)
    assert (visit["dtstart"], visit["location"]) == ("20260407", "钦州港")


@pytest.mark.parametrize("name", MESSAGES)
def test_every_deadline_and_meeting_has_a_name_in_a_calendar(name: str) -> None:
    fields = MESSAGES[name].context.__dataclass_fields__
    dated = {"deadline", "when"} & fields.keys()
    named = "matter" in fields or name in TITLES

    assert named or not dated or name in {"objection-received", "meeting-pack"}
