"""``zhijiang status``: what it says of an edition that is not there."""

import pytest

from tests.cli.conftest import Zhijiang


@pytest.mark.usefixtures("installation")
def test_an_edition_that_is_not_there_is_named_in_a_sentence(zhijiang: Zhijiang) -> None:
    answer = zhijiang("status", "--edition", "99")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "没有第99届，请先用 open-edition 开启。\n"
