"""Hundreds of broken files: each gets its lines, none a traceback or a half import, in 300 MB."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from actions.handed_in.importing import import_paths
from actions.handed_in.unpacking import MAX_BYTES

ROOT = Path(__file__).parents[2]
LIMIT = 300 * 10**6


def _fuzz(home: Path, seed: int, count: int) -> dict[str, Any]:
    command = (sys.executable, "-m", "tests.actions.fuzzing", str(home), str(seed), str(count))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_mutated_files_are_taken_or_refused_as_a_whole(tmp_path: Path, seed: int) -> None:
    found = _fuzz(tmp_path, seed, 50)

    assert found["broken"] == []
    assert found["memory"] < LIMIT
    assert found["bad"] >= 25


@pytest.mark.slow
@pytest.mark.parametrize("name", ["大表.xlsx", "大包.zip", "大附件.pdf"])
def test_a_file_of_200_megabytes_is_refused_unread(installation: Path, name: str) -> None:
    path = installation / name
    with path.open("wb") as file:
        file.truncate(2 * MAX_BYTES)

    (line,) = import_paths([path], 3)

    assert not line.ok
    assert line.sentence == (f"“{name}”超过100MB或300个文件，请压缩图片、删去无关文件后重新提交。")


def test_a_broken_name_in_an_archive_is_a_sentence(installation: Path) -> None:
    path = installation / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("申报表.xlsx", b"1")
    path.write_bytes(path.read_bytes().replace("申".encode(), b"\xff\xff\xff"))

    (line,) = import_paths([path], 3)

    assert line.sentence == "压缩包“包.zip”已损坏或设有密码，无法解压，请重新打包后提交。"
