import io

import pytest

from actions.errors import ActionRefused, UnknownSubject
from actions.handed_in import bringing
from documents.forms.committee import write_committee
from runtime.desk import glance_at_desk
from runtime.settings import settings
from tests.documents.forms import factories as forms

pytestmark = pytest.mark.usefixtures("installation")


def test_what_was_brought_is_answered_and_kept_under_the_name_of_who_brought_it() -> None:
    data = write_committee(forms.committee())

    number = bringing.bring(3, [("届/委员名单.xlsx", io.BytesIO(data))], importer="覃示例")

    with glance_at_desk() as desk:
        report = bringing.report_of(desk, 3, number)
        (row,) = bringing.reports_of(desk, 3, 20)
    assert row.id == number
    assert report.importer == "覃示例"
    assert [(one.name, one.size) for one in report.files] == [("届/委员名单.xlsx", len(data))]
    assert all(line.ok for line in report.lines)


def test_names_lead_nowhere_and_displace_nothing() -> None:
    sent = [(name, io.BytesIO(b"x")) for name in ("../../a.txt", "..\\a.txt", "/etc/a.txt", "..")]

    bringing.bring(3, sent, importer="覃示例")

    (folder,) = settings().incoming.iterdir()
    found = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}
    assert found == {"a.txt", "a-2.txt", "etc/a.txt", "无名文件"}


def test_a_file_larger_than_a_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "MAX_BYTES", 10)

    with pytest.raises(ActionRefused, match="超过100 MB"):
        bringing.bring(3, [("大.txt", io.BytesIO(b"x" * 11))], importer="覃示例")

    assert not [one for one in settings().incoming.rglob("*") if one.is_file()]


def test_a_report_of_another_edition_is_not_there() -> None:
    number = bringing.bring(3, [("a.txt", io.BytesIO(b"x"))], importer="覃示例")

    with glance_at_desk() as desk, pytest.raises(UnknownSubject):
        bringing.report_of(desk, 2, number)
