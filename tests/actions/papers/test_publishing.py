"""The public folder shows what was decided, neither more nor less, whatever dies in between."""

import hashlib
import shutil
from pathlib import Path

import pytest

from actions.papers.publishing import complete, publish, take_down
from models.paper import Paper
from notifications.outbox import Attachment
from runtime.desk import Desk, open_desk


def _publish(desk: Desk, data: bytes) -> None:
    sha256 = desk.keep(data, "公示.docx", kind="paper")
    publish(desk, Attachment("公示.docx", sha256))


def _publish_and_fail(data: bytes) -> None:
    with open_desk() as desk:
        _publish(desk, data)
        raise ZeroDivisionError


def test_a_paper_is_public_after_the_commit_and_not_before(installation: Path) -> None:
    with open_desk() as desk:
        _publish(desk, b"list")
        assert not (installation / "public").exists()

    assert (installation / "public" / "公示.docx").read_bytes() == b"list"


def test_what_is_undone_was_never_public(installation: Path) -> None:
    with open_desk() as desk:
        _publish(desk, b"list")

    with pytest.raises(ZeroDivisionError):
        _publish_and_fail(b"a list nobody approved")

    assert (installation / "public" / "公示.docx").read_bytes() == b"list"


def test_a_lost_public_folder_is_filled_again(installation: Path) -> None:
    for data in (b"list", b"newer list"):
        with open_desk() as desk:
            _publish(desk, data)
    shutil.rmtree(installation / "public")

    with open_desk() as desk:
        names = complete(desk)
        again = complete(desk)

    assert (names, again) == (["公示.docx"], [])
    assert (installation / "public" / "公示.docx").read_bytes() == b"newer list"


def test_what_is_taken_down_stays_away(installation: Path) -> None:
    with open_desk() as desk:
        _publish(desk, b"list")
        sha256 = hashlib.sha256(b"list").hexdigest()
        desk.session.add(
            Paper(
                key="3/publicity/1/public-list", edition=3, stage="publicity", kind="public-list",
                title="公示", file_name="公示.docx", sha256=sha256, is_public=True, made_at=desk.at,
            )
        )  # fmt: skip
    with open_desk() as desk:
        take_down(desk, 3, ["3/publicity/1/"])
    assert not (installation / "public" / "公示.docx").exists()
    (installation / "public" / "公示.docx").write_bytes(b"list")  # somebody's hand

    with open_desk() as desk:
        assert complete(desk) == ["公示.docx"]

    assert not (installation / "public" / "公示.docx").exists()


def test_what_is_published_everyone_can_read_and_nobody_can_close(installation: Path) -> None:
    with open_desk() as desk:
        _publish(desk, b"list")
    paper = installation / "public" / "公示.docx"
    modes = [paper.parent.stat().st_mode & 0o777, paper.stat().st_mode & 0o777]
    paper.chmod(0o600)  # somebody's hand
    paper.parent.chmod(0o700)

    with open_desk() as desk:
        assert complete(desk) == ["公示.docx"]

    assert modes == [0o755, 0o644]
    assert [paper.parent.stat().st_mode & 0o777, paper.stat().st_mode & 0o777] == modes
