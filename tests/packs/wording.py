"""What stands on no paper that people read: words of a program, bare days, empty brackets."""

import re

from models.paper import papers_of
from runtime.desk import open_desk
from tests.documents.papers.reading import text_of

_ODD = re.compile(
    r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])|\bNone\b|\b[a-z]+_[a-z]+\b|（\s*）|。。|。；|，。|：。",
    re.ASCII,
)
_OF_NUMBERS = {"draw-record", "signing-sheet"}  # hashes and the names of texts, which stay inside


def words_of_a_program(edition: int) -> list[tuple[str, str]]:
    """File and word of each that was found on the papers of an edition."""
    with open_desk() as desk:
        return [
            (paper.file_name, found[0])
            for paper in papers_of(desk.session, edition)
            if paper.kind not in _OF_NUMBERS
            for found in _ODD.finditer(text_of(desk.files.fetch(paper.sha256)))
        ]
