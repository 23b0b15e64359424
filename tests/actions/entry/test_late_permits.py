"""One applicant may come late, by somebody's decision; nobody else may (art. 15)."""

from datetime import timedelta

import pytest

from actions.entry import intake, late_permits
from actions.entry.packages import receive_package
from actions.errors import ActionRefused, WrongMoment
from models.application import ApplicationState, find_application
from models.corrections import LatePermit
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.packages import FIRST, SECOND, package


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    return make.attempt(desk, "intake")


def _after(desk: Desk, attempt: StageAttempt, **later: int) -> Desk:
    assert attempt.due_at is not None
    return make.at(desk, attempt.due_at + timedelta(**later))


def _permit(desk: Desk, attempt: StageAttempt, *, uscc: str = FIRST) -> LatePermit:
    assert attempt.due_at is not None
    row = late_permits.request(
        desk, 3, uscc=uscc, name="钦州示例有限公司", until=attempt.due_at + timedelta(days=2),
        reason="台风致交通中断", actor="覃示例", run_id=f"run-{uscc}",
    )  # fmt: skip
    late_permits.grant(desk, 3, row.number)
    return row


def test_article_15_who_has_leave_comes_late_and_nobody_else(
    desk: Desk, attempt: StageAttempt
) -> None:
    _permit(desk, attempt)
    late = _after(desk, attempt, days=1)

    receive_package(late, 3, package(uscc=FIRST), "一")
    receive_package(late, 3, package(uscc=SECOND), "二")

    states = [find_application(desk.session, 3, ref) for ref in ("S001", "S002")]
    assert [row.state for row in states if row] == [
        ApplicationState.RECEIVED,
        ApplicationState.REFUSED,
    ]


def test_after_the_leave_has_run_out_it_is_late(desk: Desk, attempt: StageAttempt) -> None:
    _permit(desk, attempt)

    receive_package(_after(desk, attempt, days=3), 3, package(uscc=FIRST), "一")

    row = find_application(desk.session, 3, "S001")
    assert row is not None
    assert [one["code"] for one in row.refusals] == ["late"]


def test_intake_waits_for_who_has_leave_until_they_have_come(
    desk: Desk, attempt: StageAttempt
) -> None:
    permit = _permit(desk, attempt)

    assert late_permits.awaited_until(desk, attempt) == permit.until
    receive_package(_after(desk, attempt, hours=1), 3, package(uscc=FIRST), "一")
    assert late_permits.awaited_until(desk, attempt) is None


def test_what_was_refused_as_late_is_judged_again_and_shown_to_who_decides(
    desk: Desk, attempt: StageAttempt
) -> None:
    late = _after(desk, attempt, hours=1)
    receive_package(late, 3, package(uscc=FIRST), "一")
    attempt.phase, attempt.closed_at = Phase.DECIDING, attempt.due_at
    make.add(desk, attempt)

    _permit(late, attempt)
    intake.judge(late, attempt)

    evidence = intake.evidence_of_intake(late, attempt)
    assert evidence.facts["accepted"] == ["S001"]
    assert "台风致交通中断" in evidence.text
    assert letters_of(desk.session, 3)[-1].message == "correction-notice"


def test_once_the_list_is_decided_it_takes_a_reopening(desk: Desk, attempt: StageAttempt) -> None:
    attempt.phase = Phase.APPROVED
    make.add(desk, attempt)

    with pytest.raises(WrongMoment, match="重新进行"):
        _permit(desk, attempt)


def test_a_wrong_code_or_no_reason_is_refused(desk: Desk, attempt: StageAttempt) -> None:
    with pytest.raises(ActionRefused, match="统一社会信用代码"):
        _permit(desk, attempt, uscc="123")
    with pytest.raises(ActionRefused, match="理由"):
        late_permits.request(
            desk, 3, uscc=FIRST, name="甲", until=desk.at, reason=" ", actor="覃示例", run_id="r"
        )


def test_a_run_that_starts_again_asks_for_no_second_one(desk: Desk, attempt: StageAttempt) -> None:
    assert _permit(desk, attempt).number == _permit(desk, attempt).number == 1
