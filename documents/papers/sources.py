"""Where a template comes from: the office's own folder of .docx files first, then as shipped."""

from functools import cache
from pathlib import Path
from typing import Any

from documents.papers.word_templates import template_text, word_template

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment(folder: Path | None = None) -> Any:
    """The templates; those in ``folder`` (``notice.docx``) stand before the shipped ones."""
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader

    from documents.papers.sandbox import Sandbox

    shipped = FileSystemLoader(TEMPLATES)
    own = FunctionLoader(lambda name: _own(folder, name)) if folder else None
    return Sandbox(ChoiceLoader([own, shipped]) if own else shipped)


def write_word_templates(folder: Path) -> list[Path]:
    """Every shipped template as a .docx to be edited; files that are there already are kept."""
    from documents.papers.catalogue import KINDS

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(TEMPLATES.glob("*.jinja")):
        target = folder / f"{path.stem}.docx"
        if not target.exists():
            title = KINDS[path.stem].label if path.stem in KINDS else path.stem
            target.write_bytes(word_template(path.read_text("utf-8"), title=title))
            written.append(target)
    return written


def _own(folder: Path | None, name: str) -> Any:
    assert folder is not None
    path = folder / f"{Path(name).stem}.docx"
    if not path.is_file():
        return None
    seen = path.stat().st_mtime_ns
    return template_text(path.read_bytes()), str(path), lambda: path.stat().st_mtime_ns == seen
