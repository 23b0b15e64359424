"""Every question there is, by its key."""

import pytest

from actions.deciding.gates import spec_of
from actions.errors import UnknownSubject
from models.edition import Phase
from runtime.desk import Desk
from tests.actions import factories as make


@pytest.mark.parametrize(
    "key",
    [
        "", "gate", "3", "3/gate", "3/intake/1", "3/intake/2/gate", "03/intake/1/gate",
        "3/intake/01/gate", "3/intake/１/gate", "9/intake/1/gate", "3/../1/gate", "3/case/1/gate",
        "3/case/1/check/x/gate", "3/matter/1/gate", "3/recusal/0/gate", "3/recusal/-1/gate",
        "3/reopening/1/gate", "3/report/1/gate", "3/late-permit/1/gate", "3/intake/1/x/gate",
    ],
)  # fmt: skip
def test_what_is_no_question_is_none(desk: Desk, key: str) -> None:
    make.attempt(desk, "intake", phase=Phase.DECIDING)

    with pytest.raises(UnknownSubject):
        spec_of(desk, key)
