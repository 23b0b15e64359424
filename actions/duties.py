"""Who owes what in an attempt: one answer for reminders, the status and the edition board."""

from collections.abc import Callable
from importlib import import_module

from actions.owed import Owed
from models.edition import Phase, StageAttempt
from runtime.desk import Desk

_STAGES = {
    "intake": "actions.intake:owed_in_intake",
    "eligibility": "actions.eligibility:owed_in_eligibility",
    "panels": "actions.panels:owed_in_panels",
    "document-review": "actions.document_review:owed_in_document_review",
    "site-review": "actions.site_review:owed_in_site_review",
    "deliberation": "actions.deliberation:owed_in_deliberation",
    "publicity": "actions.publicity:owed_in_publicity",
}


def duties_of(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """What is still owed while the attempt waits; nothing once it is closed."""
    named = _STAGES.get(attempt.stage)
    if named is None or attempt.phase is not Phase.WAITING:
        return []
    module, _, function = named.partition(":")
    owed: Callable[[Desk, StageAttempt], list[Owed]] = getattr(import_module(module), function)
    return owed(desk, attempt)
