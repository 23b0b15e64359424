"""Who is done or out is never written to, whatever the duty and however long the clock ticks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from actions.entry.packages import receive_package
from actions.reminding.deadlines import remind
from actions.reminding.duties import duties_in_edition
from actions.review.document_review import open_document_review
from models.application import ApplicationState, PastPrize, applications_of, find_application
from models.case import Case
from models.edition import Phase, attempts_of
from models.eligibility import Inquiry, InquiryKind
from models.outbox import OutboxMessage, letters_of
from models.panel import Seat, SeatState
from models.people import ContactKind
from models.publicity import Objection, WrittenOpinion
from models.types import id_of
from rules.cases import CasePhase
from runtime.desk import Desk
from tests.actions import factories, reviews
from tests.actions.conferred import conferred_edition
from tests.actions.packages import package
from tests.actions.proceedings import opened

A_DAY = timedelta(days=1)
APPLICANT = "hcy@linhai.example"
Out = Callable[[Desk], object]


def incomplete_package(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    gaps = package()
    del gaps["工艺说明.pdf"]
    receive_package(desk, 3, gaps, "一")


def county(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    factories.add(desk, factories.contact(ContactKind.COUNTY, email="county@city.example"))


def inquiry(desk: Desk) -> None:
    attempt = factories.attempt(desk, "eligibility")
    assert attempt.id is not None
    assert attempt.due_at is not None
    factories.add(
        desk,
        Inquiry(
            attempt_id=attempt.id, kind=InquiryKind.DEPARTMENT, office="市税务局", person="某同志",
            email="tax@city.example", due_at=attempt.due_at,
        ),
    )  # fmt: skip


def seat(desk: Desk) -> None:
    reviews.seat_panel(desk)
    attempts_of(desk.session, 3)[0].phase = Phase.WAITING


def sheets(desk: Desk) -> None:
    reviews.seat_panel(desk)
    open_document_review(desk, factories.attempt(desk, "document-review"))


def opinion(desk: Desk) -> None:
    attempt = factories.attempt(desk, "publicity")
    assert attempt.id is not None
    row = factories.add(
        desk,
        Objection(
            attempt_id=attempt.id, number="Y001", received_at=desk.at, ref="S001",
            objector="张三", is_real_name=True, matter="处罚未申报",
        ),
    )  # fmt: skip
    factories.add(
        desk,
        WrittenOpinion(
            objection_id=id_of(row), member="委员1", email="m01@committee.example",
            asked_at=desk.at, due_at=desk.at + 7 * A_DAY,
        ),
    )  # fmt: skip


def heard_case(desk: Desk) -> None:
    conferred_edition(desk)
    opened(desk, "S001", "fraud")


def set_state(ref: str, state: ApplicationState) -> Out:
    def change(desk: Desk) -> None:
        row = find_application(desk.session, 3, ref)
        assert row is not None
        row.state = state

    return change


def every_application(state: ApplicationState) -> Out:
    def change(desk: Desk) -> None:
        for row in applications_of(desk.session, 3):
            row.state = state

    return change


def answer(desk: Desk) -> None:
    desk.session.exec(select(Inquiry)).one().replied_at = desk.at


def leave_panel(state: SeatState) -> Out:
    def change(desk: Desk) -> None:
        query = select(Seat).where(Seat.reviewer == "E02")
        desk.session.exec(query).one().state = state

    return change


def hand_in(desk: Desk) -> None:
    reviews.hand_in(desk, reviews.workbook(desk, "E02", {"S001": 60, "S002": 50, "S003": 50}))


def write_opinion(desk: Desk) -> None:
    desk.session.exec(select(WrittenOpinion)).one().opinion = "同意"


def revoke(desk: Desk) -> None:
    for prize in desk.session.exec(select(PastPrize)):
        prize.revoked_on = desk.at.date()


def close_case(desk: Desk) -> None:
    desk.session.exec(select(Case)).one().phase = CasePhase.CLOSED
    revoke(desk)


COMPLETE = [
    pytest.param(incomplete_package, APPLICANT, out, id=f"completion {name}")
    for name, out in (
        ("handed in", lambda desk: receive_package(desk, 3, package(), "二")),
        ("withdrawn", every_application(ApplicationState.WITHDRAWN)),
    )
]
SHEETS = [
    pytest.param(sheets, "e02@reviewer.example", out, id=f"sheet {name}")
    for name, out in (
        ("handed in", hand_in),
        ("recused", leave_panel(SeatState.RECUSED)),
        ("replaced", leave_panel(SeatState.REPLACED)),
        ("all withdrawn", every_application(ApplicationState.WITHDRAWN)),
        ("all refused", every_application(ApplicationState.REFUSED)),
    )
]
SITUATIONS = [
    *COMPLETE,
    *SHEETS,
    pytest.param(county, "county@city.example", lambda d: receive_package(d, 3, package(), "一"),
                 id="county recommended"),
    pytest.param(inquiry, "tax@city.example", answer, id="reply given"),
    pytest.param(seat, "e02@reviewer.example", leave_panel(SeatState.RECUSED),
                 id="declaration recused"),
    pytest.param(opinion, "m01@committee.example", write_opinion, id="opinion written"),
    pytest.param(conferred_edition, "s001@applicant.example", revoke, id="fund report revoked"),
    pytest.param(heard_case, "s001@applicant.example", close_case, id="case closed"),
]  # fmt: skip


def awaited(desk: Desk) -> set[str]:
    return {one.address for part in duties_in_edition(desk, 3) for one in part.owed}


def chased(desk: Desk, address: str) -> int:
    """How many letters remind or chase while the clock ticks for more than a year."""
    before = {letter.id for letter in letters_of(desk.session)}
    for day in range(0, 400, 10):
        remind(factories.at(desk, desk.at + day * A_DAY), 3)
    found = desk.session.exec(select(OutboxMessage).where(OutboxMessage.to_address == address))
    return sum(one.id not in before and one.message in {"reminder", "overdue"} for one in found)


@pytest.mark.parametrize(("situation", "address", "_out"), SITUATIONS)
def test_who_owes_is_chased(desk: Desk, situation: Out, address: str, _out: Out) -> None:
    situation(desk)

    assert address in awaited(desk)
    assert chased(desk, address) > 0


@pytest.mark.parametrize(("situation", "address", "out"), SITUATIONS)
def test_who_is_done_or_out_is_never_written_to(
    desk: Desk, situation: Out, address: str, out: Out
) -> None:
    situation(desk)
    out(desk)
    desk.session.flush()

    assert address not in awaited(desk)
    assert chased(desk, address) == 0
