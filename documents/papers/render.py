"""A `Paper` as .docx bytes; the same paper, the same bytes. Imports python-docx when called."""

import io

from documents.papers.paper import Layout, Paper
from documents.steady import steady


def render_docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    from documents.papers import certificate, drawing, look

    document = look.new_document(is_landscape=paper.is_landscape)
    if paper.layout is not Layout.OFFICIAL:
        certificate.draw(document, paper)
    else:
        drawing.draw(document, paper)
    result = io.BytesIO()
    document.save(result)
    return steady(result.getvalue(), title=paper.title)
