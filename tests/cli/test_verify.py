"""Verifying files: packs, bare records, and what is neither."""

import hashlib
import json
import warnings
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from cli.refusal import InputRefused
from cli.verify import Report, verify_file
from rules.canonical import BEIJING
from rules.record import Discrepancy, manifest_text, record_text
from tests.rules.packs import pack

TEXT = record_text(edition=3, exported_at=datetime(2026, 12, 1, 9, tzinfo=BEIJING), policy=pack())
FILES = {"record.json": TEXT.encode(), "papers/公示.docx": b"docx"}


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return manifest_text(hashes).encode()


def packed(folder: Path, files: Mapping[str, bytes], manifest: bytes | None = None) -> Path:
    path = folder / "record.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("papers/", b"")
        for name, data in files.items():
            archive.writestr(name, data)
        if manifest is not None:
            archive.writestr("manifest.json", manifest)
    return path


def test_pack_that_holds(tmp_path: Path) -> None:
    report = verify_file(packed(tmp_path, FILES, manifest_of(FILES)))

    assert report == Report(edition=3, events=0, files=2, discrepancies=())
    assert report.as_json() == {
        "holds": True,
        "edition": 3,
        "events": 0,
        "files": 2,
        "discrepancies": (),
    }
    assert list(report.sentences()) == [
        "核对一致：留痕记录 0 条、归档文件 2 个，抽取、评分、名单和计票均可重算。"
    ]


def test_bare_record_that_holds(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(TEXT, encoding="utf-8")

    report = verify_file(path)

    assert report.holds
    assert list(report.sentences()) == ["核对一致：留痕记录 0 条，抽取、评分、名单和计票均可重算。"]


def test_changed_missing_and_added_files_are_named(tmp_path: Path) -> None:
    listed = {**FILES, "papers/公示.docx": b"other", "papers/请示.docx": b"lost"}
    present = {**FILES, "notes.txt": b"new"}

    report = verify_file(packed(tmp_path, present, manifest_of(listed)))

    assert report.discrepancies == (
        Discrepancy("files", "notes.txt", "unlisted", "归档包内的 notes.txt 未列入清单。"),
        Discrepancy(
            "files", "papers/公示.docx", "changed", "papers/公示.docx 与清单所列的校验值不符。"
        ),
        Discrepancy(
            "files", "papers/请示.docx", "missing", "清单所列的 papers/请示.docx 不在归档包内。"
        ),
    )
    assert list(report.sentences())[-1] == "共有 3 处不一致，该记录不能作为依据。"


@pytest.mark.parametrize(
    "manifest", [b"{", b"[]", b'{"format": "x"}', b'{"format": "zhijiang-manifest/1", "files": 1}']
)
def test_manifest_of_another_format_proves_nothing(tmp_path: Path, manifest: bytes) -> None:
    report = verify_file(packed(tmp_path, FILES, manifest))

    assert [found.code for found in report.discrepancies] == ["format"]


def test_pack_without_a_manifest_does_not_hold(tmp_path: Path) -> None:
    report = verify_file(packed(tmp_path, FILES))

    assert [(d.section, d.code) for d in report.discrepancies] == [("files", "missing")]


def test_two_files_of_one_name_do_not_hold(tmp_path: Path) -> None:
    path = packed(tmp_path, FILES, manifest_of(FILES))
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("record.json", TEXT)

    report = verify_file(path)

    assert [(d.subject, d.code) for d in report.discrepancies] == [("record.json", "repeated")]


def test_record_that_does_not_hold(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps({**json.loads(TEXT), "edition": 4}), encoding="utf-8")

    report = verify_file(path)

    assert [(d.section, d.code) for d in report.discrepancies] == [("record", "sha256")]


def test_record_with_odd_counts_is_still_reported(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text('{"edition": "three", "events": 5}', encoding="utf-8")

    report = verify_file(path)

    assert (report.edition, report.events, report.holds) == (None, 0, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("不是", "不是合法的 JSON"),
        ("[" * 100_000, "不是合法的 JSON"),
        ("[]", "不是一份记录"),
        ('{"edition": 3, "edition": 4}', "重复出现 edition"),
    ],
)
def test_file_that_is_no_record_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputRefused, match=words):
        verify_file(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="找不到文件"):
        verify_file(tmp_path / "record.zip")


def test_pack_without_a_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"归档包内没有 record\.json"):
        verify_file(packed(tmp_path, {"papers/公示.docx": b"docx"}))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damaged_pack_is_refused(tmp_path: Path, compression: int) -> None:
    path = tmp_path / "record.zip"
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("record.json", TEXT)
    data = bytearray(path.read_bytes())
    data[50:60] = bytes(10)
    path.write_bytes(bytes(data))

    with pytest.raises(InputRefused, match="不能解压"):
        verify_file(path)
