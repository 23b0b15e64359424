"""``python -m examples.make_paper_pages``: pages of made-up papers as docs/images/paper-*.png.

Needs LibreOffice, poppler-utils and a Chinese font; it says so where they are missing.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.papers.compose import compose
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.render import render_docx
from documents.pdf import NoOffice, to_pdf

FOLDER = Path(__file__).parent.parent / "docs" / "images"
PAGES = {
    "notice": 1,
    "candidate-pages": 1,
    "score-charts": 2,
    "procedure-chart": 1,
    "certificate": 1,
}
_DOTS = "64"  # an inch


def main() -> int:
    program = shutil.which("pdftoppm")
    if program is None:
        sys.stderr.write("没有安装 poppler-utils，不能生成页面图片，请安装后再运行。\n")
        return 2
    papers = {f"{kind}.docx": render_docx(compose(kind, EXAMPLES[kind])) for kind in PAGES}
    try:
        pdfs = to_pdf(papers)
    except NoOffice as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    for kind, page in PAGES.items():
        _draw(program, pdfs[f"{kind}.pdf"], page, FOLDER / f"paper-{kind}.png")
    return 0


def _draw(program: str, pdf: bytes, page: int, picture: Path) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        number, stem = str(page), str(picture.with_suffix(""))
        command = [program, "-png", "-gray", "-r", _DOTS, "-f", number, "-l", number]
        if picture.stem.endswith(("certificate", "notice")):
            command.remove("-gray")  # their red is part of them
        subprocess.run(  # noqa: S603 -- our own list, no shell
            [*command, "-singlefile", file.name, stem], check=True
        )


if __name__ == "__main__":
    sys.exit(main())
