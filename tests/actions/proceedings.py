"""A case played at the desk, step by step, as its run would."""

from datetime import date
from typing import Any

from actions.award.approval import ReplyDetails
from actions.cases import effects as case_effects
from actions.cases import follow_up as case_follow_up
from actions.cases import hearing as case_hearing
from actions.cases import petition as case_petition
from actions.cases import ruling as case_ruling
from actions.cases.cases import advance_case, open_case
from actions.cases.entries import Entry, note_entry
from actions.cases.holders import find_holder
from actions.details import read_details
from models.case import Case
from models.gate import Outcome
from rules.cases import CasePhase
from runtime.desk import Desk
from tests.actions.conferred import decided

FRAUD = {"ground": "弄虚作假骗取奖项"}
LATER = {"ground": "授奖后发生事故、质量问题或违法违规"}


def opened(desk: Desk, who: str, trigger: str, facts: str = "经查属实") -> Case:
    row = open_case(desk, find_holder(desk, 3, who, trigger), trigger, facts=facts, opened_by="甲")
    advance_case(desk, row, CasePhase.HEARING)
    case_hearing.tell_subject(desk, row)
    return row


def judged(
    desk: Desk, row: Case, details: dict[str, Any], outcome: Outcome = Outcome.APPROVED
) -> None:
    """The hearing is over and a person decided."""
    advance_case(desk, row, CasePhase.DECIDING)
    read = read_details(case_ruling.DETAILS[row.kind], details)
    decided(desk, f"{row.key}/gate", outcome, case_ruling.ruling_on_case(desk, row, read))
    case_hearing.settle_case(desk, row, outcome)


def approved(desk: Desk, row: Case) -> None:
    """The city government approves on the same day."""
    case_petition.request_revocation(desk, row)
    reply = ReplyDetails(number="钦政函〔2027〕3号", replied_on=desk.at.date())
    ruling = case_petition.ruling_on_request(desk, row, reply)
    decided(desk, f"{row.key}/request/gate", Outcome.APPROVED, ruling)
    case_petition.settle_request(desk, row, Outcome.APPROVED)


def carried_out(desk: Desk, row: Case) -> None:
    case_effects.carry_out(desk, row)
    follows = case_effects.has_follow_up(row)
    advance_case(desk, row, CasePhase.EXECUTING if follows else CasePhase.CLOSED)


def checked(desk: Desk, row: Case, outcome: Outcome) -> None:
    advance_case(desk, row, CasePhase.CHECKING)
    if outcome is Outcome.APPROVED:
        case_follow_up.ruling_on_check(desk, row)
    case_follow_up.settle_check(desk, row, outcome)


def noted(desk: Desk, row: Case, step: str, **fields: Any) -> str:
    assert row.id is not None
    values: dict[str, Any] = {"on": desk.at.date(), **fields}
    return note_entry(desk, 3, Entry(row.id, step, **values), actor="甲")


def left(desk: Desk, row: Case) -> list[tuple[str, date]]:
    return [(owed.subject, owed.due_at.date()) for owed in case_follow_up.owed_in_case(desk, row)]
