"""The holiday plans: is every year there that an edition under way reaches?"""

from sqlmodel import col, select

from actions.upkeep.finding import Finding, Problem
from models.edition import Edition, EditionState, Phase, StageAttempt
from runtime.desk import Desk

_DECEMBER = 12  # the State Council publishes the next year's plan in November


def known(desk: Desk) -> Finding:
    """Years without a plan, for which no deadline can be computed."""
    missing = sorted(_needed(desk) - set(desk.calendar.years))
    problems = tuple(
        Problem(
            f"没有 {year} 年的放假安排，涉及这一年的期限无法计算。",
            f"请按国务院办公厅公布的安排写成 {year}.toml（见 policies/calendars/README.md），"
            "放好后重新启动。",
        )
        for year in missing
    )
    return Finding("calendar", "节假日", problems)


def _needed(desk: Desk) -> set[int]:
    """This year and those of deadlines, while an edition is under way; from December the next."""
    running = desk.session.exec(
        select(Edition.number).where(Edition.state == EditionState.RUNNING)
    ).all()
    due = desk.session.exec(
        select(StageAttempt.due_at)
        .where(col(StageAttempt.edition).in_(running))
        .where(col(StageAttempt.phase).not_in([phase for phase in Phase if phase.is_over]))
    ).all()
    years = {moment.astimezone(desk.at.tzinfo).year for moment in due if moment}
    if running:
        years.add(desk.at.year)
    if desk.at.month == _DECEMBER:
        years.add(desk.at.year + 1)
    return years
