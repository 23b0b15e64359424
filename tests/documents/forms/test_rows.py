"""Rows that do not depend on each other: the good ones stand, each bad one is named."""

import pytest

from documents.forms.after_declaration import read_after_declaration, write_after_declaration
from documents.forms.applicants import Applicant
from documents.forms.channels import blank_channels, read_channels
from documents.forms.city_reply import blank_city_reply, read_city_reply
from documents.forms.contacts import read_contacts, write_contacts
from documents.forms.declaration import blank_declaration, read_declaration, write_declaration
from documents.forms.history import History, read_history, write_history
from documents.forms.investigation import blank_investigation, read_investigation
from documents.forms.objections import read_objections, write_objections
from documents.forms.opinions import blank_opinions, read_opinions
from documents.forms.reply import blank_reply, read_reply, write_reply
from documents.forms.reviewers import read_reviewers, write_reviewers
from documents.forms.verification import (
    blank_verification,
    read_verification,
    write_verification,
)
from documents.sheets.problems import FormProblem, FormRefused
from tests.documents.forms import factories
from tests.documents.forms.editing import with_cells

APPLICANTS = [
    Applicant(ref=factories.FIRST[0], name=factories.FIRST[1], uscc="91450700MA5XAAAA0W"),
    Applicant(ref=factories.SECOND[0], name=factories.SECOND[1], uscc="93450721MA5XAAAA7R"),
]


def places(problems: tuple[FormProblem, ...]) -> list[tuple[str, str]]:
    return [(problem.sheet, problem.cell) for problem in problems]


def test_reply_without_an_opinion_is_silence_and_the_other_line_stands() -> None:
    data = with_cells(write_reply(factories.reply()), "部门意见", D9=None)

    read = read_reply(data, "反馈.xlsx")

    assert read.lines == factories.reply().lines[1:]
    assert [problem.sentence for problem in read.problems] == [
        "文件“反馈.xlsx”的工作表“部门意见”单元格D9（意见）未填写，请填写意见。"
    ]


def test_a_reply_form_sent_out_before_it_had_a_column_for_levels_is_read() -> None:
    data = with_cells(write_reply(factories.reply()), "部门意见", I8=None)

    assert read_reply(data, "反馈.xlsx") == factories.reply()


def test_objection_of_a_department_needs_facts() -> None:
    data = with_cells(write_reply(factories.reply()), "部门意见", F10=None)

    assert places(read_reply(data, "反馈.xlsx").problems) == [("部门意见", "F10")]


def test_blank_reply_is_refused_with_every_line_named() -> None:
    data = blank_reply(edition=3, department="市生态环境局", applicants=APPLICANTS)

    with pytest.raises(FormRefused) as refused:
        read_reply(data, "反馈.xlsx")

    assert places(refused.value.problems) == [
        ("部门意见", "B5"),
        ("部门意见", "B6"),
        ("部门意见", "D9"),
        ("部门意见", "D10"),
    ]
    assert refused.value.partial == {"edition": 3, "department": "市生态环境局"}


def test_reply_about_nobody_is_refused() -> None:
    data = write_reply(factories.reply().model_copy(update={"lines": ()}))

    with pytest.raises(FormRefused, match="没有填写任何一行"):
        read_reply(data, "反馈.xlsx")


def test_condition_that_is_none_is_named() -> None:
    data = with_cells(write_reply(factories.reply()), "部门意见", E10="环保")

    assert [problem.sentence for problem in read_reply(data, "反馈.xlsx").problems] == [
        (
            "文件“反馈.xlsx”的工作表“部门意见”单元格E10（涉及的申报条件）"
            "中的“环保”不是条件编号，请按下发的表样填写，多项以顿号分隔。"
        )
    ]


def test_verification_line_without_evidence_is_named() -> None:
    data = with_cells(write_verification(factories.verification()), "核实情况", E10=None)

    read = read_verification(data, "核实.xlsx")

    assert (len(read.lines), places(read.problems)) == (1, [("核实情况", "E10")])


def test_blank_verification_asks_for_each_applicant_and_condition() -> None:
    data = blank_verification(
        edition=3, verifier="评价中心", applicants=APPLICANTS, conditions=("13(3)", "13(4)")
    )

    with pytest.raises(FormRefused) as refused:
        read_verification(data, "核实.xlsx")

    assert len([one for one in refused.value.problems if one.cell.startswith("D")]) == 4


def test_declaration_leaves_no_applicant_out() -> None:
    data = with_cells(write_declaration(factories.declaration()), "回避声明", C12=None, D11=None)

    with pytest.raises(FormRefused) as refused:
        read_declaration(data, "声明.xlsx")

    assert places(refused.value.problems) == [("回避声明", "D11"), ("回避声明", "C12")]


def test_blank_declaration_is_not_a_declaration() -> None:
    data = blank_declaration(edition=3, panel=1, reviewer="E02", name="苏文", applicants=APPLICANTS)

    with pytest.raises(FormRefused) as refused:
        read_declaration(data, "声明.xlsx")

    assert places(refused.value.problems) == [
        ("回避声明", "C11"),
        ("回避声明", "C12"),
        ("回避声明", "B7"),
        ("回避声明", "B8"),
    ]


def test_bad_objection_does_not_lose_the_good_one() -> None:
    data = with_cells(
        write_objections(factories.objections()), "异议登记", B4="昨天", H4=None, F5="佚名"
    )
    good = with_cells(write_objections(factories.objections()), "异议登记", F5="佚名")

    read = read_objections(data, "异议.xlsx")

    assert (read.rows, places(read.problems)) == (
        (),
        [("异议登记", "B4"), ("异议登记", "H4"), ("异议登记", "F5")],
    )
    assert read_objections(good, "异议.xlsx").rows == factories.objections()[:1]


def test_blank_rows_of_the_publicity_forms_are_each_asked_for() -> None:
    investigation = read_investigation(blank_investigation(["Y001", "Y002"]), "调查.xlsx")
    opinions = read_opinions(blank_opinions(["Y001"], ["覃国华", "韦敏"]), "意见.xlsx")
    channels = read_channels(blank_channels(["市人民政府门户网站"]), "公示.xlsx")

    assert places(investigation.problems)[:4] == [
        ("调查核实", "B4"),
        ("调查核实", "C4"),
        ("调查核实", "D4"),
        ("调查核实", "E4"),
    ]
    assert places(opinions.problems) == [("书面意见", c) for c in ("C4", "E4", "C5", "E5")]
    assert places(channels.problems) == [("公示发布", "B4"), ("公示发布", "C4")]


def test_city_reply_decides_every_name() -> None:
    data = blank_city_reply(edition=3, applicants=APPLICANTS)

    with pytest.raises(FormRefused) as refused:
        read_city_reply(with_cells(data, "批复", C9="同意"), "批复.xlsx")

    assert places(refused.value.problems) == [
        ("批复", "C10"),
        ("批复", "B4"),
        ("批复", "B5"),
        ("批复", "B6"),
    ]


def test_missing_column_is_named() -> None:
    data = with_cells(write_contacts(factories.contacts()), "通讯录", D3="邮件")

    with pytest.raises(FormRefused) as refused:
        read_contacts(data, "通讯录.xlsx")

    assert str(refused.value) == (
        "文件“通讯录.xlsx”的工作表“通讯录”缺少“电子邮箱”列，请使用下发的表样。"
    )


def test_columns_may_change_places() -> None:
    data = write_contacts(factories.contacts())
    moved = with_cells(data, "通讯录", E3="电子邮箱*", D3="电话", D4=None, E4="q@county.example")

    with pytest.raises(FormRefused) as refused:
        read_contacts(moved, "通讯录.xlsx")

    assert places(refused.value.problems) == [("通讯录", "E5")]


def test_bad_address_is_named() -> None:
    data = with_cells(write_contacts(factories.contacts()), "通讯录", D5="eco＠city", F4="钦南")

    with pytest.raises(FormRefused) as refused:
        read_contacts(data, "通讯录.xlsx")

    assert [problem.sentence for problem in refused.value.problems] == [
        "文件“通讯录.xlsx”的工作表“通讯录”单元格F4（行政区划代码）应为6位行政区划代码，如450702。",
        "文件“通讯录.xlsx”的工作表“通讯录”单元格D5（电子邮箱）不是有效的电子邮箱地址，请核对。",
    ]


def test_reviewer_numbers_are_unique_and_interests_belong_to_someone() -> None:
    twice = with_cells(write_reviewers(factories.pool()), "评审员", A5="E01")
    stranger = with_cells(write_reviewers(factories.pool()), "利害关系", A4="E09")

    with pytest.raises(FormRefused, match="中编号E01重复"):
        read_reviewers(twice, "评审员库.xlsx")
    with pytest.raises(FormRefused, match="中的评审员编号E09不在“评审员”表内"):
        read_reviewers(stranger, "评审员库.xlsx")


def test_interest_that_ends_before_it_begins_is_named() -> None:
    data = with_cells(write_reviewers(factories.pool()), "利害关系", F4="2020-01-01")

    with pytest.raises(FormRefused) as refused:
        read_reviewers(data, "评审员库.xlsx")

    assert places(refused.value.problems) == [("利害关系", "F4")]


def test_prize_listed_twice_is_refused() -> None:
    prizes = factories.history().prizes

    with pytest.raises(FormRefused, match="同一奖项出现不止一次"):
        read_history(write_history(History(prizes=prizes * 2)), "历届.xlsx")


def test_bar_that_ends_before_it_begins_is_named() -> None:
    data = with_cells(write_history(factories.history()), "禁止申报", F4="2021-01-01")

    with pytest.raises(FormRefused) as refused:
        read_history(data, "历届.xlsx")

    assert places(refused.value.problems) == [("禁止申报", "F4")]


def test_after_declaration_loses_bad_lines_only() -> None:
    data = write_after_declaration(factories.after_declaration())

    form = read_after_declaration(with_cells(data, "评审后声明", C13=None), "声明.xlsx")

    assert [line.ref for line in form.lines] == ["S001"]
    assert [problem.cell for problem in form.problems] == ["C13"]


@pytest.mark.parametrize(
    ("cells", "told"), [({"B8": "是"}, "下面有单位填“有”"), ({"C12": "无"}, "逐家写明")]
)
def test_after_declaration_does_not_contradict_itself(cells: dict[str, str], told: str) -> None:
    data = write_after_declaration(factories.after_declaration())

    with pytest.raises(FormRefused, match=told):
        read_after_declaration(with_cells(data, "评审后声明", **cells), "声明.xlsx")
