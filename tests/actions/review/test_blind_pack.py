"""What a panel gets of its applicants: every stored file holds a name that could leak."""

import io
import zipfile

import docx
import pytest
from sqlmodel import select

from actions.entry import receipt
from actions.errors import UnknownSubject
from actions.review.blind_pack import blind_pack
from models.panel import Declaration
from runtime.desk import Desk
from tests.actions import reviews

WHO = "韦小宝"


def report() -> bytes:
    document = docx.Document()
    document.add_paragraph("自我评价报告")
    document.core_properties.author = WHO
    result = io.BytesIO()
    document.save(result)
    return result.getvalue()


def test_pack_names_nobody_and_says_what_it_left_out(desk: Desk) -> None:
    reviews.seat_panel(desk, refs=("S001", "S002"))
    desk.keep(report(), f"{WHO}起草的报告.docx", kind=receipt.KIND, edition=3, subject="S001")
    desk.keep(b"old", f"{WHO}.doc", kind=receipt.KIND, edition=3, subject="S001")
    desk.keep(report(), "别组.docx", kind=receipt.KIND, edition=3, subject="S003")

    pack = blind_pack(desk, 3, 1, actor="黄工")

    with zipfile.ZipFile(io.BytesIO(pack.data)) as archive:
        assert archive.namelist() == ["S001/S001-02.docx"]
        inner = zipfile.ZipFile(io.BytesIO(archive.read("S001/S001-02.docx")))
        assert not [n for n in inner.namelist() if WHO.encode() in inner.read(n)]
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert [line.ok for line in pack.lines] == [False, True]


def test_unknown_panel_is_refused(desk: Desk) -> None:
    reviews.seat_panel(desk)

    with pytest.raises(UnknownSubject, match="没有第7评审组"):
        blind_pack(desk, 3, 7, actor="黄工")


def test_article_30_what_somebody_has_not_certified_for_stays_out(desk: Desk) -> None:
    panel = reviews.seat_panel(desk, refs=("S001", "S002"))
    for ref in ("S001", "S002"):
        desk.keep(report(), "报告.docx", kind=receipt.KIND, edition=3, subject=ref)
    query = select(Declaration).where(Declaration.reviewer == "E02", Declaration.ref == "S001")
    desk.session.delete(desk.session.exec(query).one())
    desk.session.flush()

    everybody = blind_pack(desk, 3, 1, actor="黄工")
    one = blind_pack(desk, 3, 1, actor="黄工", reviewer="E01")

    assert _names(everybody.data) == ["S002/S002-01.docx"]
    assert "E02尚未就 S001 签署无利害关系声明" in everybody.lines[0].sentence
    assert _names(one.data) == ["S001/S001-01.docx", "S002/S002-01.docx"]
    with pytest.raises(UnknownSubject, match="E09现在不是第1评审组成员"):
        blind_pack(desk, 3, panel.number, actor="黄工", reviewer="E09")


def _names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()
