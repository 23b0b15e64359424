from datetime import timedelta

import pytest

from actions.attempts import move_deadline
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.reminding.deadlines import remind, tell_moved
from actions.reminding.duties import duties_of
from actions.reminding.silence import close_silence
from models.audit import events_of
from models.edition import Phase, StageAttempt
from models.eligibility import Inquiry, InquiryKind
from models.outbox import letters_of
from models.people import ContactKind
from models.silence import silences_of
from runtime.desk import Desk
from tests.actions import factories


@pytest.fixture
def waiting(desk: Desk) -> StageAttempt:
    """An eligibility review in which one department has answered and one has not."""
    attempt = factories.attempt(desk, "eligibility")
    assert attempt.id is not None
    assert attempt.due_at is not None
    for office, replied_at in (("市生态环境局", None), ("市税务局", desk.at)):
        factories.add(
            desk,
            Inquiry(
                attempt_id=attempt.id, kind=InquiryKind.DEPARTMENT, office=office, person="某同志",
                email=f"{len(office)}@city.example", due_at=attempt.due_at, replied_at=replied_at,
            ),
        )  # fmt: skip
    return attempt


def reminders(desk: Desk) -> list[str]:
    return [
        letter.to_address for letter in letters_of(desk.session) if letter.message == "reminder"
    ]


def test_only_who_still_owes_is_reminded_and_once_a_step(desk: Desk, waiting: StageAttempt) -> None:
    assert waiting.id is not None
    assert waiting.due_at is not None
    later = factories.at(desk, waiting.due_at - timedelta(days=3))

    first, second = remind(later, 3), remind(later, 3)

    assert (first, second) == (1, 0)
    assert reminders(desk) == ["6@city.example"]


def test_steps_missed_while_the_system_was_off_are_caught_up_once(
    desk: Desk, waiting: StageAttempt
) -> None:
    assert waiting.id is not None
    assert waiting.due_at is not None

    remind(factories.at(desk, waiting.due_at - timedelta(hours=20)), 3)

    assert len(reminders(desk)) == 1


def test_nobody_is_reminded_before_the_first_step_or_after_closing(
    desk: Desk, waiting: StageAttempt
) -> None:
    assert waiting.id is not None
    assert waiting.due_at is not None
    remind(factories.at(desk, waiting.due_at - timedelta(days=15)), 3)
    waiting.phase = Phase.DECIDING

    remind(factories.at(desk, waiting.due_at - timedelta(days=1)), 3)

    assert reminders(desk) == []


def test_a_moved_deadline_is_told_and_moves_its_reminders(
    desk: Desk, waiting: StageAttempt
) -> None:
    assert waiting.id is not None
    former = waiting.due_at
    assert former is not None
    remind(factories.at(desk, former - timedelta(days=1)), 3)

    move_deadline(desk, waiting, former + timedelta(days=28), actor="覃示例", reason="道路中断")
    tell_moved(desk, waiting, former, "道路中断")
    remind(factories.at(desk, former - timedelta(hours=12)), 3)

    moved = [x for x in letters_of(desk.session) if x.message == "deadline-moved"]
    assert [x.to_address for x in moved] == ["6@city.example"]
    assert len(reminders(desk)) == 1  # four weeks before nothing is due


def test_after_the_deadline_the_silent_are_chased_and_superiors_told_once(
    desk: Desk, waiting: StageAttempt
) -> None:
    due = waiting.due_at
    assert due is not None
    factories.add(desk, factories.contact(ContactKind.OFFICE, email="own@city.example"))
    factories.add(desk, factories.approver("黄示例", "office_head", "head@city.example"))

    for days in (0, 1, 5, 6, 8, 40):  # the first of May is in between
        remind(factories.at(desk, due + timedelta(days=days, hours=16)), 3)

    told = [(x.message, x.to_address) for x in letters_of(desk.session)]
    assert told == [
        ("overdue", "6@city.example"),
        ("overdue", "6@city.example"),
        ("overdue", "6@city.example"),
        ("escalation", "own@city.example"),
        ("overdue", "6@city.example"),
        ("escalation", "head@city.example"),
    ]


def test_after_ten_days_off_one_letter_catches_up(desk: Desk, waiting: StageAttempt) -> None:
    assert waiting.due_at is not None
    factories.add(desk, factories.contact(ContactKind.OFFICE, email="own@city.example"))
    remind(factories.at(desk, waiting.due_at - timedelta(hours=1)), 3)

    remind(factories.at(desk, waiting.due_at + timedelta(days=10)), 3)

    assert [(x.message, x.to_address) for x in letters_of(desk.session)] == [
        ("reminder", "6@city.example"),
        ("overdue", "6@city.example"),
        ("escalation", "own@city.example"),
    ]


def test_silence_outlasts_the_closing_and_ends_with_an_officers_choice(
    desk: Desk, waiting: StageAttempt
) -> None:
    assert waiting.due_at is not None
    waiting.phase = Phase.DECIDING
    later = factories.at(desk, waiting.due_at + timedelta(hours=1))
    remind(later, 3)
    (key, silence), *others = silences_of(desk.session, 3).items()
    assert (key, others) == ("3/eligibility/1/inquiry/department/市生态环境局", [])
    assert silence.id is not None

    with pytest.raises(ActionRefused, match="经办人姓名和理由"):
        close_silence(later, 3, silence.id, choice="不再等待", officer="", reason="电话确认")
    sentence = close_silence(
        later, 3, silence.id, choice="不再等待", officer="覃示例", reason="电话确认不再反馈"
    )

    assert "不再催办" in sentence
    assert duties_of(later, waiting) == []
    assert remind(factories.at(desk, waiting.due_at + timedelta(days=40)), 3) == 0
    closed = [e for e in events_of(desk.session, 3) if e.action == "silence.closed"]
    assert [(e.actor, e.facts["reason"]) for e in closed] == [("覃示例", "电话确认不再反馈")]
    with pytest.raises(ActionRefused, match="已由覃示例了结"):
        close_silence(later, 3, silence.id, choice="已另行收到", officer="某", reason="重复")


def test_only_a_matter_of_the_edition_can_be_closed(desk: Desk) -> None:
    with pytest.raises(UnknownSubject, match="没有编号为99的逾期事项"):
        close_silence(desk, 3, 99, choice="不再等待", officer="覃示例", reason="电话确认")


def test_a_deadline_cannot_be_moved_into_the_past(desk: Desk, waiting: StageAttempt) -> None:
    with pytest.raises(WrongMoment, match="已经过去"):
        move_deadline(desk, waiting, desk.at - timedelta(days=1), actor="覃示例", reason="误填日期")
