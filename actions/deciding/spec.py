"""One gate as a value: what whoever decides is shown, what they settle, and what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from actions.details import Details, NoDetails, OpenRow
from actions.gates import Evidence
from models.gate import Outcome
from runtime.desk import Desk

AGAIN = "同意：本阶段通过；退回：本阶段重新进行一次"


def _no_rows(_desk: Desk) -> list[OpenRow]:
    return []


def _nothing(_desk: Desk, _details: Details) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSpec:
    """One gate; everything but its words is worked out when it is asked."""

    key: str  # "3/intake/1/gate"
    edition: int
    title: str
    role: str
    follows: str  # what 同意 and 退回 lead to, one sentence
    evidence: Callable[[Desk], Evidence]
    decided: Callable[[Desk, Outcome], None]
    """The effect, in the transaction of the decision."""

    details: type[Details] = NoDetails
    """What an approval settles besides; its fields have Chinese titles and descriptions."""

    ruling: Callable[[Desk, Any], dict[str, Any]] = _nothing
    """What is kept of the details; refuses in a sentence what is lacking."""

    open_rows: Callable[[Desk], list[OpenRow]] = _no_rows
    """The subjects of the rows in ``details``, with their facts."""
