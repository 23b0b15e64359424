"""Everything that has to fit together across a pack: order, sums, limits and references."""

from collections.abc import Callable, Iterator

from rules.policy import checks_after, checks_entry, checks_frame, checks_review
from rules.policy.draft import Complaint, Draft

_CHECKS: tuple[Callable[[Draft], Iterator[Complaint]], ...] = (
    checks_frame.stage_entries,
    checks_frame.identifiers,
    checks_frame.ladders,
    checks_frame.validity,
    checks_frame.durations,
    checks_entry.conditions,
    checks_entry.condition_params,
    checks_entry.fixed_date,
    checks_entry.last_withdrawal,
    checks_review.panel_sizes,
    checks_review.strata,
    checks_review.weights,
    checks_review.scoring,
    checks_review.shortlist,
    checks_review.vote,
    checks_after.money,
    checks_after.bans,
    checks_after.retention,
)


def complaints(draft: Draft, needs: checks_frame.Needs | None) -> Iterator[Complaint]:
    """Everything that does not fit; values that are missing or malformed are passed over."""
    yield from checks_frame.stage_order(draft, needs)
    for check in _CHECKS:
        yield from check(draft)
