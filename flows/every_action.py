"""All actions of the office: importing this makes every one known (`tasks.ordering.ACTIONS`).

It is not called `actions`: where Prefect runs a flow's file, this folder comes first on the path.
"""

from flows import (  # noqa: F401  (imported for their actions)
    corrections,
    mail_actions,
    office_actions,
    open_edition,
    paper_actions,
    recusals,
    supervision,
)
from tasks.ordering import ACTIONS, Action, order

__all__ = ["ACTIONS", "Action", "form_of_action", "order"]


def form_of_action(name: str) -> dict[str, object]:
    """The JSON schema of what an action must be told, each field with its explanation."""
    return ACTIONS[name].form
