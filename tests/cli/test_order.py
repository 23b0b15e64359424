"""Ordering an action at the server's own keyboard."""

import json
from pathlib import Path

import pytest

from actions.people.enrolling import enrol
from models.order import unspent_orders
from runtime.desk import open_desk
from tests.cli.conftest import Zhijiang


@pytest.mark.usefixtures("installation")
def test_every_action_is_listed_and_says_what_it_must_be_told(zhijiang: Zhijiang) -> None:
    listed, form = zhijiang("order"), zhijiang("order", "move-deadline")

    assert "move-deadline  调整正在进行的阶段的截止时间" in listed.out
    assert list(json.loads(form.out)["properties"]) == ["届次", "阶段", "新截止时间", "理由"]
    assert zhijiang("order", "no-such").code == 2


@pytest.mark.usefixtures("installation")
def test_nothing_is_ordered_with_a_wrong_code(zhijiang: Zhijiang, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    told.write_text('{"届次": 3}', encoding="utf-8")
    with open_desk() as desk:
        enrol(desk, "覃示例", ["office"])

    answer = zhijiang("order", "edition-report", "--told", str(told), stdin="覃示例\n000000\n")

    assert (answer.code, "动态验证码不正确" in answer.err) == (2, True)
    with open_desk() as desk:
        assert unspent_orders(desk.session) == []
