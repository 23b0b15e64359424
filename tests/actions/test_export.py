"""An exported edition verifies without a database, and any change to it is found."""

import json
import zipfile
from pathlib import Path

import pytest

from actions.errors import ActionRefused
from actions.export import export_record
from actions.record_entry import eligibility_record
from cli.verify import verify_file
from models.application import PastPrize
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
    assert [len(record[part]) for part in ("reviews", "withdrawn", "draws")] == [4, 1, 5]
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
    row = results_of(desk.session, in_force(desk, 3, "document-review").id or 0)[0]
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
