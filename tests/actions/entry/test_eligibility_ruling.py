"""What the decision on the qualification review settles, row by row."""

import pytest

from actions.entry.eligibility_ruling import (
    Silence,
    Verdict,
    Verdicts,
    rows_in_eligibility,
    ruling_in_eligibility,
)
from actions.errors import ActionRefused
from models.application import ApplicationState
from models.edition import Phase, StageAttempt
from runtime.desk import Desk
from tests.actions import factories as make
from tests.documents.forms import factories as forms


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """One accepted applicant whom nobody was asked about: a person has to look."""
    make.attempt(desk, "intake", phase=Phase.APPROVED)
    form = forms.application(former_names=()).model_dump(mode="json")
    make.add(desk, make.application("S001", state=ApplicationState.ACCEPTED, form=form))
    return make.attempt(desk, "eligibility", phase=Phase.DECIDING)


def _verdict(ref: str, word: str = "合格") -> Verdict:
    return Verdict.model_validate({"ref": ref, "verdict": word, "reason": "经核对"})


def test_who_is_pending_has_a_row_that_must_be_filled_in(desk: Desk, attempt: StageAttempt) -> None:
    (row,) = [one for one in rows_in_eligibility(desk, attempt) if one.field == "verdicts"]

    assert (dict(row.fixed), row.must) == ({"ref": "S001"}, True)
    assert row.facts["建议"] == "待人工确认"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Verdicts(), "还须逐家裁定：S001"),
        (Verdicts(verdicts=(_verdict("S001"), _verdict("S001"))), "填了不止一行"),
        (Verdicts(verdicts=(_verdict("S001"), _verdict("S009"))), "S009不在待裁定之列"),
        (
            Verdicts(departments=(Silence(name="某局", accepted=True, reason="理由"),)),
            "某局不是逾期未反馈的部门",
        ),
    ],
)
def test_what_is_lacking_or_strange_is_refused(
    desk: Desk, attempt: StageAttempt, said: Verdicts, sentence: str
) -> None:
    with pytest.raises(ActionRefused, match=sentence):
        ruling_in_eligibility(desk, attempt, said)


def test_a_verdict_is_kept_with_its_reason(desk: Desk, attempt: StageAttempt) -> None:
    ruled = ruling_in_eligibility(desk, attempt, Verdicts(verdicts=(_verdict("S001", "不合格"),)))

    assert ruled["results"] == {"S001": {"eligible": False, "reason": "经核对"}}
