import hashlib
import io
import zipfile

from sqlmodel import select

from documents.forms.committee import write_committee
from documents.forms.kinds import kind_of
from models.audit import events_of
from models.edition import Phase
from models.files import StoredFile
from models.people import committee_of
from runtime.desk import glance_at_desk, open_desk
from runtime.settings import settings
from tests.actions import factories
from tests.documents.forms import factories as forms
from tests.portal.conftest import Enter

PAGE = "/desk/edition/3/in"


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(f"{name}.txt", data)
    return out.getvalue()


def test_a_form_is_taken_in_under_the_name_of_who_brought_it(enter: Enter) -> None:
    data = write_committee(forms.committee())

    answer = enter("office").post(
        PAGE, files={"files": ("委员名单.xlsx", data)}, follow_redirects=True
    )

    assert answer.status_code == 200
    assert "由覃示例收入" in answer.text
    assert hashlib.sha256(data).hexdigest() in answer.text
    with glance_at_desk() as desk:
        known = {one.name for one in committee_of(desk.session, 3)}
        (event,) = [one for one in events_of(desk.session, 3) if one.action == "files.brought"]
    assert known >= {one.name for one in forms.committee()}
    assert event.actor == "覃示例"
    assert list(event.facts["files"]) == ["委员名单.xlsx"]


def test_each_file_is_answered_by_itself_and_a_bad_one_costs_no_other(enter: Enter) -> None:
    sent = [
        ("files", ("委员名单.xlsx", write_committee(forms.committee()))),
        ("files", ("坏表.xlsx", b"no workbook")),
    ]

    answer = enter("office").post(PAGE, files=sent, follow_redirects=True)

    assert "坏表.xlsx" in answer.text
    assert "有问题" in answer.text
    with glance_at_desk() as desk:
        assert committee_of(desk.session, 3)


def test_a_folder_with_two_packages_makes_two_applications(enter: Enter) -> None:
    with open_desk() as desk:
        factories.attempt(desk, "call", phase=Phase.APPROVED)
        factories.attempt(desk, "intake")
    sent = [
        ("folder", ("申报/甲.zip", _zip(甲=b"first"))),
        ("folder", ("申报/乙.zip", _zip(乙=b"second"))),
    ]

    answer = enter("office").post(PAGE, files=sent, follow_redirects=True)

    assert "甲.zip" in answer.text
    assert "乙.zip" in answer.text
    with glance_at_desk() as desk:
        kept = desk.session.exec(select(StoredFile).where(StoredFile.kind == "application")).all()
    assert {one.name for one in kept} == {"甲.txt", "乙.txt"}


def test_a_name_that_leads_elsewhere_stays_in_a_folder_of_its_own(enter: Enter) -> None:
    name = "../../../secret.key"

    enter("office").post(PAGE, files={"files": (name, b"no key")})

    assert not list(settings().home.rglob("../secret.key"))
    (folder,) = settings().incoming.iterdir()
    assert [one.name for one in folder.iterdir()] == ["secret.key"]


def test_nothing_chosen_is_said_and_changes_nothing(enter: Enter) -> None:
    answer = enter("office").post(PAGE, files={"files": ("", b"")})

    assert answer.status_code == 422
    assert "还没有选择文件" in answer.text


def test_a_blank_form_comes_as_a_file_that_its_reader_knows(enter: Enter) -> None:
    answer = enter("office").get("/desk/edition/3/blank/application")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert kind_of(answer.content, "表.xlsx") == "application"
