"""Every paper of an edition, composed, drawn and packed: time, memory, and whether it is linear.

300 applicants, a fifth of them visited, twenty candidates, ten winners. The papers are written one
after the other in one process, as a stage does it.
"""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from benchmarks.row import Row
from documents.papers.chart_svg import svg_of
from documents.papers.charts import Chart
from documents.papers.compose import compose
from documents.papers.contexts.base import Base, Organisation
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.render import render_docx

APPLICANTS, FEWER = 300, 100
ITEMS, CANDIDATES, WINNERS, DEPARTMENTS = 23, 20, 10, 14
_MANY: Any = EXAMPLES


def rows(*, quick: bool) -> list[Row]:
    size = FEWER if quick else APPLICANTS
    small, large = _seconds(size // 3), _seconds(size)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    named = f"all papers, {size} applicants"
    return [
        Row(name=named, unit="CPU s", ours=large, target="< 60"),
        Row(name=f"{named}: memory", unit="MiB", ours=memory, target="< 500"),
        Row(
            name=f"{named}: growth", unit="CPU s", ours=large, reference=small,
            against=f"{size // 3} applicants", target="<= 7/2",
        ),
    ]  # fmt: skip


def _seconds(size: int) -> float:
    start = time.process_time()
    written = sum(len(_written(kind, context)) for kind, context in _papers(size))
    assert written, "an edition has papers"
    return time.process_time() - start


def _written(kind: str, context: Base) -> bytes:
    paper = compose(kind, context)
    for picture in paper.pictures:
        if isinstance(picture, Chart):
            svg_of(picture)
    return render_docx(paper)


def _papers(size: int) -> Iterator[tuple[str, Base]]:
    """What an edition of that size files, kind by kind."""
    refs = [f"S{number:03d}" for number in range(1, size + 1)]
    everyone = tuple(Organisation(ref=ref, name=f"钦州{ref}有限公司") for ref in refs)
    visited, voted = size // 5, min(CANDIDATES, size)
    for kind in ("work-plan", "procedure-chart", "notice", "summary-report", "minutes", "request"):
        yield kind, EXAMPLES[kind]
    for kind in ("public-list", "decision", "ballot-paper", "count-sheet", "fund-order"):
        yield kind, EXAMPLES[kind]
    for one in everyone:
        yield "eligibility-result", replace(_MANY["eligibility-result"], applicant=one)
        yield "feedback", replace(_MANY["feedback"], applicant=one)
    for _ in range(DEPARTMENTS):
        yield "consultation", replace(_MANY["consultation"], applicants=everyone)
    listed = _MANY["eligibility-list"]
    yield "eligibility-list", replace(listed, rows=listed.rows[:1] * size)
    drawn = _MANY["draw-record"]
    yield "draw-record", replace(drawn, panels=drawn.panels * max(1, size // 6))
    for _ in range(3 * max(1, size // 6)):
        yield "declaration-form", EXAMPLES["declaration-form"]
    yield from _reports(size, visited, voted)
    for _ in range(WINNERS):
        yield "certificate", EXAMPLES["certificate"]
        yield "plaque", EXAMPLES["plaque"]


def _reports(size: int, visited: int, voted: int) -> Iterator[tuple[str, Base]]:
    """The reports that hold a section an applicant."""
    document, site = _MANY["document-report"], _MANY["site-report"]
    review, visit = document.reviews[0], site.reviews[0]
    review = replace(review, items=review.items * ITEMS)
    visit = replace(visit, items=visit.items * ITEMS)
    yield (
        "document-report",
        replace(document, ranking=document.ranking * size, reviews=(review,) * size),
    )
    yield "site-report", replace(site, reviews=(visit,) * visited)
    charts, pages = _MANY["score-charts"], _MANY["candidate-pages"]
    yield "score-charts", replace(charts, applicants=charts.applicants[:1] * visited)
    yield "candidate-pages", replace(pages, pages=pages.pages[:1] * voted)
    spread = _MANY["panel-spread"]
    yield "panel-spread", replace(spread, panels=spread.panels * max(1, size // 6))
