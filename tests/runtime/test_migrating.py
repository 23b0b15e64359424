"""Migrating is a step of its own: one at a time, and by nobody who only reads."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from cli.main import run
from runtime import database
from tests.postgresql_fixture import postgresql_server

MoveTo = Callable[..., None]
MIGRATE = (sys.executable, "-c", "from cli.main import main; main()", "migrate")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, for a process that is started; "" is SQLite at home."""
    if request.param == "sqlite":
        yield ""
        return
    (tmp_path / "server").mkdir()
    with postgresql_server(tmp_path / "server") as make:
        yield make("empty")


@pytest.mark.slow
def test_three_that_migrate_an_empty_database_at_once_all_succeed(url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "ZHIJIANG_HOME": str(home), "ZHIJIANG_DATABASE_URL": url}
    root = Path(__file__).parents[2]
    started = [
        subprocess.Popen(MIGRATE, cwd=root, env=environment, stdout=-1, stderr=-1, text=True)
        for _ in range(3)
    ]
    said = [one.communicate(timeout=120) for one in started]

    assert [one.returncode for one in started] == [0, 0, 0], said
    assert sum("已从 空的 更新到" in out or "无须更新" in out for out, _ in said) == 3
    engine = create_engine(url or f"sqlite:///{home / 'zhijiang.db'}")
    with engine.connect() as connection:
        assert database.current_revision(connection) == database.newest_revision()
    engine.dispose()


@pytest.mark.parametrize(
    "command",
    ["status", "history x", "papers list --edition 1", "export --edition 1 --out x.zip"],
)
def test_who_only_reads_makes_no_database_and_says_what_to_do(
    tmp_path: Path, move_to: MoveTo, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    move_to(tmp_path / "home")

    assert run(command.split()) == 2
    assert "请先运行 zhijiang migrate" in capsys.readouterr().err
    assert not (tmp_path / "home" / "zhijiang.db").exists()


def test_an_empty_database_stays_empty_when_it_is_read(
    tmp_path: Path, move_to: MoveTo, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "zhijiang.db").touch()
    move_to(home)

    assert run(["status"]) == 2
    assert "数据库还是空的" in capsys.readouterr().err
    assert inspect(database.engine()).get_table_names() == []


def test_an_old_database_stays_old_when_it_is_read_and_says_where_it_leads_from(
    tmp_path: Path, move_to: MoveTo, capsys: pytest.CaptureFixture[str]
) -> None:
    move_to(tmp_path / "home")
    database.upgrade()
    with database.engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0012'"))

    assert run(["status"]) == 2
    assert "数据库还是旧版本（0012）" in capsys.readouterr().err
    assert run(["migrate"]) == 2
    assert "请先用上一个版本的程序启动一次，更新到 0013" in capsys.readouterr().err
