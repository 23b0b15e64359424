"""Who owes what: one answer for reminders, the status and the edition board.

A stage answers for its attempts, a kind of case after the award for all cases of an edition. What
is listed in ``_STAGES`` or ``_CASES`` is reminded, chased, escalated and shown, without more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from actions.owed import Owed
from models.edition import Phase, StageAttempt, attempts_of
from models.silence import Silence, silences_of
from runtime.desk import Desk

_STAGES = {
    "intake": "actions.entry.intake:owed_in_intake",
    "eligibility": "actions.entry.eligibility:owed_in_eligibility",
    "panels": "actions.panels.panels:owed_in_panels",
    "document-review": "actions.review.document_review:owed_in_document_review",
    "site-review": "actions.review.site_review:owed_in_site_review",
    "deliberation": "actions.vote.deliberation:owed_in_deliberation",
    "publicity": "actions.publicity.publicity:owed_in_publicity",
}
_CLOSED = {Phase.CLOSING, Phase.DECIDING}
_ASKED_FOR = {"reply", "sheet", "after"}
_CASES: dict[str, str] = {
    "case": "actions.cases.follow_up:owed_in_cases",
    "fund-report": "actions.cases.fund_duties:owed_for_fund",
    "self-report": "actions.cases.fund_duties:owed_self_reports",
}
"""Kind of case → ``module:function``; the function takes (desk, edition) and gives ``list[Owed]``.

A subject is unique and stable within kind and edition: ``S003/2028-03``. The kind is part of every
key, so it never changes either.
"""
CASE_TITLES: dict[str, str] = {
    "case": "授奖后的案件",
    "fund-report": "资金使用计划和报告",
    "self-report": "获奖单位自我报告",
}
"""Kind of case → its Chinese name on the board."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What is owed in one attempt of a stage, or in one kind of case of an edition."""

    key: str  # "3/document-review/1", "3/fund-report"
    title: str
    owed: tuple[Owed, ...]
    stage: str | None = None


def duties_of(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """What is still owed in an attempt, without what an officer stopped waiting for.

    After the closing only silence is left: what was asked for and never came, until the decision.
    """
    named = _STAGES.get(attempt.stage)
    if named is None or attempt.phase not in {Phase.WAITING, *_CLOSED}:
        return []
    owed: Callable[[Desk, StageAttempt], list[Owed]] = _function(named)
    found = owed(desk, attempt)
    if attempt.phase in _CLOSED:
        found = [one for one in found if one.kind in _ASKED_FOR and one.due_at <= desk.at]
    return _awaited(desk, attempt.edition, attempt.key, found)


def duties_in_cases(desk: Desk, edition: int) -> list[Duties]:
    """What is owed after the award, a part for each kind of case that has any."""
    found = []
    for kind, named in _CASES.items():
        owed: Callable[[Desk, int], list[Owed]] = _function(named)
        key = f"{edition}/{kind}"
        if duties := tuple(_awaited(desk, edition, key, owed(desk, edition))):
            found.append(Duties(key, CASE_TITLES.get(kind, kind), duties))
    return found


def duties_in_edition(desk: Desk, edition: int) -> list[Duties]:
    """Everything that anybody owes in an edition: its stages first, then its cases."""
    policy = desk.policy(edition)
    stages = [
        Duties(a.key, policy.stage(a.stage).title.value, tuple(duties_of(desk, a)), a.stage)
        for a in attempts_of(desk.session, edition)
        if not a.phase.is_over
    ]
    return [part for part in stages if part.owed] + duties_in_cases(desk, edition)


def awaited_silences(desk: Desk, edition: int, duties: Iterable[Duties]) -> list[Silence]:
    """Silences whose answer still has not come, and those an officer ended.

    ``duties`` are all that anybody owes in the edition.
    """
    open_keys = {f"{d.key}/{o.subject}" for d in duties for o in d.owed}
    silences = silences_of(desk.session, edition)
    return [one for key, one in silences.items() if key in open_keys or one.closed_at]


def _awaited(desk: Desk, edition: int, key: str, owed: list[Owed]) -> list[Owed]:
    if not any(one.due_at <= desk.at for one in owed):
        return owed
    silences = silences_of(desk.session, edition)
    closed = {k for k, silence in silences.items() if silence.closed_at is not None}
    return [one for one in owed if f"{key}/{one.subject}" not in closed]


def _function(named: str) -> Callable[..., list[Owed]]:
    module, _, function = named.partition(":")
    found: Callable[..., list[Owed]] = getattr(import_module(module), function)
    return found
