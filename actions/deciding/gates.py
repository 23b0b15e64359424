"""From a gate's key to the gate: ``3/intake/1/gate``, ``3/case/7/check/2/gate``, …"""

from collections.abc import Callable, Mapping

from actions.cases.cases import get_case
from actions.cases.incidents import get_report
from actions.deciding import cases, office
from actions.deciding.spec import GateSpec
from actions.deciding.stages import stage_gate
from actions.errors import UnknownSubject
from actions.stages import STAGES
from models.edition import Edition, find_attempt
from runtime.desk import Desk

_OFFICE: Mapping[str, Callable[[Desk, int, int], GateSpec]] = {
    "report": lambda desk, _edition, number: cases.triage_gate(desk, get_report(desk, number)),
    "matter": office.matter_gate,
    "reopening": office.reopening_gate,
    "recusal": office.interest_gate,
    "late-permit": office.permit_gate,
    "assessment": lambda desk, _edition, year: office.assessment_gate(desk, year),
}


def spec_of(desk: Desk, key: str) -> GateSpec:
    """The gate of that key.

    Raises:
        UnknownSubject: there is no such question, or it has become another one.
    """
    spec = _spec(desk, *key.split("/"))
    if spec is None or spec.key != key:
        raise UnknownSubject(f"没有编号为“{key}”的待决事项，请在待办里重新选择。")
    return spec


def _spec(desk: Desk, edition: str, kind: str = "", *rest: str) -> GateSpec | None:
    """The gate, if the words name one; whether they name it exactly is for the caller."""
    if not _is_number(edition) or desk.session.get(Edition, int(edition)) is None:
        return None
    of = int(edition)
    match rest:
        case [run, "gate"] if kind == "edition":
            row = desk.edition(of)
            return office.setup_gate(of, row.setup_run_id or run)
        case [number, *which, "gate"] if _is_number(number):
            return _numbered(desk, of, kind, int(number), which)
    return None


def _numbered(
    desk: Desk, edition: int, kind: str, number: int, which: list[str]
) -> GateSpec | None:
    if kind == "case":
        return _of_case(desk, number, which)
    if which:
        return None
    if kind in _OFFICE:
        return _OFFICE[kind](desk, edition, number)
    row = find_attempt(desk.session, edition, kind, number) if kind in STAGES else None
    return stage_gate(desk, row) if row else None


def _of_case(desk: Desk, number: int, which: list[str]) -> GateSpec | None:
    row = get_case(desk, number)
    match which:
        case []:
            return cases.case_gate(desk, row)
        case ["request"]:
            return cases.request_gate(row)
        case ["check", _]:
            return cases.check_gate(desk, row)
    return None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()
