from datetime import timedelta

from actions.edition.overview import counties_of, course_of, debts_of, funnel_of, newest_edition
from models.application import ApplicationState
from models.deliberation import Proposal
from models.edition import EditionState, Phase
from models.outbox import OutboxMessage
from models.people import ContactKind
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories


def test_the_newest_running_edition_comes_before_a_newer_one_in_preparation(desk: Desk) -> None:
    desk.session.add(factories.edition(number=4, state=EditionState.PREPARING))
    desk.session.add(factories.edition(number=5, state=EditionState.CANCELLED))
    desk.session.flush()

    assert newest_edition(desk) == 3


def test_each_stage_has_its_plan_and_what_came_of_it(desk: Desk) -> None:
    factories.attempt(desk, "intake")

    legs = {leg.stage: leg for leg in course_of(desk, 3)}

    assert legs["intake"].state == "进行中"
    assert legs["intake"].planned is not None
    assert legs["intake"].begun == desk.at.date()
    assert legs["intake"].days_left is not None
    assert legs["deliberation"].state == "未开始"
    assert legs["deliberation"].begun is None


def test_the_funnel_names_the_prizes_one_by_one(desk: Desk) -> None:
    factories.attempt(desk, "intake", phase=Phase.APPROVED)
    for ref in ("S001", "S002", "S003"):
        factories.add(desk, factories.application(ref))
    factories.add(desk, factories.application("S004", state=ApplicationState.REFUSED))
    meeting = factories.attempt(desk, "deliberation", phase=Phase.DECIDING)
    for rank, (prize, ref) in enumerate((("award", "S001"), ("nomination", "S002")), start=1):
        proposal = Proposal(
            edition=3, attempt_id=id_of(meeting), prize=prize, rank=rank, ref=ref, reason=""
        )
        factories.add(desk, proposal)

    steps = {step.title: step for step in funnel_of(desk, 3)}

    assert steps["收到申报"].count == 4
    assert steps["受理"].count == 3
    assert steps["资格审查合格"].count is None
    assert steps["建议名单"].detail == "1＋1"


def test_a_county_without_applicants_stands_beside_the_others(desk: Desk) -> None:
    factories.add(desk, factories.contact(ContactKind.COUNTY, name="灵山县办", region="450721"))
    factories.add(desk, factories.application("S001"))
    factories.add(desk, factories.edition(number=2))

    counties, before = counties_of(desk, 3)

    assert before == 2
    found = {one.name: (one.received, one.received_before) for one in counties}
    assert found["灵山县办"] == (0, 0)
    assert (1, 0) in found.values()


def test_what_is_owed_says_when_it_was_chased_last(desk: Desk) -> None:
    intake = factories.attempt(desk, "intake")
    factories.add(desk, factories.contact(ContactKind.COUNTY))
    (debt,) = debts_of(desk, 3)
    assert debt.reminded_at is None
    at = desk.at - timedelta(days=1)
    letter = OutboxMessage(
        key=f"{intake.key}/recommendation/450702/remind/2026-04-30/before-14", message="reminder",
        edition=3, to_name="", to_address="", subject="", text="", html="", queued_at=at,
        next_try_at=at,
    )  # fmt: skip
    factories.add(desk, letter)

    (debt,) = debts_of(desk, 3)

    assert debt.name == "钦南区质量强区办公室"
    assert debt.reminded_at == at
