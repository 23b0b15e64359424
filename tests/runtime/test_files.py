from pathlib import Path

import pytest

from runtime.files import Files


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    files = Files(str(tmp_path))

    first, second = files.store(b"abc"), files.store(b"abc")

    assert first == second
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [first]
    assert files.fetch(first) == b"abc"


def test_what_was_never_kept_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Files(str(tmp_path)).fetch("0" * 64)
