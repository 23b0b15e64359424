"""What must not be kept is not in the store, and what is no material stands aside, by name."""

import zipfile
from pathlib import Path

import pytest
from sqlmodel import select

from actions.handed_in.importing import import_paths
from documents.forms.tally import write_tally
from models.application import applications_of
from models.audit import events_of
from models.files import StoredFile
from runtime.desk import open_desk
from runtime.settings import settings
from tests.actions import factories
from tests.actions.packages import package
from tests.documents.forms import factories as forms
from tests.runtime.scanner import EICAR, scanning

PROGRAM = b"MZ\x90\0 a program"


@pytest.fixture
def intake(installation: Path) -> Path:
    with open_desk() as desk:
        factories.attempt(desk, "intake")
    return installation


def inbox(home: Path, files: dict[str, bytes], name: str = "甲公司.zip") -> Path:
    path = home / name
    with zipfile.ZipFile(path, "w") as archive:
        for one, data in files.items():
            archive.writestr(one, data)
    return path


def kept() -> dict[str, str]:
    with open_desk() as desk:
        return {row.name: row.kind for row in desk.session.exec(select(StoredFile))}


def is_stored(home: Path, data: bytes) -> bool:
    """Whether the bytes lie anywhere below the home folder, whatever the database says."""
    return any(data in path.read_bytes() for path in (home / "files").rglob("*") if path.is_file())


def test_a_program_in_a_package_stands_aside_and_the_rest_goes_on(intake: Path) -> None:
    files = {**package(), "安装.exe": PROGRAM, "报告.pdf": PROGRAM + b"2", "快捷.lnk": b"L"}

    lines = import_paths([inbox(intake, files)], 3)
    again = import_paths([intake / "甲公司.zip"], 3)

    assert lines[0].ok
    assert [line.place for line in lines[1:]] == ["安装.exe", "报告.pdf", "快捷.lnk"]
    assert all("可以提交的有PDF" in line.sentence for line in lines[1:])
    assert [line.ok for line in again] == [True, False, False, False]
    names = kept()
    assert {names[one] for one in ("安装.exe", "报告.pdf", "快捷.lnk")} == {"set_aside"}
    assert names["申报表.xlsx"] == "application"
    with open_desk() as desk:
        aside = [one for one in events_of(desk.session) if one.action == "material.set_aside"]
    assert len(aside) == 3


def test_a_program_by_itself_stands_aside(intake: Path) -> None:
    path = intake / "安装.exe"
    path.write_bytes(PROGRAM)

    (line,) = import_paths([path], 3)

    assert (line.ok, kept()) == (False, {"安装.exe": "set_aside"})


def test_names_are_clean_wherever_they_are_kept(intake: Path) -> None:
    files = {**package(), "合同\u202efdp.txt": b"a", "a\n| ✓ |.txt": b"b", "x\x1b[2J.txt": b"c"}

    import_paths([inbox(intake, files)], 3)

    assert {"合同fdp.txt", "a | ✓ |.txt", "x[2J.txt"} <= set(kept())


def test_a_secret_tally_that_names_votes_is_not_kept(intake: Path) -> None:
    path = intake / "计票单.xlsx"
    path.write_bytes(write_tally(forms.open_tally()))
    data = path.read_bytes()

    (line,) = import_paths([path], 3)
    packed = import_paths([inbox(intake, {"计票单.xlsx": data, "说明.txt": b"x"}, "会议.zip")], 3)

    assert not line.ok
    assert "无记名投票，没有收入也没有保存" in line.sentence
    assert any("没有收入也没有保存" in one.sentence for one in packed)
    assert "计票单.xlsx" not in kept()
    assert not is_stored(intake, data)


def test_a_virus_is_named_and_not_kept(intake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scanning("127.0.0.1:0") as scanner:
        monkeypatch.setattr(settings(), "clamd", scanner)
        (intake / "病毒.txt").write_bytes(EICAR)
        (line,) = import_paths([intake / "病毒.txt"], 3)
        packed = import_paths([inbox(intake, {**package(), "病毒.txt": EICAR})], 3)

    assert "含有病毒（Win.Test.EICAR_HDB-1），没有收入也没有保存" in line.sentence
    assert [one.ok for one in packed] == [True, False]
    assert "含有病毒" in packed[1].sentence
    assert "病毒.txt" not in kept()
    assert not is_stored(intake, EICAR)


def test_a_refused_package_with_a_virus_is_not_kept_either(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scanning("127.0.0.1:0") as scanner:
        monkeypatch.setattr(settings(), "clamd", scanner)
        lines = import_paths([inbox(installation, {**package(), "病毒.txt": EICAR})], 3)

    assert "尚未开始受理" in lines[0].sentence
    assert kept() == {}


def test_without_the_scanner_nothing_is_taken_and_nothing_is_lost(
    intake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = inbox(intake, package())
    monkeypatch.setattr(settings(), "clamd", f"{intake}/nobody.ctl")
    (down,) = import_paths([path], 3)
    monkeypatch.setattr(settings(), "clamd", "")
    (up,) = import_paths([path], 3)

    assert "病毒扫描服务没有应答" in down.sentence
    assert "原文件没有改动" in down.sentence
    assert up.ok
    with open_desk() as desk:
        assert len(applications_of(desk.session, 3)) == 1
