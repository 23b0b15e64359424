"""Reviewers sign once more when their sheets are done: nobody has met a new interest (art. 30)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from documents.forms.after_declaration import AfterDeclaration, write_after_declaration
from documents.forms.declaration import DeclarationLine
from documents.forms.score_sheet import STAGES
from examples.playing.posting import post
from examples.playing.scores import Task


def after_declaration_files(
    edition: int, tasks: Sequence[Task], *, on: date, folder: Path
) -> list[Path]:
    """One declaration for each reviewer's task."""
    return [
        post(
            folder,
            f"{STAGES[task.stage]}后声明-第{task.panel_number}组-{task.reviewer}.xlsx",
            write_after_declaration(_declaration(edition, task, on)),
        )
        for task in tasks
    ]


def _declaration(edition: int, task: Task, on: date) -> AfterDeclaration:
    return AfterDeclaration(
        edition=edition,
        stage=task.stage,
        panel=task.panel_number,
        reviewer=task.reviewer,
        name=task.reviewer_name,
        nothing_new=True,
        signed_on=on,
        lines=tuple(
            DeclarationLine(ref=one.ref, applicant=one.applicant, interest="无")
            for one in task.sheets
        ),
    )
