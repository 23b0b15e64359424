"""Calendar entries (RFC 5545): a deadline or a meeting as a file that any calendar takes.

An entry keeps its UID for ever; when the moment changes, its SEQUENCE rises, and the calendar
moves the entry it has instead of adding another.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

NAME = "日程.ics"
TITLES = {
    "call-published": "申报材料报送截止",
    "correction-request": "补正材料截止",
    "consultation": "意见反馈截止",
    "verification-request": "核实情况反馈截止",
    "panel-invitation": "回避声明提交截止",
    "score-sheets": "资料评审评分表提交截止",
    "site-visit": "现场评审评分表提交截止",
    "site-visit-notice": "现场评审",
    "opinion-request": "书面意见提交截止",
    "fund-order": "奖励资金安排截止",
    "case-opened": "陈述申辩截止",
    "sanction-decided": "退回截止",
    "title-correction": "改正截止",
    "fund-correction": "改正截止",
    "sheet-returned": "评分表重新提交截止",
}
"""What the deadline or meeting of a message is called; the others have a ``matter``."""
_DAY_BEFORE = timedelta(days=-1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment (aware) or whole day, under a key that never changes."""

    key: str
    when: datetime | date
    summary: str
    sequence: int = 0
    description: str = ""
    place: str = ""


def calendar_file(entries: tuple[Entry, ...], *, at: datetime, domain: str) -> bytes:
    """The .ics file of these entries, written at that moment; `domain` makes UIDs the office's."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Zhijiang//Deadlines//ZH")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, at, domain))
    return bytes(calendar.to_ical())


def uid_of(key: str, domain: str) -> str:
    return f"{sha256(key.encode()).hexdigest()[:32]}@{domain}"


def _event(entry: Entry, at: datetime, domain: str) -> Event:
    event = Event()
    event.add("uid", uid_of(entry.key, domain))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    when = entry.when
    event.add("dtstart", when.astimezone(UTC) if isinstance(when, datetime) else when)
    event.add("summary", entry.summary)
    if entry.description:
        event.add("description", entry.description)
    if entry.place:
        event.add("location", entry.place)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", _DAY_BEFORE)
    event.add_component(alarm)
    return event
