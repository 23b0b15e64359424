"""Who owes what: one answer for reminders, the status and the edition board.

A stage answers for its attempts, a kind of case after the award for all cases of an edition. What
a `Stage` says or ``_CASES`` lists is reminded, chased, escalated and shown, without more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from actions.cases.follow_up import owed_in_cases
from actions.cases.fund_duties import owed_for_fund, owed_self_reports
from actions.owed import Owed
from actions.stages import STAGES
from models.edition import Phase, StageAttempt, attempts_of
from models.silence import Silence, silences_of
from runtime.desk import Desk

_CLOSED = {Phase.CLOSING, Phase.DECIDING}
_ASKED_FOR = {"reply", "sheet", "after"}
_CASES: dict[str, Callable[[Desk, int], list[Owed]]] = {
    "case": owed_in_cases,
    "fund-report": owed_for_fund,
    "self-report": owed_self_reports,
}
"""Kind of case → what is owed in all cases of that kind of an edition.

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
    owed = STAGES[attempt.stage].owed
    if owed is None or attempt.phase not in {Phase.WAITING, *_CLOSED}:
        return []
    found = owed(desk, attempt)
    if attempt.phase in _CLOSED:
        found = [one for one in found if one.kind in _ASKED_FOR and one.due_at <= desk.at]
    return _awaited(desk, attempt.edition, attempt.key, found)


def duties_in_cases(desk: Desk, edition: int) -> list[Duties]:
    """What is owed after the award, a part for each kind of case that has any."""
    found = []
    for kind, owed in _CASES.items():
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
