"""What a user gets who starts the system and does nothing more, also after deaths and restarts."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from functools import partial
from itertools import count

import pytest

from models.edition import Phase, StageAttempt, attempts_of
from models.eligibility import Inquiry, InquiryKind
from models.types import SHANGHAI
from runtime.database import transaction
from runtime.desk import open_desk
from tests.actions import factories
from tests.start.conftest import PERIOD, Started, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(900)]
NUMBERS = count(31)
SOON = (12, 45, 180)  # seconds; a loaded machine may not have put the run to sleep in the first


def asked_department(due_in: timedelta) -> int:
    """An edition in which a department's reply is due in a moment; no run knows of it yet."""
    number = next(NUMBERS)
    with open_desk() as desk:
        due = desk.at + due_in
        factories.add(desk, factories.edition(number=number))
        row = StageAttempt(
            edition=number, stage="eligibility", attempt=1, phase=Phase.WAITING,
            started_at=desk.at, due_at=due,
        )  # fmt: skip
        attempt = factories.add(desk, row)
        assert attempt.id is not None
        factories.add(
            desk,
            Inquiry(
                attempt_id=attempt.id, kind=InquiryKind.DEPARTMENT, office=f"第{number}局",
                person="某同志", email=f"d{number}@city.example", due_at=due,
            ),
        )  # fmt: skip
    return number


def sleeping_stage(started: Started) -> int:
    """The edition of a stage whose run sleeps until the deadline, which comes in a moment."""
    for seconds in SOON:
        number = asked_department(timedelta(seconds=seconds))
        eventually(partial(sleeps_or_woke, started, number))
        if sleeps(started, number):
            return number
    raise AssertionError("no run went to sleep before its deadline")


def attempt_of(number: int) -> StageAttempt:
    with transaction() as session:
        return attempts_of(session, number)[0]


def sleeps(started: Started, number: int) -> bool:
    run = attempt_of(number).flow_run_id
    return bool(run) and started.history(str(run))[-1] == "AwaitingDeadline"


def sleeps_or_woke(started: Started, number: int) -> bool:
    return sleeps(started, number) or attempt_of(number).phase is Phase.DECIDING


def letters_to(started: Started, number: int) -> list[str]:
    """The subjects of what was delivered to that edition's department."""
    letters = [
        message_from_bytes(path.read_bytes(), policy=default)
        for path in sorted((started.home / "mail").rglob("*.eml"))
    ]
    return [str(one["Subject"]) for one in letters if f"d{number}@city.example" in str(one["To"])]


def await_clock(started: Started) -> dict[str, object]:
    """The first run since the start that the clock's schedule made and that came to its end."""
    wanted = {
        "state": {"type": {"any_": ["COMPLETED"]}},
        "expected_start_time": {"after_": started.begun.isoformat()},
    }

    def done() -> list[dict[str, object]]:
        return [run for run in started.runs("clock", **wanted) if run["auto_scheduled"]]

    eventually(lambda: bool(done()))
    return done()[0]


def await_deadline(started: Started, number: int) -> list[str]:
    """Until the stage has woken and asks for its decision; gives its run's states."""
    eventually(lambda: attempt_of(number).phase is Phase.DECIDING)
    return started.history(str(attempt_of(number).flow_run_id))


def test_the_clock_runs_by_its_schedule_within_two_of_its_periods(started: Started) -> None:
    first = await_clock(started)

    (planned, *_) = started.runs("clock")
    made, due = (datetime.fromisoformat(planned[k]) for k in ("created", "expected_start_time"))
    assert due - made <= timedelta(seconds=2 * PERIOD)
    assert first["id"] == planned["id"]


def test_the_next_edition_is_listed_as_upcoming(started: Started) -> None:
    upcoming = started.runs("open-edition", state={"name": {"any_": ["Scheduled"]}})

    days = [datetime.fromisoformat(one["expected_start_time"]) for one in upcoming]
    assert days
    assert {day.astimezone(SHANGHAI).strftime("%m-%d %H") for day in days} == {"03-01 09"}


def test_a_reminder_leaves_and_a_sleeping_stage_wakes_at_its_deadline(started: Started) -> None:
    number = sleeping_stage(started)
    eventually(lambda: len(letters_to(started, number)) == 1)

    states = await_deadline(started, number)

    eventually(lambda: len(letters_to(started, number)) == 2)  # at the deadline: it is silent
    assert "Woken" not in states


def test_all_goes_on_after_server_and_worker_were_killed(started: Started) -> None:
    number = sleeping_stage(started)
    started.begun = datetime.now(SHANGHAI)

    started.kill("server", "worker")

    await_clock(started)
    await_deadline(started, number)
    eventually(lambda: len(letters_to(started, number)) == 2)
    assert len(started.runs("open-edition")) > 0


def test_all_goes_on_after_a_restart(started: Started) -> None:
    number = sleeping_stage(started)

    started.down()
    started.up()

    await_clock(started)
    await_deadline(started, number)
    eventually(lambda: len(letters_to(started, number)) == 2)
    assert len(started.runs("open-edition")) > 0
