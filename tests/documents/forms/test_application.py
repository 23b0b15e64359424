import io
from datetime import date

import openpyxl  # type: ignore[import-untyped]
import pytest

from documents.forms.application import (
    blank_application,
    read_application,
    write_application,
)
from documents.sheets.problems import FormRefused
from tests.documents.forms import factories
from tests.documents.forms.editing import saved, with_cells

NAME = "申报表.xlsx"


def refusal(data: bytes) -> FormRefused:
    with pytest.raises(FormRefused) as refused:
        read_application(data, NAME, years=(2023, 2024, 2025))
    return refused.value


def test_application_of_the_years_asked_for_is_read() -> None:
    data = write_application(factories.application())

    assert read_application(data, NAME, years=(2023, 2024, 2025)) == factories.application()


def test_every_problem_is_named_at_once_with_its_cell() -> None:
    data = write_application(factories.application())
    data = with_cells(data, "基本信息", B5="9145", B8="去年", B16=None)
    data = with_cells(data, "推荐意见", B5="同意", B7=None)
    data = with_cells(data, "三年数据", A4=2022)

    refused = refusal(data)

    assert [(problem.sheet, problem.cell) for problem in refused.problems] == [
        ("三年数据", ""),
        ("推荐意见", "B5"),
        ("推荐意见", "B7"),
        ("基本信息", "B8"),
        ("基本信息", "B16"),
        ("基本信息", "B5"),
    ]
    assert refused.problems[-1].sentence == (
        "文件“申报表.xlsx”的工作表“基本信息”单元格B5（统一社会信用代码）"
        "应为18位统一社会信用代码，请按营业执照填写。"
    )


def test_refusal_carries_what_is_needed_to_answer() -> None:
    data = with_cells(write_application(factories.application()), "基本信息", B8="去年")

    partial = refusal(data).partial

    assert partial["name"] == "钦州市临海重工有限公司"
    assert partial["contact_email"] == "hcy@linhai.example"


def test_blank_application_is_refused_with_every_required_cell() -> None:
    refused = refusal(blank_application((2023, 2024, 2025)))

    cells = {(problem.sheet, problem.cell) for problem in refused.problems}
    assert ("基本信息", "B3") in cells
    assert ("声明", "B3") in cells
    assert ("三年数据", "Q4") in cells


def test_missing_sheet_is_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_application(factories.application())))
    del book["声明"]

    assert [problem.sentence for problem in refusal(saved(book)).problems] == [
        "文件“申报表.xlsx”缺少工作表“声明”，请使用下发的表样，不要删除或改名。"
    ]


def test_accidents_declared_but_not_listed_are_asked_for() -> None:
    data = with_cells(write_application(factories.application()), "质量与合规", B5="是")

    assert [(problem.cell, problem.sentence) for problem in refusal(data).problems] == [
        (
            "B5",
            (
                "文件“申报表.xlsx”的工作表“质量与合规”单元格B5（近3年内有无事故）"
                "与下表不一致，有事故的须逐项列明，没有的不列。"
            ),
        )
    ]


def test_application_serialises_for_the_record() -> None:
    form = factories.application()

    kept = form.model_dump(mode="json")

    assert kept["established_on"] == date(2009, 5, 18).isoformat()
    assert type(form).model_validate(kept) == form
