"""Records that somebody made to keep `verify` busy: refused in one sentence, in little memory."""

import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from cli.record_text import MAX_BYTES
from rules.record import manifest_text, write_pack
from tests.documents import bombs
from tests.peak import megabytes_of

_MOST = 500  # MB
_VERIFY = """
import sys
from cli.main import main
sys.argv[:1] = ["zhijiang", "verify"]
try:
    main()
except SystemExit as ended:
    print(ended.code)
"""


def of(folder: Path, data: bytes, name: str = "record.json") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def packed(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "record.zip"
    with path.open("wb") as out:
        write_pack(out, files.items())
    return path


def refused(path: Path) -> str:
    """The one line of the refusal, from the command as its user runs it."""
    run = subprocess.run(
        [sys.executable, "-c", "from cli.main import main; exit(main())", "verify", str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (run.returncode, run.stdout) == (2, ""), run.stderr
    assert run.stderr.count("\n") == 1
    return run.stderr


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return bombs.archive_of("record.json", "manifest.json", size=bombs.HUGE)


def test_a_pack_that_unfolds_to_gigabytes_is_refused(bomb: bytes, tmp_path: Path) -> None:
    path = of(tmp_path, bomb, "record.zip")

    assert "展开后过大" in refused(path)
    assert megabytes_of(_VERIFY, str(path))[1] < _MOST


def test_a_pack_that_lies_about_it_does_not_hold(bomb: bytes, tmp_path: Path) -> None:
    said, megabytes = megabytes_of(_VERIFY, str(of(tmp_path, bombs.lying(bomb), "record.zip")))

    assert "record.json 已损坏，不能读取。" in said
    assert megabytes < _MOST


def test_a_pack_of_very_many_files_is_refused(tmp_path: Path) -> None:
    assert "文件过多" in refused(of(tmp_path, bombs.with_many_parts(30_000), "record.zip"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"[" * 500_000 + b"]" * 500_000, "括号套了超过100层"),
        (b'{"a":' + b"[" * 900 + b"]" * 900 + b"}", "括号套了超过100层"),
        (b"[" + b"[]," * 5_000_000 + b"1]", "过大"),
        (b" " * (MAX_BYTES + 1), "过大"),
        (b"[" + b"9" * 1_000_000 + b"]", "不是合法的 JSON"),
        (b'{"\\ud800":1,"\\ud800":2}', "重复出现"),
        (b'{"\\u001b[2J\\u202e":1,"\\u001b[2J\\u202e":2}', "重复出现"),
        (b"\xff\xfe\x00", "不是合法的 JSON"),
    ],
)
def test_a_record_without_measure_is_refused(tmp_path: Path, text: bytes, words: str) -> None:
    said = refused(of(tmp_path, text))

    assert words in said
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("name", ["record.json", "manifest.json"])
def test_a_text_without_measure_in_a_pack_is_refused(tmp_path: Path, name: str) -> None:
    files = {"manifest.json": b"{}", "record.json": b"{}", name: b" " * (MAX_BYTES + 1)}

    assert "超过64MB" in refused(packed(tmp_path, files))


def test_repeated_keys_take_no_longer_than_others(tmp_path: Path) -> None:
    keys = ",".join(f'"{number}":1,"{number}":2' for number in range(300_000))

    said = refused(of(tmp_path, b"{" + keys.encode() + b"}"))

    assert "重复出现 0、1、10等，不能核对。" in said


def test_repeated_names_take_no_longer_than_others(tmp_path: Path) -> None:
    path = tmp_path / "record.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        for number in range(10_000):
            archive.writestr(f"record.json{number % 5_000}", b"")
        archive.writestr("record.json", b"{}")

    said, megabytes = megabytes_of(_VERIFY, str(path))

    assert said.count("不止一个") == 5_000
    assert megabytes < _MOST


@pytest.mark.parametrize("deep", [b'{"files":' + b"[" * 3000 + b"]" * 3000 + b"}", b"[" * 99_999])
def test_a_deep_manifest_proves_nothing(tmp_path: Path, deep: bytes) -> None:
    said, _ = megabytes_of(
        _VERIFY, str(packed(tmp_path, {"manifest.json": deep, "record.json": b"{}"}))
    )

    assert "清单" in said


def test_halves_of_characters_are_printed(tmp_path: Path) -> None:
    path = packed(tmp_path, {"record.json": b'{"edition":"\\ud800","\\udfff":[]}'})

    said, _ = megabytes_of(_VERIFY.replace('"verify"', '"verify", "--json"'), str(path))

    assert '"holds": false' in said


def test_names_cannot_write_on_the_screen_themselves(tmp_path: Path) -> None:
    name = "papers/\x1b[2J\u202e公示\n核对一致.docx"
    files = {"manifest.json": manifest_text({}).encode(), name: b"", "record.json": b"{}"}
    said, _ = megabytes_of(_VERIFY, str(packed(tmp_path, files)))

    assert "papers/[2J公示 核对一致.docx" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
