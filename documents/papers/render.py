"""A `Paper` as .docx bytes; the same paper, the same bytes. Imports python-docx when called."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from documents.papers.paper import Layout, Paper
from documents.steady import steady_file

if TYPE_CHECKING:
    from docx.document import Document


def render_docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    from documents.papers import certificate, drawing, look

    is_official = paper.layout is Layout.OFFICIAL
    document = look.new_document(is_landscape=paper.is_landscape, is_numbered=is_official)
    if not is_official:
        certificate.draw(document, paper)
    else:
        drawing.draw(document, paper)
    return steady_file(_parts(document), title=paper.title)


def _parts(document: "Document") -> Iterator[tuple[str, bytes]]:
    """As python-docx would save them, without an archive that is only unpacked again."""
    from docx.opc import pkgwriter

    types: Any = pkgwriter._ContentTypesItem  # noqa: SLF001 -- written by its own ``write`` only
    package: Any = document.part.package
    parts = package.parts
    for part in parts:
        part.before_marshal()
    yield "[Content_Types].xml", types.from_parts(parts).blob
    yield "_rels/.rels", package.rels.xml
    for part in parts:
        yield part.partname.membername, part.blob
        if len(part.rels):
            yield part.partname.rels_uri.membername, part.rels.xml
