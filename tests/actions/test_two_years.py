"""Two years of an edition under a clock that ticks twice a day, to the last letter.

On the way: a county that recommends and one that does not, a department that answers and one that
never does, a deadline that moves, ten days without power, and a report due after the award.
"""

from datetime import date, datetime, time, timedelta

import pytest

from actions import attempts
from actions.owed import Owed
from actions.reminding import duties
from actions.reminding.deadlines import editions_to_remind, remind, tell_moved
from actions.reminding.silence import close_silence
from models.edition import EditionState, Phase, StageAttempt
from models.eligibility import Inquiry, InquiryKind, inquiries_of
from models.outbox import letters_of
from models.people import ContactKind
from models.silence import silences_of
from models.types import SHANGHAI, id_of
from runtime.desk import Desk
from tests.actions import factories

TICKS = (time(9), time(18))
FIRST, LAST = date(2026, 4, 1), date(2028, 4, 1)
OUTAGE = (date(2026, 7, 3), date(2026, 7, 12))
MOVED = datetime(2026, 7, 1, 17, 30, tzinfo=SHANGHAI)
REPORT_DUE = datetime(2027, 12, 31, 17, 30, tzinfo=SHANGHAI)

LETTERS = """\
2026-05-11 reminder county-b
2026-05-15 reminder county-b
2026-05-17 reminder county-b
2026-05-18 reminder county-b
2026-06-02 reminder tax
2026-06-02 reminder environment
2026-06-09 reminder tax
2026-06-09 reminder environment
2026-06-12 deadline-moved environment
2026-06-17 reminder environment
2026-06-24 reminder environment
2026-06-28 reminder environment
2026-06-30 reminder environment
2026-07-01 reminder environment
2026-07-01 overdue environment
2026-07-02 overdue environment
2026-07-13 overdue environment    # after the outage: one letter for all that was missed
2026-07-13 escalation office
2026-08-01 overdue environment
2026-08-01 escalation head        # on 5 August an officer ends the waiting
2027-12-01 reminder s001
2027-12-17 reminder s001
2027-12-24 reminder s001
2027-12-30 reminder s001
2027-12-31 reminder s001
2027-12-31 overdue s001
2028-01-03 overdue s001
2028-01-07 overdue s001
2028-01-07 escalation office      # on 10 January the report comes in
"""


def reports_owed(desk: Desk, edition: int) -> list[Owed]:
    """The winner's report on the use of the fund, until it comes in on 10 January 2028."""
    if edition != 3 or not date(2027, 1, 1) <= desk.at.date() < date(2028, 1, 10):
        return []
    return [
        Owed(
            subject="S001/2027", name="钦州公司", address="s001@applicant.example",
            matter="报送奖励资金使用情况", due_at=REPORT_DUE, basis="第二十三条",
            request="请报送。", kind="fund-report", role="applicant",
        )
    ]  # fmt: skip


def moment(month: int, day: int, hour: int = 8) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


class Edition:
    """What people do in this edition, by day; everything else is the clock's."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.intake: StageAttempt | None = None
        self.review: StageAttempt | None = None

    def live(self, day: date) -> None:
        """What happens early on that day."""
        happenings = {
            date(2026, 4, 1): self.open_intake,
            date(2026, 4, 20): self.recommend,
            date(2026, 5, 19): self.open_review,
            date(2026, 6, 10): self.answer,
            date(2026, 6, 12): self.move,
            date(2026, 7, 2): self.close_review,
            date(2026, 8, 5): self.end_silence,
            date(2027, 1, 4): self.confer,
        }
        if day in happenings:
            desk = factories.at(self.desk, datetime.combine(day, time(8), SHANGHAI))
            happenings[day](desk)
            desk.record("test.lived", day.isoformat(), edition=3)

    def open_intake(self, desk: Desk) -> None:
        self.intake = factories.attempt(desk, "intake")
        for name, region in (("county-a", "450702"), ("county-b", "450703")):
            own = factories.contact(name=name, region=region, email=f"{name}@city.example")
            factories.add(desk, own)
        office = factories.contact(ContactKind.OFFICE, email="office@city.example")
        factories.add(desk, office)
        factories.add(desk, factories.approver("黄示例", "office_head", "head@city.example"))

    def recommend(self, desk: Desk) -> None:
        one = factories.application(received_at=desk.at)
        one.form = {**one.form, "region": "450702"}
        factories.add(desk, one)

    def open_review(self, desk: Desk) -> None:
        assert self.intake is not None
        self.intake.phase = Phase.APPROVED
        self.review = factories.attempt(desk, "eligibility")
        assert self.review.id is not None
        assert self.review.due_at is not None
        for office in ("tax", "environment"):
            factories.add(
                desk,
                Inquiry(
                    attempt_id=self.review.id, kind=InquiryKind.DEPARTMENT, office=office,
                    person=office, email=f"{office}@city.example", due_at=self.review.due_at,
                ),
            )  # fmt: skip

    def answer(self, desk: Desk) -> None:
        assert self.review is not None
        inquiries_of(desk.session, id_of(self.review))[0].replied_at = desk.at

    def move(self, desk: Desk) -> None:
        assert self.review is not None
        former = self.review.due_at
        attempts.move_deadline(desk, self.review, MOVED, actor="覃示例", reason="台风")
        tell_moved(desk, self.review, former, "台风")

    def close_review(self, desk: Desk) -> None:
        assert self.review is not None
        self.review.phase = Phase.DECIDING
        desk.session.flush()

    def end_silence(self, desk: Desk) -> None:
        (silence,) = silences_of(desk.session, 3).values()
        assert silence.id is not None
        close_silence(desk, 3, silence.id, choice="不再等待", officer="覃示例", reason="已电话确认")

    def confer(self, desk: Desk) -> None:
        assert self.review is not None
        self.review.phase = Phase.APPROVED
        desk.edition(3).state = EditionState.CONFERRED
        desk.session.flush()


def days() -> list[date]:
    every = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days))
    return [day for day in every if not OUTAGE[0] <= day <= OUTAGE[1]]


@pytest.fixture
def told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Day, message and address of every letter of the two years."""
    monkeypatch.setitem(duties._CASES, "fund-report", reports_owed)
    edition = Edition(desk)
    looks = 0
    for day in days():
        edition.live(day)
        for hour in TICKS:
            now = factories.at(desk, datetime.combine(day, hour, SHANGHAI))
            for number in editions_to_remind(now):
                remind(now, number)
                looks += 1
    assert looks < 500  # of some 1,400 ticks: after the award once a day
    return [
        (f"{one.queued_at:%Y-%m-%d}", one.message, one.to_address.partition("@")[0])
        for one in letters_of(desk.session, 3)
    ]


def test_two_years_bring_exactly_these_letters(told: list[tuple[str, str, str]]) -> None:
    assert told == [tuple(line.partition("#")[0].split()) for line in LETTERS.splitlines()]


def test_nobody_is_written_to_twice_a_day_about_the_same(
    told: list[tuple[str, str, str]],
) -> None:
    assert len(told) == len(set(told))
