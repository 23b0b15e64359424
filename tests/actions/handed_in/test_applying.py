import pytest

from actions.errors import ActionRefused, WrongMoment
from actions.handed_in import applying
from models.applying import Draft
from runtime.desk import Desk
from tests.actions import factories
from tests.actions.packages import FIRST, SECOND, package

ME, OTHER = "li@company.example", "wang@company.example"


def _draft(desk: Desk) -> Draft:
    factories.attempt(desk, "intake")
    applying.register(desk, FIRST, "钦州示例有限公司", ME)
    desk.session.flush()
    applying.confirm(desk, ME)
    (draft,) = applying.drafts_of(desk, ME)
    return draft


def test_nobody_registers_while_no_intake_is_open(desk: Desk) -> None:
    with pytest.raises(WrongMoment, match="目前没有正在受理申报的届次"):
        applying.register(desk, FIRST, "钦州示例有限公司", ME)


def test_a_later_address_shares_the_draft_once_it_is_let_in(desk: Desk) -> None:
    draft = _draft(desk)
    applying.register(desk, FIRST, "钦州示例有限公司", OTHER)
    desk.session.flush()
    applying.confirm(desk, OTHER)
    assert applying.drafts_of(desk, OTHER) == []

    applying.invite(desk, draft, OTHER, by=ME)

    assert applying.drafts_of(desk, OTHER) == [draft]


def test_what_is_typed_is_kept_right_or_wrong_and_the_reader_says_what_is_open(desk: Desk) -> None:
    draft = _draft(desk)

    applying.save(desk, draft, "基本信息", {"name": "示例", "employees": "x"}, [], by=ME)

    said = [one.sentence for one in applying.problems_of(desk, draft)]
    assert any("员工人数" in one and "应为数字" in one for one in said)


def test_files_that_are_no_material_are_refused(desk: Desk) -> None:
    with pytest.raises(ActionRefused, match="里面是程序"):
        applying.add_file(desk, _draft(desk), b"MZ\x90", "自评报告.pdf", {}, by=ME)


def test_the_form_of_another_company_is_refused(desk: Desk) -> None:
    draft = _draft(desk)
    form = package(uscc=SECOND)["申报表.xlsx"]

    with pytest.raises(ActionRefused, match=f"代码是{SECOND}，与登记的{FIRST}不同"):
        applying.add_file(desk, draft, form, "申报表.xlsx", {}, by=ME)
    assert draft.files == []


def test_the_own_form_replaces_what_was_typed(desk: Desk) -> None:
    draft = _draft(desk)

    applying.add_file(desk, draft, package(uscc=FIRST)["申报表.xlsx"], "申报表.xlsx", {}, by=ME)

    assert [one["is_form"] for one in draft.files] == [True]
