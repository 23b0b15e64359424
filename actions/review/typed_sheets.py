"""A score sheet that is typed item by item: what is missing or wrong, and the workbook of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from actions.review import review
from actions.review.own_sheets import Seated
from documents.forms.score_sheet import (
    ApplicantSheet,
    Item,
    ScoreWorkbook,
    SiteItem,
    write_score_sheet,
)
from rules.ranking import display
from rules.sheet import Sheet, comment_problems, is_percentage
from runtime.desk import Desk

PERCENT, STRENGTHS, IMPROVEMENTS, REASON = "percent", "strengths", "improvements", "reason"


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands in the way, by item; and what is asked for and stops nobody."""

    problems: Mapping[str, str]
    advice: tuple[str, ...]


def check(desk: Desk, seat: Seated, ref: str, typed: Mapping[str, str]) -> Checked:
    """Every item is looked at, so that all of it is said at once."""
    edition = seat.attempt.edition
    step = desk.policy(edition).scoring.percent_step.value
    before = before_of(desk, seat, ref)
    problems: dict[str, str] = {}
    for item in desk.criteria(edition).items:
        text = typed.get(f"{item.number}-{PERCENT}", "")
        percent = int(text) if text.isdecimal() else None
        reason = typed.get(f"{item.number}-{REASON}", "")
        now = Fraction(percent or 0)
        moved = abs(now - before.get(item.number, now))
        if not text:
            problems[item.number] = "还没有选择得分百分比。"
        elif not is_percentage(percent, step):
            problems[item.number] = f"得分百分比须为0至100之间{step}的倍数。"
        elif moved >= step and not reason:
            problems[item.number] = f"与资料评审相差{step}个百分点及以上，请写明改变理由。"
    own = {n: int(typed[f"{n}-{PERCENT}"]) for n in _numbers(desk, seat) if n not in problems}
    words = [{n: [typed.get(f"{n}-{part}", "")] for n in own} for part in (STRENGTHS, IMPROVEMENTS)]
    advice = comment_problems(Sheet("", own), *words)
    return Checked(problems, tuple(one.sentence.removeprefix("的评分表") for one in advice))


def workbook_of(desk: Desk, seat: Seated, ref: str, typed: Mapping[str, str]) -> bytes:
    """The workbook with this one sheet, as it would have come by mail."""
    member, attempt = seat.member, seat.attempt
    before = before_of(desk, seat, ref)
    sheet = ApplicantSheet(
        ref=ref, applicant=seat.applicant(ref).name, overall=typed.get("overall", ""),
        questions=typed.get("questions", ""),
        items=tuple(_item(desk, seat, number, typed, before) for number in _numbers(desk, seat)),
    )  # fmt: skip
    return write_score_sheet(
        ScoreWorkbook.model_validate(
            {
                "edition": attempt.edition, "stage": attempt.stage,
                "panel": seat.group.panel.number, "reviewer": member.id,
                "reviewer_name": member.name, "criteria": desk.criteria(attempt.edition).id,
                "sheets": (sheet,),
            }
        )
    )  # fmt: skip


def before_of(desk: Desk, seat: Seated, ref: str) -> Mapping[str, Fraction]:
    """The papers' percentages, for the review on site."""
    if seat.attempt.stage != review.SITE:
        return {}
    return review.document_percents(desk, edition=seat.attempt.edition, ref=ref)


def _numbers(desk: Desk, seat: Seated) -> list[str]:
    return [item.number for item in desk.criteria(seat.attempt.edition).items]


def _item(
    desk: Desk, seat: Seated, number: str, typed: Mapping[str, str], before: Mapping[str, Fraction]
) -> Item | SiteItem:
    item = desk.criteria(seat.attempt.edition).item(number)
    said = {part: typed.get(f"{number}-{part}", "") for part in (STRENGTHS, IMPROVEMENTS)}
    facts = {
        "number": number, "name": item.name, "points": item.points,
        "percent": int(typed[f"{number}-{PERCENT}"]), **said,
    }  # fmt: skip
    if seat.attempt.stage != review.SITE:
        return Item.model_validate(facts)
    document = Decimal(display(before[number])) if number in before else None
    reason = typed.get(f"{number}-{REASON}", "")
    return SiteItem.model_validate({**facts, "document_percent": document, "reason": reason})
