import io
import zipfile
from datetime import datetime, timedelta

import pytest

from actions.entry import intake
from actions.entry.call_notice import notice_of
from actions.entry.packages import receive_package
from actions.errors import ActionRefused, WrongMoment
from actions.handed_in import unpacking
from models.application import ApplicationState, applications_of
from models.edition import Phase
from models.outbox import letters_of
from runtime.desk import Desk
from tests.actions import factories
from tests.actions.packages import SECOND, package, zipped


def _codes(desk: Desk) -> list[list[str]]:
    return [[one["code"] for one in row.refusals] for row in applications_of(desk.session, 3)]


def test_a_complete_package_gets_a_number_and_a_receipt(desk: Desk) -> None:
    factories.attempt(desk, "intake")

    lines = receive_package(desk, 3, package(), "临海重工.zip")

    (row,) = applications_of(desk.session, 3)
    assert [(line.place, line.ok) for line in lines] == [("S001", True)]
    assert row.state is ApplicationState.RECEIVED
    assert row.form["figures"][0]["total_assets_wan"] == "52300.5"
    (letter,) = letters_of(desk.session, 3)
    assert (letter.message, "S001" in letter.text) == ("receipt", True)


def test_the_same_package_again_changes_nothing(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    receive_package(desk, 3, package(), "临海重工")

    (line,) = receive_package(desk, 3, package(), "临海重工.zip")

    assert line.ok
    assert "此前已收" in line.sentence
    assert len(applications_of(desk.session, 3)) == len(letters_of(desk.session, 3)) == 1


def test_a_second_package_of_the_same_organisation_is_a_duplicate(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    receive_package(desk, 3, package(), "一")
    receive_package(desk, 3, package(employees=641), "二")

    assert _codes(desk) == [[], ["duplicate"]]


def test_an_incomplete_package_may_be_followed_by_a_complete_one(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    gaps = package()
    del gaps["工艺说明.pdf"]

    receive_package(desk, 3, gaps, "一")
    receive_package(desk, 3, package(), "二")

    assert _codes(desk) == [["incomplete"], []]
    assert [letter.message for letter in letters_of(desk.session, 3)] == [
        "receipt",
        "correction-request",
        "receipt",
    ]


NEEDED = ["营业执照或法人证书", "组织概述", "自我评价报告"]


def test_article_15_the_form_alone_lacks_what_the_notice_asks_for(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    alone = package(attachments=())

    lines = receive_package(desk, 3, alone, "一")

    notice = notice_of(desk, factories.attempt(desk, "call"))
    assert [kind for kind in NEEDED if not any(kind in one for one in notice.materials)] == []
    assert _codes(desk) == [["incomplete"] * 3]
    assert not any(line.ok for line in lines)
    receipt, request = letters_of(desk.session, 3)
    for letter in (receipt, request):
        assert [kind for kind in NEEDED if kind not in letter.text] == []


def test_article_16_a_form_with_gaps_is_told_of_missing_papers_in_the_same_letter(
    desk: Desk,
) -> None:
    factories.attempt(desk, "intake")

    receive_package(desk, 3, package(figures=(), attachments=()), "一")

    (request,) = (one for one in letters_of(desk.session, 3) if one.message == "correction-request")
    assert "三年数据" in request.text
    assert [kind for kind in NEEDED if kind not in request.text] == []


def _gaps(**changes: object) -> dict[str, bytes]:
    files = package(**changes)
    del files["工艺说明.pdf"]
    return files


def _asked_until(desk: Desk) -> datetime:
    (due,) = (one.due_at for one in letters_of(desk.session, 3) if one.due_at)
    return due


def test_article_16_an_early_applicant_completes_until_the_closing(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")

    receive_package(desk, 3, _gaps(), "一")

    (owed,) = intake.owed_in_intake(desk, attempt)
    assert _asked_until(desk) == owed.due_at == attempt.due_at


def test_article_16_the_last_day_leaves_the_full_days_to_complete(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    assert attempt.due_at
    last = factories.at(desk, attempt.due_at)
    receive_package(last, 3, _gaps(), "一")
    receive_package(last, 3, _gaps(uscc=SECOND), "二")

    waits = intake.INTAKE.waits(last, attempt)

    until = waits.until
    assert (waits.is_over, (until.date() - last.at.date()).days >= 5) == (False, True)
    assert {one.due_at for one in letters_of(desk.session, 3) if one.due_at} == {until}
    receive_package(factories.at(desk, until), 3, package(), "三")
    receive_package(factories.at(desk, until + timedelta(minutes=1)), 3, package(uscc=SECOND), "四")
    assert _codes(desk)[2:] == [[], ["late"]]


def test_article_16_the_intake_waits_for_nobody_who_has_completed(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    assert attempt.due_at
    last = factories.at(desk, attempt.due_at)
    receive_package(last, 3, _gaps(), "一")
    after = factories.at(desk, attempt.due_at + timedelta(days=1))

    receive_package(after, 3, package(), "二")

    assert _codes(desk) == [["incomplete"], []]
    assert intake.INTAKE.waits(after, attempt).is_over


def test_article_15_nobody_else_may_come_while_another_completes(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    assert attempt.due_at
    receive_package(factories.at(desk, attempt.due_at), 3, _gaps(), "一")

    stranger = factories.at(desk, attempt.due_at + timedelta(minutes=1))
    receive_package(stranger, 3, package(uscc=SECOND), "二")

    assert _codes(desk) == [["incomplete"], ["late"]]


def test_a_late_package_is_kept_and_refused_at_once(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    assert attempt.due_at
    factories.add(desk, attempt)
    attempt.phase = Phase.DECIDING
    attempt.closed_at = attempt.due_at
    late = factories.at(desk, attempt.due_at + timedelta(seconds=1))

    receive_package(late, 3, package(), "一")

    (row,) = applications_of(desk.session, 3)
    assert (row.state, _codes(desk)) == (ApplicationState.REFUSED, [["late"]])
    assert [letter.message for letter in letters_of(desk.session, 3)] == ["refusal"]


def test_the_last_moment_is_in_time(desk: Desk) -> None:
    attempt = factories.attempt(desk, "intake")
    assert attempt.due_at

    receive_package(factories.at(desk, attempt.due_at), 3, package(), "一")

    assert _codes(desk) == [[]]


def test_an_unreadable_form_is_kept_with_its_problems(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    broken = {"申报表.xlsx": package()["申报表.xlsx"][:4000]}

    lines = receive_package(desk, 3, broken, "坏件")
    receive_package(desk, 3, {"说明.txt": b"-"}, "无表")

    assert _codes(desk) == [["unreadable"], ["unreadable"]]
    assert "申报表.xlsx" in lines[-1].sentence
    assert not any(line.ok for line in lines)


def test_an_incomplete_form_tells_whose_it_is(desk: Desk) -> None:
    factories.attempt(desk, "intake")
    figures = package(uscc=SECOND, figures=())

    receive_package(desk, 3, figures, "缺表")

    (row,) = applications_of(desk.session, 3)
    assert (row.uscc, row.email) == (SECOND, "hcy@linhai.example")
    assert set(*_codes(desk)) == {"incomplete"}


def test_nothing_is_received_before_the_intake(desk: Desk) -> None:
    with pytest.raises(WrongMoment):
        receive_package(desk, 3, package(), "一")


def test_names_in_an_archive_are_labels_only() -> None:
    files = unpacking.read_zip(zipped({"../../a/申报表.xlsx": b"1", "..\\b\\x.pdf": b"2"}), "包")

    assert files == {"申报表.xlsx": b"1", "x.pdf": b"2"}


def test_names_in_gbk_are_read() -> None:
    marked = zipfile.ZipInfo("临海/申报表.xlsx".encode("gbk").decode("cp437"))
    marked.flag_bits = 0

    assert unpacking._name_of(marked) == "临海/申报表.xlsx"


def test_an_archive_that_unfolds_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_BYTES", 1000)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 100_000)

    with pytest.raises(ActionRefused):
        unpacking.read_zip(data.getvalue(), "大包.zip")
