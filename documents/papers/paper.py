"""A paper as a value: what stands on it, not how it looks."""

import json
from dataclasses import dataclass
from enum import StrEnum

from documents.papers.charts import Chart

BLANK = "〔\u00a0\u00a0\u00a0\u00a0〕"
"""What stands where a value is not known yet, to be filled in by hand; it breaks nowhere."""

NO_NUMBER_YET = "（文号待编）"


class Layout(StrEnum):
    """How a paper is laid out."""

    OFFICIAL = "official"
    CERTIFICATE = "certificate"
    PLAQUE = "plaque"


class Place(StrEnum):
    """Where a paragraph stands on its line."""

    BODY = "body"  # two characters in
    FLUSH = "flush"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) to 4 (（1）), with its number already in the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, without line breaks."""

    text: str
    place: Place = Place.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are relative and may be empty (all alike). Cells may have line breaks."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow chart: steps one under the other, each a name and what is written below it."""

    title: str
    steps: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """As it stands in a rendered template."""
        return json.dumps([self.title, *self.steps], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | Chart | Flow | PageBreak


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """版记 at the foot of the last page: who gets copies, who printed it, and when (or a blank)."""

    copies_to: tuple[str, ...]
    printer: str
    printed_on: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper.

    `number` is None while the document number is not assigned ("" on papers that bear none),
    `date` None while the day is not known; both leave a visible blank. `annexes` are named before
    the signature, `annexed` is printed after it. `issuer` is "" where a person signs. `mark` is the
    issuer's mark in the red head ("" for no head), `signer` the one who signs a request off ("" on
    all others), `qr` the text behind the square code on a certificate and
    `code` the one to be typed. `corner` are the lines above the
    head: copy number, secrecy and urgency, as far as the paper has them.
    """

    kind: str
    title: str
    number: str | None
    addressee: str
    body: tuple[Block, ...]
    annexes: tuple[str, ...]
    annexed: tuple[Block, ...]
    issuer: str
    date: str | None
    note: str = ""
    mark: str = ""
    signer: str | None = ""
    is_landscape: bool = False
    layout: Layout = Layout.OFFICIAL
    qr: str = ""
    code: str = ""
    corner: tuple[str, ...] = ()
    print_record: PrintRecord | None = None

    @property
    def pictures(self) -> tuple[Chart | Flow, ...]:
        """The charts on it, which are also kept as SVG."""
        blocks = (*self.body, *self.annexed)
        return tuple(block for block in blocks if isinstance(block, Chart | Flow))

    @property
    def file_name(self) -> str:
        """A name to save it under: the title without what file systems refuse."""
        return "".join(char for char in self.title if char not in '\\/:*?"<>|\n') + ".docx"
