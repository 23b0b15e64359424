"""Office files to PDF through LibreOffice, where it is installed.

The same file becomes the same PDF: the moment of conversion and what is derived from it are taken
out, for LibreOffice writes them whatever it is told.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 600
_MADE = re.compile(rb"(?<=Date\(D:)\d{14}")
_IDS = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")


class NoOffice(RuntimeError):
    """LibreOffice is missing or did not do it; the sentence says what to do."""


def office_program() -> str | None:
    """Where LibreOffice is, None on a machine without it."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def to_pdf(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each file's PDF under the same name with ``.pdf``, all in one run.

    Raises:
        NoOffice: there is no LibreOffice, or a file could not be converted.
    """
    program = office_program()
    if program is None:
        raise NoOffice(
            "这台机器没有安装 LibreOffice，没有生成 PDF。请安装 libreoffice-writer 后用 make-pdfs "
            "或 zhijiang papers pdf 补做，或用 WPS、Word 打开 .docx 另存为 PDF。"
        )
    if not files:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        # Numbers instead of names: no name is too long or too odd for a command line.
        sources = {name: place / f"{n}{Path(name).suffix}" for n, name in enumerate(files)}
        for name, path in sources.items():
            path.write_bytes(files[name])
        _convert(program, place, list(sources.values()))
        return {
            f"{Path(name).stem}.pdf": _read(name, path.with_suffix(".pdf"))
            for name, path in sources.items()
        }


def _convert(program: str, place: Path, sources: list[Path]) -> None:
    command = [
        *(program, "--headless", "--norestore", f"-env:UserInstallation={(place / 'p').as_uri()}"),
        *("--convert-to", "pdf", "--outdir", str(place)),
        *map(str, sources),
    ]
    try:
        subprocess.run(  # noqa: S603 -- our own list, no shell
            command,
            env={**os.environ, "TZ": "UTC", "HOME": str(place)},
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NoOffice(
            "LibreOffice 转换失败，没有生成 PDF，请稍后用 make-pdfs 或 zhijiang papers pdf 补做。"
        ) from error


def _read(name: str, path: Path) -> bytes:
    if not path.exists():
        raise NoOffice(f"LibreOffice 没有转换“{name}”，请用 WPS 或 Word 打开检查。")
    return _steady(path.read_bytes())


def _steady(pdf: bytes) -> bytes:
    """The same length, so that every offset in it still holds."""
    timeless = _IDS.sub(b"0" * 32, _MADE.sub(b"19800101000000", pdf))
    content = hashlib.md5(timeless, usedforsecurity=False).hexdigest().upper().encode()
    return _IDS.sub(content, timeless)
