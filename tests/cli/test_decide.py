"""Deciding at the server's own keyboard."""

import pyotp
import pytest

from actions.deciding.decide import put_question
from actions.people.enrolling import enrol
from models.edition import Phase
from models.gate import decision_of
from runtime import keys
from runtime.desk import open_desk
from tests.actions import factories as make
from tests.cli.conftest import Zhijiang

KEY = "3/intake/1/gate"


def _asked() -> str:
    with open_desk() as desk:
        make.attempt(desk, "intake", phase=Phase.DECIDING)
        put_question(desk, KEY, "")
        return enrol(desk, "覃示例", ["office"])


@pytest.mark.usefixtures("installation")
def test_what_waits_is_listed_and_decided(zhijiang: Zhijiang) -> None:
    code = pyotp.TOTP(_asked()).at(keys.totp_time())

    listed = zhijiang("decide")
    decided = zhijiang("decide", KEY, stdin=f"同意\n名单无误\n覃示例\n{code}\n")

    assert listed.out.startswith(KEY)
    assert (decided.code, decided.err) == (0, "")
    assert "决定已写入。" in decided.out
    with open_desk() as desk:
        assert decision_of(desk.session, KEY) is not None
    assert zhijiang("decide").out == "没有待决事项。\n"


@pytest.mark.usefixtures("installation")
def test_another_word_decides_nothing(zhijiang: Zhijiang) -> None:
    _asked()

    answer = zhijiang("decide", KEY, stdin="好\n")

    assert (answer.code, answer.err) == (2, "决定只能写“同意”或“退回”，什么也没有写入。\n")
