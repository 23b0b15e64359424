"""Deadlines and meetings in letters: as words with the working days left, and as a .ics file."""

from dataclasses import dataclass
from datetime import date, datetime, time

from models.calendar_entry import sequence_of
from notifications.calendar_entry import NAME, Entry, calendar_file
from notifications.outbox import Attachment
from notifications.wording import day_text, deadline_text, working_days_text
from rules.reminders import working_days_left
from runtime.desk import Desk

When = datetime | date


@dataclass(frozen=True, slots=True)
class Meeting:
    """Something to attend besides the deadline of a letter; `subject` tells it from others."""

    subject: str
    when: When
    summary: str
    place: str = ""


def when_text(desk: Desk, when: When) -> str:
    """``2026年6月30日（星期二）17:30（还有5个工作日）``; a day without its hour likewise."""
    day = _day(when)
    said = deadline_text(when) if isinstance(when, datetime) else day_text(when)
    left = working_days_left(desk.calendar, desk.at.date(), day) if day >= desk.at.date() else None
    return f"{said}{working_days_text(left)}"


def appointments(
    desk: Desk, edition: int, meetings: tuple[Meeting, ...], *, key: str, address: str, note: str
) -> tuple[Attachment, ...]:
    """One calendar file with what still lies ahead; none when nothing does.

    The entries are known by ``key``, subject and address, whichever letter brings them.
    """
    ahead = tuple(
        Entry(
            key=own,
            when=meeting.when,
            summary=meeting.summary,
            sequence=sequence_of(desk.session, own, edition, _moment(desk, meeting.when)),
            description=note,
            place=meeting.place,
        )
        for meeting in meetings
        if _moment(desk, meeting.when) > desk.at
        for own in ["/".join(filter(None, [key, meeting.subject, address]))]
    )
    if not ahead:
        return ()
    domain = desk.settings.mail_from.rstrip(">").rpartition("@")[2]
    data = calendar_file(ahead, at=desk.at, domain=domain)
    return (Attachment(NAME, desk.files.store(data)),)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _moment(desk: Desk, when: When) -> datetime:
    return when if isinstance(when, datetime) else datetime.combine(when, time(), desk.at.tzinfo)
