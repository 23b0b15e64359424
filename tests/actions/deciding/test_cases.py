"""A case has a gate for whether it is established, one for the city, and one for each round."""

import pytest

from actions.award.approval import ReplyDetails
from actions.cases.ruling import FraudDetails
from actions.deciding.gates import spec_of
from actions.errors import UnknownSubject
from runtime.desk import Desk
from tests.actions.conferred import conferred_edition
from tests.actions.proceedings import opened


def test_the_gates_of_a_case_are_found_by_their_keys(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, "S001", "fraud")

    established = spec_of(desk, f"{row.key}/gate")
    asked = spec_of(desk, f"{row.key}/request/gate")
    checked = spec_of(desk, f"{row.key}/check/1/gate")

    assert established.details is FraudDetails
    assert (asked.role, asked.details) == ("government", ReplyDetails)
    assert checked.follows == "同意：结案；退回：继续办理"
    with pytest.raises(UnknownSubject):
        spec_of(desk, f"{row.key}/check/2/gate")
