"""The publicity period of an edition as its record tells it (art. 20)."""

from collections.abc import Iterator

from actions.publicity.period import period_of, proofs
from actions.record.parts import decided
from rules.publicity import Period
from rules.record import PublicityRecord, YearRecord
from runtime.desk import Desk


def publicity_record(desk: Desk, edition: int) -> PublicityRecord | None:
    """Proof, calendar and period; ``None`` before the decision."""
    found = decided(desk, edition, "publicity")
    period = period_of(desk, found[0]) if found else None
    if found is None or period is None:
        return None
    attempt, decision = found
    return PublicityRecord(
        proofs=tuple(proofs(desk, attempt)),
        years=tuple(_years(desk, period)),
        period=period,
        closed_at=attempt.closed_at or decision.decided_at,
    )


def _years(desk: Desk, period: Period) -> Iterator[YearRecord]:
    """The plans that the count looks at: those of the years the period lies in."""
    for year in range(period.published_at.year, period.last_day.year + 1):
        plan = desk.calendar.years[year]
        yield YearRecord(
            year=year,
            off_days=tuple(sorted(plan.off_days)),
            make_up_workdays=tuple(sorted(plan.make_up_workdays)),
            source=plan.source,
        )
