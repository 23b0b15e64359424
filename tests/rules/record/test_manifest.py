"""The manifest of a pack: whatever was added, lost or changed since is named."""

import json

import pytest

from rules.record import check_manifest, manifest_text

HASHES = {"record.json": "a" * 64, "papers/公示.docx": "b" * 64}


def codes(text: str, hashes: dict[str, str]) -> list[tuple[str, str]]:
    return [(found.subject, found.code) for found in check_manifest(text, hashes)]


def test_files_as_listed_hold() -> None:
    assert codes(manifest_text(HASHES), HASHES) == []


def test_what_was_changed_lost_or_added_is_named() -> None:
    now = {"record.json": "c" * 64, "papers/通知.docx": "b" * 64}

    assert codes(manifest_text(HASHES), now) == [
        ("papers/公示.docx", "missing"),
        ("papers/通知.docx", "unlisted"),
        ("record.json", "changed"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        json.dumps({"format": "other/1", "files": {}}),
        json.dumps({"format": "zhijiang-manifest/1", "files": []}),
    ],
)
def test_what_is_no_manifest_is_told(text: str) -> None:
    assert codes(text, HASHES) == [("", "format")]


def test_a_manifest_written_otherwise_is_told() -> None:
    assert codes(json.dumps(json.loads(manifest_text(HASHES)), indent=1), HASHES) == [("", "text")]
