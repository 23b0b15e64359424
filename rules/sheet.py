"""One reviewer's score sheet (articles 5, 17 and 18): what may stand in it.

One holistic percentage per item, in the policy's steps. A missing score is never a zero: a sheet
that is incomplete is refused with the items named. Comments beside the percentages are asked
for, but a missing comment does not make a score invalid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.criteria import Criteria
from rules.errors import RuleError
from rules.policy import Policy

FULL = 100
_LOW, _HIGH = 30, 70


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reviewer's percentages by item number, whole percents from 0 to 100."""

    reviewer: str
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong with one item of a sheet; `item` is "" for the sheet as a whole."""

    reviewer: str
    item: str
    code: str
    sentence: str


class SheetRefused(RuleError):
    """Sheets cannot be counted; `problems` names every item."""

    code = "sheet_refused"

    def __init__(self, problems: Sequence[SheetProblem]) -> None:
        super().__init__("".join(problem.sentence for problem in problems))
        self.problems = tuple(problems)


def check_sheet(sheet: Sheet, criteria: Criteria, policy: Policy) -> tuple[SheetProblem, ...]:
    """Every problem of a sheet by the policy, () when it can be counted."""
    return sheet_problems(sheet, item_points(criteria), policy.scoring.percent_step.value)


def item_points(criteria: Criteria) -> dict[str, int]:
    """The points of each item by its number, in the order of the criteria."""
    return {item.number: item.points for item in criteria.items}


def sheet_problems(sheet: Sheet, points: Mapping[str, int], step: int) -> tuple[SheetProblem, ...]:
    """Every problem of a sheet: missing and unknown items, percentages that do not exist."""
    missing = [number for number in points if number not in sheet.items]
    unknown = [number for number in sheet.items if number not in points]
    illegal = [
        number
        for number, percent in sheet.items.items()
        if number in points and not is_percentage(percent, step)
    ]
    who = sheet.reviewer
    return (
        *(SheetProblem(who, n, "missing", f"{who}的评分表缺条款 {n} 的评分。") for n in missing),
        *(SheetProblem(who, n, "unknown", f"{who}的评分表有不存在的条款 {n}。") for n in unknown),
        *(_illegal(who, n, sheet.items[n], step) for n in illegal),
    )


def is_percentage(percent: object, step: int) -> bool:
    """Whether it is a whole percentage from 0 to 100 in the given steps."""
    if not isinstance(percent, int) or isinstance(percent, bool):
        return False
    return 0 <= percent <= FULL and percent % step == 0


def _illegal(reviewer: str, number: str, percent: object, step: int) -> SheetProblem:
    sentence = (
        f"{reviewer}的评分表条款 {number} 的评分“{percent}”须为 0 到 100 之间 {step} 的倍数。"
    )
    return SheetProblem(reviewer, number, "illegal", sentence)


def comment_problems(
    sheet: Sheet,
    strengths: Mapping[str, Sequence[str]],
    opportunities: Mapping[str, Sequence[str]],
) -> tuple[SheetProblem, ...]:
    """Items whose comments do not carry the percentage.

    Every item needs a strength or an opportunity for improvement; below 30 % an opportunity and
    from 70 % on a strength, because there the comment has to explain the score.
    """
    found = []
    for number, percent in sheet.items.items():
        good, bad = _written(strengths, number), _written(opportunities, number)
        if not good and not bad:
            found.append((number, "no_comment", "没有写优势或改进机会"))
        elif percent >= _HIGH and not good:
            found.append((number, "no_strength", f"评分 {percent}%，没有写优势"))
        elif percent < _LOW and not bad:
            found.append((number, "no_opportunity", f"评分 {percent}%，没有写改进机会"))
    who = sheet.reviewer
    return tuple(SheetProblem(who, n, code, f"{who}的评分表条款 {n} {w}。") for n, code, w in found)


def _written(comments: Mapping[str, Sequence[str]], number: str) -> bool:
    return any(comment.strip() for comment in comments.get(number, ()))
