import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from runtime.errors import FileDamaged
from runtime.files import Files
from tests.s3_fixture import s3_server

_NUMBERS = itertools.count(1)
_WRITERS = 4
_TIMES = 25


@pytest.fixture(scope="module")
def bucket() -> Iterator[Callable[[str], str]]:
    with s3_server() as make:
        yield make


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    """The file store in a folder, and in a bucket of its own."""
    if request.param == "folder":
        return Files(str(tmp_path / "files"))
    make: Callable[[str], str] = request.getfixturevalue("bucket")
    return Files(make(f"bucket-{next(_NUMBERS)}"))


def test_the_same_bytes_are_kept_once(store: Files) -> None:
    first, second = store.store(b"abc"), store.store(b"abc")

    assert first == second
    assert store.kept() == {first}
    assert store.fetch(first) == b"abc"


def test_what_was_never_kept_is_not_found(store: Files) -> None:
    with pytest.raises(FileNotFoundError):
        store.fetch("0" * 64)


def test_many_may_store_the_same_bytes_at_one_time(store: Files) -> None:
    def store_each(_writer: int) -> list[str]:
        return [store.store(f"{number}".encode()) for number in range(_TIMES)]

    with ThreadPoolExecutor(_WRITERS) as pool:
        names = list(pool.map(store_each, range(_WRITERS)))

    assert names == [names[0]] * _WRITERS
    assert store.kept() == set(names[0])


def test_what_another_machine_stores_is_seen(store: Files) -> None:
    before = store.kept()
    name = Files(store.url).store(b"abc")

    assert (before, store.kept()) == (set(), {name})


def test_a_folder_keeps_no_half_files(tmp_path: Path) -> None:
    name = Files(str(tmp_path)).store(b"abc")

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


def test_a_damaged_file_is_not_handed_out_and_is_mended_when_stored_again(tmp_path: Path) -> None:
    files = Files(str(tmp_path))
    name = files.store(b"abc")
    (tmp_path / name[:2] / name).write_bytes(b"ab")

    with pytest.raises(FileDamaged, match="已经损坏"):
        files.fetch(name)
    files.store(b"abc")
    assert files.fetch(name) == b"abc"
