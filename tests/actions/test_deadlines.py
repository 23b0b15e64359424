from datetime import timedelta

import pytest

from actions.attempts import move_deadline
from actions.deadlines import remind, tell_moved
from actions.errors import WrongMoment
from models.edition import Phase, StageAttempt
from models.eligibility import Inquiry, InquiryKind
from models.outbox import letters_of
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

    first, second = remind(later, waiting.id), remind(later, waiting.id)

    assert (first, second) == (1, 0)
    assert reminders(desk) == ["6@city.example"]


def test_steps_missed_while_the_system_was_off_are_caught_up_once(
    desk: Desk, waiting: StageAttempt
) -> None:
    assert waiting.id is not None
    assert waiting.due_at is not None

    remind(factories.at(desk, waiting.due_at - timedelta(hours=20)), waiting.id)

    assert len(reminders(desk)) == 1


def test_nobody_is_reminded_before_the_first_step_or_after_closing(
    desk: Desk, waiting: StageAttempt
) -> None:
    assert waiting.id is not None
    assert waiting.due_at is not None
    remind(factories.at(desk, waiting.due_at - timedelta(days=8)), waiting.id)
    waiting.phase = Phase.DECIDING

    remind(factories.at(desk, waiting.due_at - timedelta(days=1)), waiting.id)

    assert reminders(desk) == []


def test_a_moved_deadline_is_told_and_moves_its_reminders(
    desk: Desk, waiting: StageAttempt
) -> None:
    assert waiting.id is not None
    former = waiting.due_at
    assert former is not None
    remind(factories.at(desk, former - timedelta(days=1)), waiting.id)

    move_deadline(desk, waiting, former + timedelta(days=14), actor="覃示例", reason="道路中断")
    tell_moved(desk, waiting, former, "道路中断")
    remind(factories.at(desk, former), waiting.id)

    moved = [x for x in letters_of(desk.session) if x.message == "deadline-moved"]
    assert [x.to_address for x in moved] == ["6@city.example"]
    assert len(reminders(desk)) == 1  # a fortnight before nothing is due


def test_a_deadline_cannot_be_moved_into_the_past(desk: Desk, waiting: StageAttempt) -> None:
    with pytest.raises(WrongMoment, match="已经过去"):
        move_deadline(desk, waiting, desk.at - timedelta(days=1), actor="覃示例", reason="误填日期")
