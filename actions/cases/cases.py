"""Cases after the award: the one door through which a case moves, and what it rests on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actions.attempts import CLOSE_OF_BUSINESS
from actions.cases.holders import Holder
from actions.errors import ActionRefused, UnknownSubject
from models.case import Case, CaseEntry, cases_of, entries_of, recovery_of
from models.custody import ItemKind, ItemState, items_of
from models.types import id_of
from rules.calendar import YearUnknown, add_days
from rules.cases import KIND_OF, NEXT, CaseKind, CasePhase, Days, Done, Instalment, Task, left_to_do
from rules.policy import read_pack
from rules.policy.aftermath import Aftermath
from rules.policy.frame import Unit
from rules.sanctions import Effects
from runtime.desk import Desk
from runtime.packs import pack_folder


def open_case(
    desk: Desk,
    holder: Holder,
    trigger: str,
    *,
    facts: str,
    opened_by: str,
    evidence: list[dict[str, str]] | None = None,
) -> Case:
    """Write a case down; a run of its deployment is started afterwards.

    Raises:
        ActionRefused: the same holder has a case on that ground that is not over.
    """
    for other in cases_of(desk.session):
        same = (other.uscc, other.name, other.trigger) == (holder.uscc, holder.name, trigger)
        if same and not other.phase.is_over:
            raise ActionRefused(f"{holder.name}已有同一情形的案件（{other.number}）正在办理。")
    row = Case(
        kind=KIND_OF[trigger], trigger=trigger, edition=holder.edition, ref=holder.ref,
        uscc=holder.uscc, name=holder.name, person=holder.person, email=holder.email,
        prize=holder.prize, past_prize_id=holder.past_prize_id, facts=facts,
        evidence=evidence or [], opened_by=opened_by, opened_at=desk.at,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "case.opened", row.key, actor=opened_by, edition=row.edition,
        kind=row.kind, trigger=trigger, uscc=row.uscc, name=row.name, facts=facts,
    )  # fmt: skip
    return row


def get_case(desk: Desk, case_id: int) -> Case:
    """The case.

    Raises:
        UnknownSubject: there is none of that number.
    """
    row = desk.session.get(Case, case_id)
    if row is None:
        raise UnknownSubject(f"没有第{case_id}号案件，请核对案件号。")
    return row


def advance_case(desk: Desk, row: Case, to: CasePhase) -> None:
    """Move a case to its next phase and write it down; any other move is a bug."""
    assert to in NEXT.get(row.phase, set()), f"{row.key} cannot go from {row.phase} to {to}"
    row.phase, row.due_at = to, None
    if to is CasePhase.HEARING:
        row.due_at = end_of(desk, in_days(desk, terms_of(desk, row).statement_days.value))
    if to.is_over:
        row.ended_at = desk.at
    if to is CasePhase.EXECUTING:
        row.round_began_at = desk.at
        row.due_at = min((end_of(desk, task.due_on) for task in tasks_of(desk, row)), default=None)
    desk.session.add(row)
    desk.session.flush()
    desk.record(f"case.{to}", row.key, edition=row.edition, round=row.round, due_at=row.due_at)


def terms_of(desk: Desk, row: Case) -> Aftermath:
    """The terms that govern a case."""
    return aftermath_of(desk, row.edition)


def aftermath_of(desk: Desk, edition: int) -> Aftermath:
    """The edition's terms; one pinned before there were any has the present ones of its pack.

    Raises:
        ActionRefused: the pack says nothing about them.
    """
    own = desk.policy(edition).aftermath
    folder = pack_folder(desk.edition(edition).pack)
    present = own or (read_pack(folder).aftermath if folder else None)
    if present is None:
        raise ActionRefused("政策包没有写明授奖后监督的期限（[aftermath]），请补充后再办理。")
    return present


def in_days(desk: Desk, days: int) -> date:
    """The last day of a period of calendar days from today."""
    return last_day(desk, desk.at.date(), days)


def last_day(desk: Desk, begun: date, days: int, unit: Unit = "calendar") -> date:
    """The last day of a period; calendar days end on a working day where the year's are known.

    Raises:
        YearUnknown: working days of a year whose holidays nobody has published.
    """
    try:
        return add_days(desk.calendar, begun, days, unit)
    except YearUnknown:
        return add_days(desk.calendar, begun, days, unit, roll=unit == "working")


def end_of(desk: Desk, day: date) -> datetime:
    """When that day's office hours end."""
    return datetime.combine(day, CLOSE_OF_BUSINESS, desk.at.tzinfo)


def effects_of(row: Case) -> Effects:
    """The effects in force, as they were when the decision was carried out."""
    values: Mapping[str, Any] = row.effects
    return Effects(
        **{**values, "publish": tuple(values["publish"]), "orders": tuple(values["orders"])}
    )


def is_heard(desk: Desk, row: Case) -> bool:
    """The organisation or person has stated its side."""
    return any(entry.kind == "statement" for entry in own_entries(desk, row))


def own_entries(desk: Desk, row: Case) -> list[CaseEntry]:
    return entries_of(desk.session, id_of(row))


def schedule_of(desk: Desk, row: Case) -> tuple[Instalment, ...]:
    return tuple(Instalment(x.due_on, x.amount_fen) for x in recovery_of(desk.session, id_of(row)))


def done_in(desk: Desk, row: Case) -> tuple[Done, ...]:
    """What was done so far; what was put right counts for the round it was reported in."""
    since = row.round_began_at or row.opened_at
    returned = [
        Done("plaque" if item.kind is ItemKind.PLAQUE else "certificate")
        for item in items_of(desk.session, row.edition, row.ref)
        if row.ref and item.state is ItemState.RETURNED
    ]
    return (
        *returned,
        *(
            Done(entry.kind, entry.channel, entry.amount_fen)  # type: ignore[arg-type]
            for entry in own_entries(desk, row)
            if entry.kind != "corrected" or entry.recorded_at >= since
        ),
    )


def tasks_of(desk: Desk, row: Case) -> tuple[Task, ...]:
    """What is left to do while the case is being carried out."""
    return tasks_left(desk, row) if row.phase is CasePhase.EXECUTING else ()


def tasks_left(desk: Desk, row: Case) -> tuple[Task, ...]:
    """What is left once the effects are in force, also at the check when nobody is waited for."""
    return left_to_do(
        row.kind, effects_of(row), done_in(desk, row),
        days=days_of(desk, row), schedule=schedule_of(desk, row),
    )  # fmt: skip


def days_of(desk: Desk, row: Case) -> Days:
    """The last day for each thing, counted from the beginning of the present round."""
    terms, begun = terms_of(desk, row), (row.round_began_at or desk.at).date()
    return Days(
        items=last_day(desk, begun, terms.return_days.value),
        notice=last_day(desk, begun, terms.notice_days.value),
        correction=correction_day(desk, row, begun),
    )


def correction_day(desk: Desk, row: Case, begun: date) -> date:
    """The last day for putting a use of the title or of the fund right."""
    if row.kind is not CaseKind.TITLE:
        return last_day(desk, begun, terms_of(desk, row).fund_correction_days.value)
    rule = desk.policy(row.edition).title_use
    return last_day(desk, begun, rule.correction_days.value, rule.correction_unit.value)
