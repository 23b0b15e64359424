"""A slip of the pen becomes a new version: old value, new value, who and why."""

import pytest

from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.reopening.record_correction import Slip, correct
from models.application import ApplicationState, find_application
from models.audit import events_of
from models.corrections import corrections_of
from models.edition import EditionState, Phase
from models.people import Reviewer
from runtime.desk import Desk
from tests.actions import factories as make


@pytest.fixture(autouse=True)
def applied(desk: Desk) -> None:
    make.add(desk, make.application(state=ApplicationState.ACCEPTED))


def _correct(desk: Desk, slip: Slip, *, dry_run: bool = False) -> list[str]:
    return correct(desk, 3, slip, reason="录入时漏字", actor="覃示例", dry_run=dry_run)


def _name(desk: Desk) -> str:
    row = find_application(desk.session, 3, "S001")
    assert row is not None
    return str(row.form["name"])


def test_the_new_version_says_old_new_who_and_why(desk: Desk) -> None:
    old = _name(desk)

    _correct(desk, Slip("申报", "S001", "组织名称", old, "钦州新名有限公司"))
    _correct(desk, Slip("申报", "S001", "组织名称", "钦州新名有限公司", "钦州新名股份有限公司"))

    row = find_application(desk.session, 3, "S001")
    assert row is not None
    assert (row.name, row.form["name"]) == ("钦州新名股份有限公司",) * 2
    kept = corrections_of(desk.session, 3, "application", "S001")
    assert [(one.number, one.former, one.value) for one in kept] == [
        (1, old, "钦州新名有限公司"),
        (2, "钦州新名有限公司", "钦州新名股份有限公司"),
    ]
    event = events_of(desk.session, 3)[-1]
    assert (event.action, event.actor, event.facts["reason"]) == (
        "record.corrected",
        "覃示例",
        "录入时漏字",
    )


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    old = _name(desk)

    said = _correct(desk, Slip("申报", "S001", "组织名称", old, "别的"), dry_run=True)

    assert said[0].startswith("将要")
    assert _name(desk) == old
    assert corrections_of(desk.session, 3) == []


def test_the_same_correction_again_is_none(desk: Desk) -> None:
    slip = Slip("申报", "S001", "联系人", "黄春燕", "黄春雁")
    old = find_application(desk.session, 3, "S001")
    assert old is not None
    slip = Slip("申报", "S001", "联系人", str(old.form["contact_name"]), "黄春雁")

    _correct(desk, slip)

    assert "没有变化" in _correct(desk, slip)[0]
    assert len(corrections_of(desk.session, 3)) == 1


def test_who_does_not_know_the_old_value_corrects_nothing(desk: Desk) -> None:
    with pytest.raises(ActionRefused, match="与所填原值"):
        _correct(desk, Slip("申报", "S001", "组织名称", "猜的", "新的"))


def test_a_value_that_cannot_be_is_refused(desk: Desk) -> None:
    row = find_application(desk.session, 3, "S001")
    assert row is not None
    slip = Slip("申报", "S001", "统一社会信用代码", row.form["uscc"], "123")

    with pytest.raises(ActionRefused, match="不能填入"):
        _correct(desk, slip)


def test_what_the_review_decided_on_takes_a_reopening(desk: Desk) -> None:
    make.attempt(desk, "eligibility", phase=Phase.APPROVED)
    row = find_application(desk.session, 3, "S001")
    assert row is not None
    slip = Slip("申报", "S001", "成立日期", str(row.form["established_on"]), "2010-01-01")

    with pytest.raises(WrongMoment, match="重新审查"):
        _correct(desk, slip)


def test_after_the_conferral_an_application_stays_as_it_is(desk: Desk) -> None:
    edition = desk.edition(3)
    edition.state = EditionState.CONFERRED
    make.add(desk, edition)

    with pytest.raises(WrongMoment):
        _correct(desk, Slip("申报", "S001", "组织名称", _name(desk), "新的"))


def test_people_are_corrected_by_their_number_or_name(desk: Desk) -> None:
    make.add(desk, make.reviewer(7))

    _correct(desk, Slip("评审员", "E07", "邮箱", "e07@reviewer.example", "e7@reviewer.example"))

    row = desk.session.get(Reviewer, "E07")
    assert row is not None
    assert row.email == "e7@reviewer.example"


@pytest.mark.parametrize(
    "slip",
    [
        Slip("申报", "S404", "组织名称", "a", "b"),
        Slip("申报", "S001", "没有的栏目", "a", "b"),
        Slip("评审员", "E99", "姓名", "a", "b"),
        Slip("评审员", "E99", "没有的", "a", "b"),
        Slip("别的", "E99", "姓名", "a", "b"),
    ],
)
def test_an_unknown_record_or_field_is_named(desk: Desk, slip: Slip) -> None:
    with pytest.raises(UnknownSubject):
        _correct(desk, slip)
