from typing import Any

import pytest

from documents.forms.applicants import Applicant
from documents.forms.tally import BlankRound, blank_tally, read_tally, write_tally
from documents.sheets.problems import FormRefused
from tests.documents.forms import factories
from tests.documents.forms.editing import with_cells

NAME = "计票单.xlsx"


def refusals(sheet: str, **cells: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(FormRefused) as refused:
        read_tally(with_cells(write_tally(factories.tally()), sheet, **cells), NAME)
    return [
        (problem.sheet, problem.cell, problem.sentence.partition("）")[2])
        for problem in refused.value.problems
    ]


def test_votes_that_do_not_add_up_are_refused() -> None:
    assert refusals("第1轮", C12=14) == [
        ("第1轮", "B8", "与S001的同意、不同意、弃权、回避合计不符，请重新清点。")
    ]


def test_void_and_valid_ballots_make_up_the_returned_ones() -> None:
    assert refusals("第1轮", B9=0) == [
        ("第1轮", "B8", "与无效票数之和不等于收回票数，请重新清点。")
    ]


def test_more_ballots_than_were_issued_are_refused() -> None:
    assert refusals("第2轮决选", B7=19) == [("第2轮决选", "B7", "多于发出票数，请重新清点。")]


def test_more_members_than_there_are_cannot_be_present() -> None:
    assert refusals("会议", B6=22) == [("会议", "B6", "多于委员总数，请核对。")]
    assert refusals("会议", B6=17) == [("会议", "B6", "少于发出票数，请核对。")]


def test_missing_vote_is_never_a_zero() -> None:
    assert refusals("第1轮", D13=None, E13=-1) == [
        ("第1轮", "D13", "未填写，请填写不小于0的整数。"),
        ("第1轮", "E13", "填写的内容不符合要求，应为不小于0的整数。"),
    ]


def test_blank_tally_asks_for_every_number() -> None:
    candidates = (Applicant(ref="S001", name="钦州市临海重工有限公司"),)
    data = blank_tally(
        edition=3,
        appointed=21,
        rounds=[
            BlankRound(title="第一轮 市长质量奖", prize="award", candidates=candidates),
            BlankRound(title="第二轮 提名奖", prize="nomination", candidates=candidates),
        ],
    )

    with pytest.raises(FormRefused) as refused:
        read_tally(data, NAME)

    assert len(refused.value.problems) == 21
