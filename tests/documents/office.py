"""LibreOffice and poppler, where they are installed: pages as people see them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from documents.pdf import PROGRAMS, office_program, to_pdf

needs_office = pytest.mark.skipif(
    office_program() is None or shutil.which("pdftotext") is None,
    reason="LibreOffice 或 poppler-utils 没有安装，不能按页查看",
)


def pages_of(data: bytes, name: str, tmp_path: Path) -> list[str]:
    """The text of each page of an office file, as LibreOffice lays it out."""
    (pdf,) = to_pdf({name: data}).values()
    return text_of_pdf(pdf, tmp_path)


def text_of_pdf(pdf: bytes, tmp_path: Path) -> list[str]:
    """The text of each page."""
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        [_program("pdftotext"), "-layout", str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split("\f")[:-1]


def page_sizes(pdf: bytes, tmp_path: Path) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    path = tmp_path / "size.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        [_program("pdfinfo"), "-l", "-1", str(path)], capture_output=True, text=True, check=True
    )
    lines = [
        line for line in done.stdout.splitlines() if line.startswith("Page") and "size" in line
    ]
    points = [line.split(":")[1].split("pts")[0].split("x") for line in lines]
    return [(round(float(w) * 25.4 / 72), round(float(h) * 25.4 / 72)) for w, h in points]


def resaved(written: dict[str, bytes], folder: Path) -> Path:
    """The folder in which LibreOffice saved every workbook again, in one run."""
    for name, data in written.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            *(office_program() or PROGRAMS[0], "--headless"),
            *(f"-env:UserInstallation={(folder / 'p').as_uri()}", "--convert-to"),
            *("xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")),
            *(str(folder / f"{name}.xlsx") for name in written),
        ],
        capture_output=True,
        check=True,
        timeout=250,
    )
    return folder / "out"


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} belongs to poppler-utils"
    return found
