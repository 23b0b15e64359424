"""Backups are made while others write, and what is put back is whole."""

import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import Session, select

from cli.main import run
from models.audit import AuditEvent, events_of
from models.files import StoredFile
from rules.chain import first_broken
from runtime import database, keys
from runtime.backup import postgresql
from runtime.desk import open_desk
from runtime.files import files
from runtime.settings import settings
from tests.postgresql_fixture import postgresql_server


def _move_to(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIJIANG_HOME", str(home))
    for cached in (settings, database.engine, keys.fernet):
        cached.cache_clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own, with a key."""
    _move_to(tmp_path / "home", monkeypatch)
    database.upgrade()
    keys.encrypt("x")
    yield tmp_path / "home"
    monkeypatch.undo()
    for cached in (settings, database.engine, keys.fernet):
        cached.cache_clear()


def _keep_one(number: int) -> None:
    with open_desk() as desk:
        desk.keep(f"文件{number}".encode(), f"{number}.txt", kind="attachment")
        desk.record("file.kept", str(number))


def test_a_backup_made_while_others_write_is_whole(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, stop = tmp_path / "backup.zip", threading.Event()
    _keep_one(0)

    def write_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            _keep_one(number)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        assert run(["backup", str(archive)]) == 0
    finally:
        stop.set()
        writer.join()
    key = (home / "secret.key").read_bytes()
    _move_to(tmp_path / "restored", monkeypatch)
    assert run(["restore", str(archive)]) == 0

    with database.transaction() as session:
        events = [
            {**e.content(), "prev_sha256": e.prev_sha256, "sha256": e.sha256}
            for e in events_of(session)
        ]
        kept = session.exec(select(StoredFile)).all()
    assert events
    assert first_broken(events) is None
    assert [files().fetch(one.sha256).decode() for one in kept] == [
        f"文件{n}" for n in range(len(kept))
    ]
    assert (tmp_path / "restored" / "secret.key").read_bytes() == key


def test_with_a_store_the_database_alone_is_backed_up(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIJIANG_FILES_URL", f"file://{tmp_path / 'store'}")
    _move_to(home, monkeypatch)
    _keep_one(1)

    assert run(["backup", str(tmp_path / "backup.zip")]) == 0
    assert "文件在 ZHIJIANG_FILES_URL 所指的存储里" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert set(archive.namelist()) == {"zhijiang.db", "secret.key", "manifest.json"}
    _move_to(tmp_path / "restored", monkeypatch)
    assert run(["restore", str(tmp_path / "backup.zip")]) == 0
    with database.transaction() as session:
        (kept,) = session.exec(select(StoredFile)).all()
    assert files().fetch(kept.sha256).decode() == "文件1"


def test_a_backup_is_readable_by_its_owner_only(home: Path, tmp_path: Path) -> None:
    assert home.exists()
    run(["backup", str(tmp_path / "backup.zip")])

    assert (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600


def test_a_backup_without_the_key_has_none(home: Path, tmp_path: Path) -> None:
    assert (home / "secret.key").exists()
    run(["backup", str(tmp_path / "backup.zip"), "--without-key"])

    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert "secret.key" not in archive.namelist()


def test_data_are_never_overwritten(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["backup", str(tmp_path / "backup.zip")])

    assert run(["restore", str(tmp_path / "backup.zip")]) == 2
    assert "已有数据" in capsys.readouterr().err
    assert (home / "zhijiang.db").exists()


def test_a_damaged_backup_is_refused_and_nothing_put_in_place(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.exists()
    archive = tmp_path / "backup.zip"
    run(["backup", str(archive)])
    data = archive.read_bytes()
    archive.write_bytes(data[: len(data) // 2])
    _move_to(tmp_path / "restored", monkeypatch)

    assert run(["restore", str(archive)]) == 2
    assert "不是完整的备份文件" in capsys.readouterr().err
    assert list((tmp_path / "restored").iterdir()) == []


@pytest.mark.slow
def test_postgresql_is_put_back_row_by_row_and_counts_on(tmp_path: Path) -> None:
    with postgresql_server(tmp_path) as make_database:
        old, new = (create_engine(make_database(name)) for name in ("old", "new"))
        database.migrate(old)
        with Session(old) as session:
            session.execute(
                text(
                    "INSERT INTO audit_event (at, actor, action, subject, facts, prev_sha256,"
                    " sha256) VALUES (now(), '系统', 'a,\"b\"', '', '{\"x\": [1]}', 'p', 's')"
                )
            )
            session.commit()
        postgresql.copy_out(old, tmp_path / "out")
        postgresql.copy_in(new, tmp_path / "out")

        with Session(old) as before, Session(new) as after:
            assert [e.content() for e in events_of(after)] == [
                e.content() for e in events_of(before)
            ]
            after.add(
                AuditEvent(
                    at=events_of(before)[0].at, actor="", action="", subject="",
                    prev_sha256="s", sha256="t",
                )
            )  # fmt: skip
            after.flush()
            assert [e.id for e in events_of(after)] == [1, 2]
        for engine in (old, new):
            engine.dispose()
