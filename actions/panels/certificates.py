"""Certificates of no interest (art. 30): nothing of an applicant is readable without one.

The standing declaration is the promise of secrecy, without which no declaration is taken.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlmodel import col, select

from models.edition import attempt_in_force
from models.panel import Declaration, Panel
from rules.certificates import Certificate, Occasion, may_read
from rules.findings import Finding, Outcome
from rules.recusal import Recusal
from runtime.desk import Desk

Pair = tuple[str, str]


def closed_to(
    desk: Desk,
    edition: int,
    wanted: Mapping[str, Iterable[str]],
    recusals: Collection[Recusal] = (),
) -> dict[Pair, Finding]:
    """What may not be read, by reviewer and receipt number, with the reason.

    `wanted` are receipt numbers by reviewer id; `recusals` are added to what was declared.
    """
    policy, signed = desk.policy(edition), _signed(desk, edition, wanted)
    for one in recusals:
        for ref in wanted.get(one.reviewer, ()):
            if one.covers(ref):
                signed.setdefault(one.reviewer, []).append(_before(one.reviewer, ref, tie=True))
    found = {
        (who, ref): may_read(who, ref, signed.get(who, ()), policy)
        for who, refs in wanted.items()
        for ref in refs
    }
    return {pair: one for pair, one in found.items() if one.outcome is not Outcome.PASS}


def _signed(desk: Desk, edition: int, reviewers: Collection[str]) -> dict[str, list[Certificate]]:
    panels = attempt_in_force(desk.session, edition, "panels")
    query = (
        select(Declaration)
        .join(Panel)
        .where(Panel.attempt_id == (panels.id if panels else 0))
        .where(col(Declaration.reviewer).in_(list(reviewers)))
    )
    signed: dict[str, list[Certificate]] = {}
    for row in desk.session.exec(query):
        own = signed.setdefault(row.reviewer, [Certificate(row.reviewer, Occasion.STANDING)])
        own.append(_before(row.reviewer, row.ref, tie=row.has_interest))
    return signed


def _before(reviewer: str, ref: str, *, tie: bool) -> Certificate:
    return Certificate(reviewer, Occasion.BEFORE_READING, ref, has_interest=tie)
