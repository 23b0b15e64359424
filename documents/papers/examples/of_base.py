"""A made-up 审签单, which any paper may have."""

from documents.papers.contexts.base import Base, SigningSheet
from documents.papers.examples.shared import COMMON

EXAMPLES: dict[str, Base] = {
    "signing-sheet": SigningSheet(**COMMON, stage="公示", settings=COMMON["bases"]),
}
