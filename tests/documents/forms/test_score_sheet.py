import io

import openpyxl  # type: ignore[import-untyped]
import pytest

from documents.forms.score_sheet import (
    BlankItem,
    BlankSheet,
    blank_score_sheet,
    read_score_sheet,
    write_score_sheet,
)
from documents.sheets.problems import FormRefused
from tests.documents.forms import factories
from tests.documents.forms.editing import with_cells

NAME = "评分表-E01.xlsx"


def blank(stage: str = "document-review") -> bytes:
    items = tuple(
        BlankItem(number=number, name=name, points=points)
        for number, name, points in factories.ITEMS
    )
    return blank_score_sheet(
        edition=3,
        stage=stage,  # type: ignore[arg-type]
        panel=1,
        reviewer="E01",
        reviewer_name="宁建平",
        criteria="gbt19580-2012",
        applicants=[BlankSheet(ref="S001", applicant="钦州市临海重工有限公司", items=items)],
    )


def test_missing_score_is_named_and_never_a_zero() -> None:
    data = with_cells(write_score_sheet(factories.score_workbook()), "S002", D10=None)

    read = read_score_sheet(data, NAME)

    assert [sheet.ref for sheet in read.sheets] == ["S001"]
    assert [problem.sentence for problem in read.problems] == [
        (
            "文件“评分表-E01.xlsx”的工作表“S002”单元格D10（得分百分比）"
            "未填写，请填写0至100之间5的倍数。"
        )
    ]


def test_percentage_above_a_hundred_is_named() -> None:
    data = with_cells(write_score_sheet(factories.score_workbook()), "S001", D9=105)

    read = read_score_sheet(data, NAME)

    assert [(problem.sheet, problem.cell) for problem in read.problems] == [("S001", "D9")]


def test_item_listed_twice_is_named() -> None:
    data = with_cells(write_score_sheet(factories.score_workbook()), "S001", A10="4.1.2")

    assert [problem.sentence for problem in read_score_sheet(data, NAME).problems] == [
        "文件“评分表-E01.xlsx”的工作表“S001”中条款4.1.2出现不止一次，请每条只保留一行。"
    ]


def test_workbook_without_a_complete_sheet_is_refused() -> None:
    with pytest.raises(FormRefused) as refused:
        read_score_sheet(blank(), NAME)

    assert [problem.cell for problem in refused.value.problems] == ["D9", "D10", "D11"]
    assert refused.value.partial["reviewer"] == "E01"


def test_change_on_site_needs_a_reason() -> None:
    data = with_cells(write_score_sheet(factories.site_workbook()), "S001", D9=60)

    with pytest.raises(FormRefused) as refused:
        read_score_sheet(data, NAME)

    assert [problem.sentence for problem in refused.value.problems] == [
        (
            "文件“评分表-E01.xlsx”的工作表“S001”单元格H9（改变理由）"
            "未填写，得分百分比与资料评审相差5个百分点及以上的须说明理由。"
        )
    ]


def test_only_cells_to_be_filled_in_can_be_changed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank()))["S001"]

    unlocked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }

    assert sheet.protection.sheet
    assert unlocked == {"B5", "B6"} | {f"{column}{row}" for column in "DEF" for row in (9, 10, 11)}


def test_percentages_are_offered_as_a_list() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank()))["S001"]

    rules = [rule for rule in sheet.data_validations.dataValidation if "D9" in rule.sqref]

    assert [rule.formula1 for rule in rules] == [
        '"0,5,10,15,20,25,30,35,40,45,50,55,60,65,70,75,80,85,90,95,100"'
    ]
