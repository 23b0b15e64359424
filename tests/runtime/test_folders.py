"""What a form names lies in the inbox or goes to the outbox; nothing else can be reached."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.errors import ActionRefused
from actions.handed_in.unpacking import read_file, read_zip
from runtime.errors import PathRefused
from runtime.folders import in_inbox, new_at, new_in_outbox, typed
from runtime.plain_file import written_whole
from runtime.settings import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder with a key, a database, and one file in its inbox."""
    home = tmp_path / "home"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHIJIANG_HOME", str(home))
    settings.cache_clear()
    (home / "inbox" / "名册").mkdir(parents=True)
    (home / "inbox" / "名册" / "通讯录.xlsx").write_bytes(b"x")
    (home / "outbox").mkdir()
    (home / "secret.key").write_bytes(b"key")
    (home / "zhijiang.db").write_bytes(b"db")
    (home / "public").mkdir()
    yield home
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize(
    "named",
    [
        "/etc/passwd",
        "/proc/self/environ",
        "{home}/secret.key",
        "{home}/zhijiang.db",
        "../secret.key",
        "名册/../../secret.key",
        "{home}/inbox/../zhijiang.db",
        "link",
        "folder/secret.key",
        "inside",
        "pipe",
        "nothing.xlsx",
        "a\0b",
        "长" * 400,
    ],
)
def test_what_is_not_a_plain_file_in_the_inbox_is_refused(home: Path, named: str) -> None:
    inbox = home / "inbox"
    (inbox / "link").symlink_to(home / "secret.key")
    (inbox / "folder").symlink_to(home)
    (inbox / "inside").symlink_to(inbox / "名册")  # a link is a link
    os.mkfifo(inbox / "pipe")

    with pytest.raises(PathRefused, match=f"请先把文件放进 {inbox}（不能是链接）"):
        in_inbox(named.format(home=home))


@pytest.mark.parametrize(
    "named", ["名册/通讯录.xlsx", "./名册/通讯录.xlsx", "{home}/inbox/名册/通讯录.xlsx"]
)
def test_a_file_in_the_inbox_is_found_by_its_name_or_its_whole_path(home: Path, named: str) -> None:
    assert in_inbox(named.format(home=home)) == home / "inbox" / "名册" / "通讯录.xlsx"


def test_an_inbox_behind_a_link_of_the_administrators_is_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share").symlink_to(home / "inbox")
    monkeypatch.setenv("ZHIJIANG_INBOX", str(tmp_path / "share"))
    settings.cache_clear()

    assert in_inbox(f"{tmp_path}/share/名册") == home / "inbox" / "名册"


def test_a_folder_swapped_for_a_link_after_the_look_leads_nowhere(home: Path) -> None:
    found = in_inbox("名册/通讯录.xlsx")
    found.unlink()
    found.parent.rmdir()
    (home / "通讯录.xlsx").write_bytes(b"key")
    found.parent.symlink_to(home)

    assert found.read_bytes() == b"key"
    with pytest.raises(ActionRefused, match="无法读取"):
        read_file(found)
    with pytest.raises(ActionRefused, match="无法解压"):
        read_zip(found, "通讯录.zip")


def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(home: Path) -> None:
    os.mkfifo(home / "inbox" / "名册" / "pipe.xlsx")

    with pytest.raises(ActionRefused, match="无法读取"):
        read_file(home / "inbox" / "名册" / "pipe.xlsx")


@pytest.mark.parametrize(
    "named",
    [
        "{home}/secret.key",
        "../secret.key",
        "{home}/public/record.zip",
        "/record.zip",
        "{home}/outbox/../public/record.zip",
        "folder/record.zip",
        ".hidden",
        "..",
        "a\nb.zip",
        "长" * 100,
    ],
)
def test_what_is_no_mere_name_is_not_written(home: Path, named: str) -> None:
    (home / "outbox" / "folder").symlink_to(home / "public")
    attempt = new_in_outbox(named.format(home=home))

    with pytest.raises(PathRefused, match=f"写好的文件在 {home / 'outbox'}"):
        attempt.__enter__()

    assert (home / "secret.key").read_bytes() == b"key"
    assert list((home / "public").iterdir()) == []


def test_a_second_export_gets_a_name_of_its_own(home: Path) -> None:
    for data in (b"first", b"second"):
        with new_in_outbox("第三届.zip") as place, written_whole(place) as file:
            file.write(data)

    written = {path.name: path.read_bytes() for path in (home / "outbox").iterdir()}
    assert written == {"第三届.zip": b"first", "第三届-2.zip": b"second"}


def test_an_export_does_not_follow_a_link_that_lies_in_its_place(home: Path) -> None:
    (home / "outbox" / "a.zip").symlink_to(home / "secret.key")
    with new_in_outbox("a.zip") as first:
        assert first.name == "a-2.zip"
        first.unlink()
        first.symlink_to(home / "secret.key")  # swapped in after the name was given
        with written_whole(first) as file:
            file.write(b"pack")

    assert (home / "secret.key").read_bytes() == b"key"
    assert (first.read_bytes(), first.is_symlink()) == (b"pack", False)


def test_an_export_that_fails_leaves_nothing(home: Path) -> None:
    def write_half() -> None:
        with new_in_outbox("a.zip") as place, written_whole(place) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()

    assert list((home / "outbox").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("home/secret.key", "本系统自己的数据"),
        ("home/zhijiang.db", "本系统自己的数据"),
        ("link", "本系统自己的数据"),
        ("home", "本系统自己的数据"),
        (".", "本系统自己的数据"),
        (".env", "本系统自己的数据"),
        ("/proc/self/environ", "不是普通文件"),
        ("/dev/zero", "不是普通文件"),
        ("pipe", "不是普通文件"),
    ],
)
def test_a_command_does_not_take_in_the_installation_itself(
    home: Path, tmp_path: Path, path: str, sentence: str
) -> None:
    (tmp_path / "link").symlink_to(home / "secret.key")
    (tmp_path / ".env").write_text("ZHIJIANG_MAIL_PASSWORD=x")
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(PathRefused, match=sentence):
        typed(Path(path))


def test_a_command_takes_files_from_anywhere_else(home: Path, tmp_path: Path) -> None:
    (tmp_path / "来件").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "来件")

    taken = [typed(Path(path)) for path in ("来件", "link", "home/inbox/名册", "gone")]

    places = [tmp_path / "来件", tmp_path / "来件", home / "inbox" / "名册", tmp_path / "gone"]
    assert taken == places


def test_a_command_overwrites_only_what_it_is_told_to(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "第三届.zip"
    out.write_bytes(b"old")
    with pytest.raises(PathRefused, match="已经存在，没有覆盖"), new_at(out):
        pass
    assert out.read_bytes() == b"old"

    with new_at(out, overwrite=True) as place, written_whole(place) as file:
        file.write(b"new")

    assert out.read_bytes() == b"new"
    for own in (home / "secret.key", home / "public" / "a.zip", home / "files" / "a.zip"):
        with pytest.raises(PathRefused, match="本系统自己的文件夹"), new_at(own, overwrite=True):
            pass
    assert (home / "secret.key").read_bytes() == b"key"
