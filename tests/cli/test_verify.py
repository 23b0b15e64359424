"""Verifying files: packs, bare records, and what is neither."""

import hashlib
import json
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.main import run
from cli.refusal import InputRefused
from cli.verify import Report, verify_file
from rules.canonical import BEIJING, canonical_json
from rules.record import Discrepancy, manifest_text, record_text, write_pack
from tests.rules.packs import pack
from tests.rules.test_record import text as whole_edition

TEXT = record_text(edition=3, exported_at=datetime(2026, 12, 1, 9, tzinfo=BEIJING), policy=pack())
FILES = {"record.json": TEXT.encode(), "papers/公示.docx": b"docx"}


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return manifest_text(hashes).encode()


def packed(folder: Path, files: Mapping[str, bytes], manifest: bytes | None = None) -> Path:
    path = folder / "record.zip"
    whole = dict(files) if manifest is None else {**files, "manifest.json": manifest}
    with path.open("wb") as out:
        write_pack(out, sorted(whole.items()))
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
        "head": "",
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


def test_a_head_from_a_paper_is_in_the_record_or_the_record_is_another(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(whole_edition(), encoding="utf-8")
    report = verify_file(path)
    early = report.chain[0]

    assert report.against(early).holds
    assert list(report.sentences())[-1] == f"链头：{report.head}"
    [missing] = report.against("0" * 64).discrepancies
    assert (missing.section, missing.code) == ("events", "head")
    assert run(["verify", str(path), "--against", early.upper()]) == 0
    assert run(["verify", str(path), "--against", "0" * 64]) == 1


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
    path.write_text(canonical_json({**json.loads(TEXT), "edition": 4}), encoding="utf-8")

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
        ("[" * 100_000, "括号套了超过100层"),
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
def test_a_damaged_file_is_named(tmp_path: Path, compression: int) -> None:
    path = tmp_path / "record.zip"
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("record.json", TEXT)
    data = bytearray(path.read_bytes())
    data[50:60] = bytes(10)
    path.write_bytes(bytes(data))

    found = verify_file(path).discrepancies

    assert ("record.json", "damaged") in {(d.subject, d.code) for d in found}


def test_a_record_in_a_pack_that_is_no_json_is_told(tmp_path: Path) -> None:
    files = {**FILES, "record.json": b"{"}

    found = verify_file(packed(tmp_path, files, manifest_of(files))).discrepancies

    assert [(d.section, d.code) for d in found] == [("record", "unreadable")]


def test_packing_the_same_files_otherwise_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**FILES, "manifest.json": manifest_of(FILES)}.items():
            archive.writestr(name, data)

    [found] = verify_file(path).discrepancies

    assert (found.section, found.code) == ("files", "packing")


def test_the_same_values_in_other_letters_are_told(tmp_path: Path) -> None:
    spaced = {**FILES, "record.json": json.dumps(json.loads(TEXT)).encode()}
    manifest = json.dumps(json.loads(manifest_of(FILES)), indent=1).encode()

    record = verify_file(packed(tmp_path, spaced, manifest_of(spaced))).discrepancies
    listed = verify_file(packed(tmp_path, FILES, manifest)).discrepancies

    assert [(d.section, d.code) for d in record] == [("record", "text")]
    assert [(d.section, d.code) for d in listed] == [("files", "text")]


def whole_pack(folder: Path) -> Path:
    files = {"record.json": whole_edition().encode(), "papers/公示.docx": b"PK docx" * 9}
    return packed(folder, files, manifest_of(files))


def told(path: Path) -> str:
    """What is said about a file, "" when it holds."""
    try:
        return "".join(d.sentence for d in verify_file(path).discrepancies)
    except InputRefused as refused:
        return str(refused)


@settings(max_examples=60)
@given(st.data())
def test_no_changed_byte_of_a_pack_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = whole_pack(tmp_path_factory.mktemp("pack"))
    whole = bytearray(path.read_bytes())
    assert told(path) == ""

    position = data.draw(st.integers(0, len(whole) - 1))
    whole[position] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(whole))

    assert told(path) != ""


def test_no_changed_byte_of_the_packing_itself_goes_unnoticed(tmp_path: Path) -> None:
    files = {"record.json": b"{}", "papers/公示.docx": b"docx"}
    path = packed(tmp_path, files, manifest_of(files))
    whole = path.read_bytes()
    before = told(path)
    assert "打包" not in before

    unnoticed = []
    for position in range(len(whole)):
        for flip in (1, 0x80):
            changed = bytearray(whole)
            changed[position] ^= flip
            path.write_bytes(bytes(changed))
            if told(path) == before:
                unnoticed.append((position, flip))

    assert unnoticed == []


@pytest.mark.parametrize("change", [lambda data: data + b"\n", lambda data: data[:-1]])
def test_a_pack_with_bytes_at_the_end_or_without_does_not_hold(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = whole_pack(tmp_path)
    path.write_bytes(change(path.read_bytes()))

    assert told(path) != ""


@settings(max_examples=60)
@given(st.data())
def test_no_changed_byte_of_a_bare_record_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("bare") / "record.json"
    whole = bytearray(whole_edition().encode())
    position = data.draw(st.integers(0, len(whole) - 1))
    whole[position] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(whole))

    assert told(path) != ""
