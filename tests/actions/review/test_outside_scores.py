from decimal import Decimal
from fractions import Fraction

import pytest

from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.review.outside_scores import (
    ask_for_scores,
    lacking,
    outside_scores,
    owed_outside,
    take_outside_scores,
)
from documents.forms.outside_scores import OutsideScore, OutsideScores, read_outside_scores
from documents.sheets.problems import FormRefused
from models.application import ApplicationState
from models.edition import Edition, Phase, StageAttempt
from models.outbox import letters_of
from models.people import ContactKind
from runtime.desk import Desk
from tests.actions import factories
from tests.documents.forms.factories import outside_scores as form
from tests.rules.packs import pack

REFS = ("S001", "S002")
JINING = pack("modelled-jining")


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """A site review of two applicants where a survey counts too."""
    edition = desk.session.get(Edition, 3)
    assert edition is not None
    edition.policy_json, edition.policy_sha256 = JINING.canonical_json(), JINING.sha256
    for ref in REFS:
        factories.add(desk, factories.application(ref, state=ApplicationState.SHORTLISTED))
    factories.add(desk, factories.contact(ContactKind.OFFICE))
    return factories.attempt(desk, "site-review")


def take(desk: Desk, own: OutsideScores) -> list[str]:
    lines = take_outside_scores(desk, 3, own, source="外部得分表.xlsx", sha256="a" * 64)
    return [line.sentence for line in lines]


def one(ref: str, score: int) -> OutsideScores:
    return form(lines=(OutsideScore(ref=ref, name=ref, score=Decimal(score)),))


def test_scores_are_asked_for_owed_and_taken(desk: Desk, attempt: StageAttempt) -> None:
    ask_for_scores(desk, attempt)
    (letter,) = letters_of(desk.session, 3)
    sent = desk.files.fetch(letter.attachments[0]["sha256"])
    (owed,) = owed_outside(desk, attempt)

    assert sent.startswith(b"PK")
    assert owed.matter == "报送社会满意度调查得分（2家）"
    assert take(desk, form()) == ["已收社会满意度调查得分2家。"]
    assert take(desk, form()) == ["社会满意度调查得分已收，内容相同。"]
    assert owed_outside(desk, attempt) == []
    assert outside_scores(desk, 3) == {"survey": {"S001": Fraction("812.5"), "S002": Fraction(640)}}


def test_other_scores_replace_the_former_until_the_decision(
    desk: Desk, attempt: StageAttempt
) -> None:
    take(desk, form())
    attempt.phase = Phase.DECIDING

    take(desk, one("S001", 500))

    assert outside_scores(desk, 3)["survey"]["S001"] == 500


def test_a_missing_score_is_never_a_zero(desk: Desk, attempt: StageAttempt) -> None:  # noqa: ARG001
    take(desk, one("S001", 500))

    assert lacking(desk, 3) == {"survey": ["S002"]}


@pytest.mark.parametrize(
    ("own", "error", "sentence"),
    [
        (form(edition=4), UnknownSubject, "属于第4届"),
        (form(component="defence"), UnknownSubject, "没有名为“defence”的外部得分项"),
        (one("S009", 500), UnknownSubject, "S009不在本阶段的评审名单内"),
        (one("S001", 1001), ActionRefused, "超过满分1000分"),
    ],
)
def test_scores_that_cannot_be_are_refused(
    desk: Desk,
    attempt: StageAttempt,  # noqa: ARG001
    own: OutsideScores,
    error: type[Exception],
    sentence: str,
) -> None:
    with pytest.raises(error, match=sentence):
        take(desk, own)

    assert outside_scores(desk, 3) == {"survey": {}}


def test_scores_after_the_decision_come_too_late(desk: Desk, attempt: StageAttempt) -> None:
    attempt.phase = Phase.APPROVED

    with pytest.raises(WrongMoment, match="“现场答辩”进行期间报送"):
        take(desk, form())


def test_the_form_that_was_sent_asks_for_every_applicant(desk: Desk, attempt: StageAttempt) -> None:
    ask_for_scores(desk, attempt)
    (letter,) = letters_of(desk.session, 3)
    blank = desk.files.fetch(letter.attachments[0]["sha256"])

    with pytest.raises(FormRefused) as refused:
        read_outside_scores(blank, "外部得分表.xlsx")
    assert [p.cell for p in refused.value.problems if "（得分）" in p.sentence] == ["C10", "C11"]
