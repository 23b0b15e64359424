"""When the next edition opens (article 4): so many years after the last, on the policy's day."""

from datetime import date

from rules.policy.frame import Cycle


def next_opening(cycle: Cycle, *, last_year: int | None, today: date) -> date | None:
    """The next day on which an edition is due, None where the policy names no day.

    `last_year` is the year of the last edition; before the first, the next such day is meant. An
    edition that was left out does not move the years of the others.
    """
    if cycle.type.value == "by_decision" or cycle.opens is None:
        return None
    month, day = map(int, cycle.opens.value.split("-"))
    step = 1 if last_year is None else cycle.every_years.value
    year = today.year if last_year is None else last_year + step
    while date(year, month, day) < today:
        year += step
    return date(year, month, day)
