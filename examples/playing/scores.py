"""Reviewers fill in their score workbooks (art. 17, 18).

A percentage is the applicant's level, more or less by item and reviewer, in steps of 5. Reviewers
stay within 20 points of each other, but for the one item the scenario has them talk about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from documents.forms.score_sheet import (
    STEP,
    ApplicantSheet,
    BlankItem,
    BlankSheet,
    Item,
    ReviewStage,
    ScoreWorkbook,
    SiteItem,
    write_score_sheet,
)
from examples.making.variety import choice, number
from examples.playing.posting import post
from examples.playing.scenario import Scenario

_TILTS = (-8, -4, 0, 0, 4, 8)
_SITE_TILTS = (-5, 0, 0, 0, 5)
_WORTH_IMPROVING = 70
_STAGES = {"document-review": "资料评审", "site-review": "现场评审"}


@dataclass(frozen=True, slots=True)
class Task:
    """One reviewer's task as handed out.

    `sheets` are those of the blank workbook, `codes` receipt number to credit code, and `panel`
    the ids of all who score the same applicants: the last of them is the odd one out.
    """

    stage: ReviewStage
    panel_number: int
    reviewer: str
    reviewer_name: str
    criteria: str
    panel: tuple[str, ...]
    sheets: tuple[BlankSheet, ...]
    codes: Mapping[str, str]


def score_sheet_files(scenario: Scenario, tasks: Sequence[Task], *, folder: Path) -> list[Path]:
    """One filled workbook for each reviewer's task."""
    return [
        post(
            folder,
            f"{_STAGES[task.stage]}评分表-第{task.panel_number}组-{task.reviewer}.xlsx",
            write_score_sheet(score_workbook(scenario, task)),
        )
        for task in tasks
    ]


def score_workbook(scenario: Scenario, task: Task) -> ScoreWorkbook:
    """The workbook as this reviewer hands it in."""
    return ScoreWorkbook(
        edition=scenario.edition,
        stage=task.stage,
        panel=task.panel_number,
        reviewer=task.reviewer,
        reviewer_name=task.reviewer_name,
        criteria=task.criteria,
        sheets=tuple(_sheet(scenario, task, blank) for blank in task.sheets),
    )


def consensus_talk(scenario: Scenario, refs: Mapping[str, str]) -> dict[str, Any]:
    """The panel's agreement as the gate asks for it; `refs` are credit codes to receipt numbers."""
    talk = scenario.scores.consensus
    return {
        "ref": refs[talk.uscc],
        "item": talk.item,
        "percent": talk.agreed_percent,
        "minute": talk.minute,
    }


def cut_choices(scenario: Scenario, refs: Mapping[str, str]) -> list[dict[str, str]]:
    """Who of the two equals at the cut gets the place, as the gate asks for it (art. 17)."""
    cut = scenario.scores.cut
    if not set(cut.usccs) <= set(refs):
        return []  # a smaller edition has no equals at the cut
    return [
        {"ref": refs[uscc], "choice": word, "reason": reason}
        for uscc, word, reason in zip(cut.usccs, ("入围", "不入围"), cut.reasons, strict=True)
    ]


def _sheet(scenario: Scenario, task: Task, blank: BlankSheet) -> ApplicantSheet:
    on_paper = task.stage == "document-review"
    fill = _document_item if on_paper else _site_item
    return ApplicantSheet(
        ref=blank.ref,
        applicant=blank.applicant,
        overall="质量管理成体系，主要结果有数据支持。",
        questions="请现场核对关键过程的测量记录。" if on_paper else "",
        items=tuple(fill(scenario, task, task.codes[blank.ref], item) for item in blank.items),
    )


def _document_item(scenario: Scenario, task: Task, uscc: str, item: BlankItem) -> Item:
    percent = _document_percent(scenario, task, uscc, item.number)
    return Item(
        number=item.number,
        name=item.name,
        points=item.points,
        percent=percent,
        strengths=_strengths(item),
        improvements=_improvements(item, percent),
    )


def _document_percent(scenario: Scenario, task: Task, uscc: str, item: str) -> int:
    scores = scenario.scores
    talk = scores.consensus
    if (uscc, item) == (talk.uscc, talk.item):
        is_odd = task.reviewer == task.panel[-1]
        return talk.odd_percent if is_odd else talk.other_percent
    if uscc in scores.cut.usccs:
        alike = scores.cut.usccs[1]
        return _stepped(scores.levels[alike] + choice(f"{alike}/{item}", _TILTS))
    seen = scores.levels[uscc] + choice(f"{uscc}/{item}", _TILTS)
    own = scores.strictness[task.reviewer] + number(f"{task.reviewer}/{uscc}/{item}", -2, 2)
    return _stepped(seen + own)


def _site_item(scenario: Scenario, task: Task, uscc: str, item: BlankItem) -> SiteItem:
    """Near the papers' result; whatever differs from it has its reason."""
    before = item.document_percent
    level = before if before is not None else Decimal(scenario.scores.levels[uscc])
    own = Decimal(scenario.scores.strictness[task.reviewer]) / 2
    percent = _stepped(level + own + choice(f"现场/{uscc}/{item.number}", _SITE_TILTS))
    return SiteItem(
        number=item.number,
        name=item.name,
        points=item.points,
        percent=percent,
        strengths=_strengths(item),
        improvements=_improvements(item, percent),
        document_percent=before,
        reason="" if before is None or before == percent else scenario.scores.site_reason,
    )


def _stepped(percent: Decimal | int) -> int:
    """The nearest legal percentage."""
    steps = (Decimal(percent) / STEP).to_integral_value()
    return min(100, max(0, int(steps) * STEP))


def _strengths(item: BlankItem) -> str:
    return f"{item.name}有明确的方法并已展开。"


def _improvements(item: BlankItem, percent: int) -> str:
    return f"{item.name}的结果可与标杆比较。" if percent < _WORTH_IMPROVING else ""
