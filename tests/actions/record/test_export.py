"""An exported edition verifies without a database, and any change to it is found."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from actions.errors import ActionRefused
from actions.papers.register import file_scan
from actions.record.entry import eligibility_record
from actions.record.export import export_record
from cli.verify import verify_file
from models.application import PastPrize
from models.paper import papers_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.decided import edition_after_the_vote
from tests.rules.second_verifier import faults


def test_exported_edition_verifies(desk: Desk, tmp_path: Path) -> None:
    later = edition_after_the_vote(desk)
    later.keep(b"scan", "目录\\签字页.pdf", kind="scan", edition=3)

    report = verify_file(export_record(later, 3, tmp_path / "第三届.zip"))

    assert report.discrepancies == ()
    assert (report.edition, report.events > 5) == (3, True)
    with zipfile.ZipFile(tmp_path / "第三届.zip") as pack:
        text = pack.read("record.json").decode()
        record = json.loads(text)
        names = pack.namelist()
    assert faults(text) == []
    assert [len(record[part]) for part in ("reviews", "withdrawn", "draws")] == [4, 1, 8]
    assert record["ballot"]["result"]["proposed"] == {"award": ["S001"], "nomination": ["S002"]}
    assert record["shortlist"]["result"]["chosen"] == ["S001", "S002"]
    assert [one["decided"]["eligible"] for one in record["eligibility"]["assessments"]] == [
        True,
        True,
        False,
    ]
    assert any(name.startswith("papers/document-review/1/") for name in names)
    assert any(name.endswith("-签字页.pdf") for name in names)


def test_same_edition_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    later = edition_after_the_vote(desk)

    first = export_record(later, 3, tmp_path / "a.zip").read_bytes()

    assert export_record(later, 3, tmp_path / "b.zip").read_bytes() == first


def test_young_edition_can_be_exported(desk: Desk, tmp_path: Path) -> None:
    assert verify_file(export_record(desk, 3, tmp_path / "a.zip")).holds


def test_changed_byte_is_found(desk: Desk, tmp_path: Path) -> None:
    desk.keep(b"scan", "签字页.pdf", kind="scan", edition=3)
    whole = export_record(desk, 3, tmp_path / "a.zip")
    changed = tmp_path / "b.zip"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, b"scam" if name.startswith("inputs/") else data)

    assert [found.code for found in verify_file(changed).discrepancies] == ["changed"]


def test_score_kept_otherwise_than_the_sheets_say_is_found(desk: Desk, tmp_path: Path) -> None:
    from actions.attempts import in_force
    from models.review import results_of

    later = edition_after_the_vote(desk)
    row = results_of(desk.session, id_of(in_force(desk, 3, "document-review")))[0]
    row.total = "700/1"
    make.add(desk, row)

    found = verify_file(export_record(later, 3, tmp_path / "a.zip")).discrepancies

    assert ("reviews", "score") in {(one.section, one.code) for one in found}


def test_missing_file_stops_the_export(desk: Desk, tmp_path: Path) -> None:
    sha256 = desk.keep(b"scan", "签字页.pdf", kind="scan", edition=3)
    (kept,) = [path for path in tmp_path.rglob(sha256) if path.is_file()]
    kept.unlink()

    with pytest.raises(ActionRefused, match="签字页"):
        export_record(desk, 3, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_own_award_is_no_earlier_prize(desk: Desk) -> None:
    later = edition_after_the_vote(desk)
    before = eligibility_record(later, 3)
    own = make.application("S001")
    make.add(
        desk,
        PastPrize(
            uscc=own.uscc, name=own.name, prize="award", edition_label="第三届",
            decided_on=later.at.date(),
        ),
    )  # fmt: skip

    assert eligibility_record(later, 3) == before


def test_unknown_edition_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ActionRefused, match="第9届"):
        export_record(desk, 9, tmp_path / "a.zip")


def test_pack_says_what_each_file_is_how_long_it_is_kept_and_its_hash(
    desk: Desk, tmp_path: Path
) -> None:
    later = edition_after_the_vote(desk)
    later.keep(b"scan", "签字页.pdf", kind="scan", edition=3)

    with zipfile.ZipFile(export_record(later, 3, tmp_path / "a.zip")) as pack:
        book = openpyxl.load_workbook(io.BytesIO(pack.read("index.xlsx")))
        readme = pack.read("README.txt").decode()
        files = {name: pack.read(name) for name in pack.namelist()}

    rows = [row for row in book["归档文件"].iter_rows(values_only=True) if row[0] in files]
    indexed = {row[0]: row for row in rows}
    plain = {"index.xlsx", "README.txt", "manifest.json", "verify.html"}
    assert set(indexed) == set(files) - plain
    for path, row in indexed.items():
        assert row[-1] == hashlib.sha256(files[path]).hexdigest()
        assert row[-2] == len(files[path])
    kept = {row[1]: row[5] for row in rows}
    assert (kept["资料评审报告"], kept["附件"], kept["评分离散情况"]) == ("永久", "10年", "10年")
    assert any(path.startswith("pictures/") for path in files)
    assert "zhijiang verify" in readme
    assert [row[1] for row in book["决定"].iter_rows(values_only=True)].count("同意") == 5


def test_signed_scan_goes_into_the_pack_beside_its_paper(desk: Desk, tmp_path: Path) -> None:
    later = edition_after_the_vote(desk)
    paper = next(p for p in papers_of(later.session, 3) if p.kind == "document-report")
    file_scan(later, paper.key, b"%PDF-1.7 signed", "盖章.pdf", actor="黄工")

    out = export_record(later, 3, tmp_path / "a.zip")

    with zipfile.ZipFile(out) as pack:
        scans = [name for name in pack.namelist() if name.startswith("scans/document-review/1/")]
        assert [pack.read(name) for name in scans] == [b"%PDF-1.7 signed"]
    assert verify_file(out).holds


def test_pack_of_an_edition_does_not_change_with_what_others_do(desk: Desk, tmp_path: Path) -> None:
    later = edition_after_the_vote(desk)
    first = export_record(later, 3, tmp_path / "a.zip").read_bytes()
    much_later = replace(later, at=later.at + timedelta(days=700))
    make.add(much_later, make.edition(number=4))
    much_later.record("something.else", "4", edition=4)

    again = export_record(much_later, 3, tmp_path / "b.zip").read_bytes()

    assert again == first
