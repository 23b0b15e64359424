"""What an installation writes is its user's alone; what it publishes everyone can read."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.privacy import hidden, loose, show_file, show_folder, tighten


@pytest.fixture
def _careless() -> Iterator[None]:
    """A process that lets everyone read what it writes, as a shell does."""
    former = os.umask(0o022)
    yield
    os.umask(former)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.slow
@pytest.mark.usefixtures("_careless")
def test_a_command_on_an_empty_home_leaves_nothing_for_others_to_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    zhijiang, env = (
        Path(sys.executable).parent / "zhijiang",
        {**os.environ, "ZHIJIANG_HOME": str(home)},
    )
    enrol = ("approver", "enrol", "张三", "--role", "office")

    for command in (("migrate",), enrol):
        subprocess.run([zhijiang, *command], check=True, env=env)

    assert {"zhijiang.db", "secret.key", "approvers"} <= {path.name for path in home.iterdir()}
    assert list(loose(home, home / "public")) == []


@pytest.mark.usefixtures("_careless")
def test_an_older_home_is_tightened_and_its_public_folder_left_open(tmp_path: Path) -> None:
    home, public = tmp_path / "home", tmp_path / "home" / "public"
    (home / "mail").mkdir(parents=True)
    (home / "mail" / "1.eml").touch()
    public.mkdir()
    (public / "公示.docx").touch()
    (tmp_path / "elsewhere").touch()
    (home / "link").symlink_to(tmp_path / "elsewhere")
    open_to_all = {home, home / "mail", home / "mail" / "1.eml"}
    assert set(loose(home, public)) == open_to_all

    tighten(home, public)

    assert list(loose(home, public)) == []
    assert (_mode(home), _mode(home / "mail" / "1.eml")) == (0o700, 0o600)
    assert (_mode(public), _mode(public / "公示.docx")) == (0o755, 0o644)
    assert _mode(tmp_path / "elsewhere") == 0o644


def test_a_public_folder_is_open_down_to_its_files(tmp_path: Path) -> None:
    former = os.umask(0o077)
    public = tmp_path / "www" / "zhijiang"

    show_folder(public, public / "register" / "check")
    (public / "list.html").touch()
    closed = list(hidden(public))
    show_file(public / "list.html")

    os.umask(former)
    folders = (tmp_path / "www", public, public / "register", public / "register" / "check")
    assert [_mode(folder) for folder in folders] == [0o755] * 4
    assert closed == [public / "list.html"]
    assert list(hidden(public)) == []
