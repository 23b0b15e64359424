"""Reviewers declare their interests after the draw (art. 30)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents.forms.applicants import Applicant
from documents.forms.declaration import DeclarationForm, DeclarationLine, write_declaration
from examples.playing.posting import post
from examples.playing.scenario import Scenario


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    """A panel as drawn: id and name of each reviewer in drawn order, applicants by number.

    `reserves` are those who took a seat later; no declared interest of the scenario is theirs.
    """

    number: int
    reviewers: tuple[tuple[str, str], ...]
    applicants: tuple[Applicant, ...]
    reserves: tuple[tuple[str, str], ...] = ()


def declaration_files(
    scenario: Scenario, panels: Sequence[DrawnPanel], *, on: date, folder: Path
) -> list[Path]:
    """One declaration for each reviewer of each panel."""
    return [
        post(
            folder,
            f"回避声明-第{panel.number}组-{reviewer}.xlsx",
            write_declaration(_declaration(scenario, panel, reviewer, name, on)),
        )
        for panel in panels
        for reviewer, name in (*panel.reviewers, *panel.reserves)
    ]


def _declaration(
    scenario: Scenario, panel: DrawnPanel, reviewer: str, name: str, on: date
) -> DeclarationForm:
    interests = _interests(scenario, panel, reviewer)
    return DeclarationForm(
        edition=scenario.edition,
        panel=panel.number,
        reviewer=reviewer,
        name=name,
        confidential=True,
        signed_on=on,
        lines=tuple(
            DeclarationLine(
                ref=one.ref,
                applicant=one.name,
                interest="有" if one.ref in interests else "无",
                note=interests.get(one.ref, ""),
            )
            for one in panel.applicants
        ),
    )


def _interests(scenario: Scenario, panel: DrawnPanel, reviewer: str) -> dict[str, str]:
    """Receipt number to the interest declared."""
    by_place = {place: one for place, (one, _) in enumerate(panel.reviewers, start=1)}
    return {
        panel.applicants[planned.applicant - 1].ref: planned.note
        for planned in scenario.declared_interests
        if planned.panel == panel.number and by_place.get(planned.place) == reviewer
    }
