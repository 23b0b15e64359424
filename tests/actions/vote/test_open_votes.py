import pytest

from actions.errors import ActionRefused
from actions.vote.deliberation import close_deliberation, open_deliberation, owed_in_deliberation
from actions.vote.open_votes import votes_of_round
from actions.vote.tallies import take_tally
from documents.forms.tally import NamedVote, TallyForm
from models.application import ApplicationState
from models.audit import events_of
from models.deliberation import open_votes_of
from models.edition import Edition, StageAttempt
from models.people import ContactKind
from models.review import ReviewResult
from models.types import id_of
from rules.casting import Choice
from runtime.desk import Desk
from tests.actions import factories
from tests.actions.vote.test_deliberation import AWARD, NOMINATION, count
from tests.rules.packs import changed_pack

NAMES = [f"委员{number}" for number in range(1, 10)]
OPEN = changed_pack(("vote.toml", "secret = { value = true", "secret = { value = false"))


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """An open deliberation of a city whose committee votes by name, on six candidates."""
    edition = desk.session.get(Edition, 3)
    assert edition is not None
    edition.policy_json, edition.policy_sha256 = OPEN.canonical_json(), OPEN.sha256
    reviews = [factories.attempt(desk, stage) for stage in ("document-review", "site-review")]
    for number in range(1, 7):
        ref = f"S{number:03d}"
        factories.add(desk, factories.application(ref, state=ApplicationState.CANDIDATE))
        for review in reviews:
            result = ReviewResult(attempt_id=id_of(review), ref=ref, total="700", items={})
            factories.add(desk, result)
    for number in range(1, 10):
        factories.add(desk, factories.member(number))
    factories.add(desk, factories.contact(ContactKind.OFFICE))
    row = factories.attempt(desk, "deliberation")
    open_deliberation(desk, row)
    return row


def named(form: TallyForm) -> TallyForm:
    """The form with every member's vote: the first ones for a name, the others against."""
    votes = tuple(
        NamedVote(
            round=one.round, member=name, ref=line.ref, name=line.name,
            choice="同意" if place <= line.votes_for else "不同意",
        )
        for one in form.rounds
        for place, name in enumerate(NAMES, start=1)
        for line in one.lines
    )  # fmt: skip
    return form.model_copy(update={"votes": votes})


def take(desk: Desk, form: TallyForm) -> None:
    lines = take_tally(desk, 3, form, source="计票单.xlsx", sha256="a" * 64)
    assert all(line.ok for line in lines), lines


def test_the_count_form_asks_for_every_member(desk: Desk, attempt: StageAttempt) -> None:
    (owed,) = owed_in_deliberation(desk, attempt)

    assert "逐一登记委员的表决" in owed.request


def test_votes_by_name_are_kept_and_minuted(desk: Desk, attempt: StageAttempt) -> None:
    form = named(count(AWARD, NOMINATION))

    take(desk, form)
    take(desk, form)  # the same again changes nothing
    close_deliberation(desk, attempt)

    votes = votes_of_round(desk, attempt, 1)
    (first, _) = (e for e in events_of(desk.session) if e.action == "tally.recorded")
    assert len(votes) == 6 * 9
    assert [v.member for v in votes if (v.candidate, v.choice) == ("S006", Choice.FOR)] == ["委员1"]
    assert first.facts["votes"][8] == ["委员9", "同意：S001；不同意：S002、S003、S004、S005、S006"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (count(AWARD), "没有逐一登记委员的表决"),
        (
            named(count(AWARD)).model_copy(update={"votes": named(count(AWARD)).votes[1:]}),
            "逐一登记的是同意8",
        ),
        (
            named(count(AWARD)).model_copy(update={"votes": named(count(AWARD)).votes[:1] * 2}),
            "委员1对S001投了不止一票",
        ),
    ],
)
def test_votes_that_do_not_make_the_totals_are_refused_whole(
    desk: Desk, attempt: StageAttempt, form: TallyForm, sentence: str
) -> None:
    with pytest.raises(ActionRefused, match=sentence):
        take(desk, form)

    assert open_votes_of(desk.session, id_of(attempt)) == []


def test_a_stranger_cannot_vote(desk: Desk, attempt: StageAttempt) -> None:  # noqa: ARG001
    form = named(count(AWARD))
    stranger = form.votes[0].model_copy(update={"member": "王五"})

    with pytest.raises(ActionRefused, match="王五不是本届评审委员会委员"):
        take(desk, form.model_copy(update={"votes": (stranger, *form.votes[1:])}))
