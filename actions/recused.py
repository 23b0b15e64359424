"""Who keeps away from whom (art. 30), and which sheets that takes out."""

from models.after_declaration import interests_after
from models.application import refs_in
from models.edition import StageAttempt, attempt_in_force
from models.panel import declarations_of
from models.recusal import recusal_orders_of
from models.review import SheetState, sheets_of
from models.types import id_of
from rules.recusal import Ground, Recusal, declare, takes_out
from runtime.desk import Desk


def recusals_of(desk: Desk, edition: int) -> tuple[Recusal, ...]:
    """Who keeps away from whom: declared before or after a review, ordered, or found later."""
    panels = attempt_in_force(desk.session, edition, "panels")
    declared = (
        declare(one.reviewer, one.ref, one.note)
        for one in declarations_of(desk.session, id_of(panels) if panels else 0)
        if one.has_interest
    )
    after = (declare(a.reviewer, a.ref, a.note) for a in interests_after(desk.session, edition))
    ordered = (
        Recusal(one.reviewer, one.ref, Ground(one.ground), one.reason, one.ordered_by)
        for one in recusal_orders_of(desk.session, edition)
        if one.in_force_at is not None
    )
    return (*declared, *after, *ordered)


def barred_in(desk: Desk, attempt: StageAttempt) -> frozenset[tuple[str, str]]:
    """Pairs kept apart; a policy may let a sheet stand that was handed in before."""
    known = recusals_of(desk, attempt.edition)
    if not known:
        return frozenset()
    policy, refs = desk.policy(attempt.edition), refs_in(desk.session, attempt.edition)
    apart = {(one.reviewer, ref) for one in known for ref in refs if one.covers(ref)}
    stay = {(one.reviewer, one.ref) for one in known if not takes_out(one, policy)}
    if not stay:
        return frozenset(apart)
    handed_in = sheets_of(desk.session, id_of(attempt), SheetState.HANDED_IN)
    return frozenset(apart - (stay & {(s.reviewer, s.ref) for s in handed_in}))
