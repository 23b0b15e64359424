"""What the decision on a case settles."""

import pytest

from actions.cases.ruling import ConductDetails, FraudDetails, ruling_on_case
from actions.errors import ActionRefused
from runtime.desk import Desk
from tests.actions.conferred import conferred_edition
from tests.actions.proceedings import FRAUD, opened


def with_parts(*parts: tuple[str, str]) -> dict[str, object]:
    return {**FRAUD, "instalments": [{"due_on": day, "yuan": yuan} for day, yuan in parts]}


def test_instalments_that_do_not_add_up_are_refused(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")

    for day, yuan in (("2026-05-01", "100000"), ("2026-05-01", "0.001"), ("2026-03-01", "300000")):
        wrong = FraudDetails.model_validate(with_parts((day, yuan)))
        with pytest.raises(ActionRefused, match="追缴分期"):
            ruling_on_case(desk, row, wrong)


def test_no_instalment_named_is_one_by_the_last_day(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")

    ruled = ruling_on_case(desk, row, FraudDetails.model_validate(FRAUD))

    assert [one["amount_fen"] for one in ruled["追缴分期"]] == [30_000_000]


def test_a_referral_is_kept_as_written(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")

    assert ruling_on_case(desk, row, ConductDetails(referral="市公安局")) == {
        "移送情况": "市公安局"
    }
