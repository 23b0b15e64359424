"""The morning digest: what is due, overdue, failed and waiting for a decision, with links."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import col, exists, select

from actions.gates import page_of
from actions.letters.letters import letterhead, write
from actions.papers.issuing import awaited_papers
from actions.reminding.duties import duties_in_edition
from documents.papers.wording import edition_text
from models.edition import Edition, EditionState, attempts_of
from models.gate import open_gates
from models.mail_review import held_reviews
from models.outbox import failed_letters
from models.people import ContactKind, contacts_of
from models.silence import silences_of
from models.watch import Watch, looked
from notifications.outbox import Recipient
from notifications.wording import day_text, deadline_text
from rules.reminders import is_probably_working
from rules.sourced import Basis
from runtime.desk import Desk

Part = Mapping[str, tuple[str, ...]]
"""Lines by kind: decisions, overdue, due, held, failed, runs."""

DIGEST = "digest"
_AHEAD = timedelta(days=7)


def editions_to_digest(desk: Desk) -> list[int]:
    """Editions whose next morning has come, or that never had a digest."""
    ahead = exists().where(
        col(Watch.edition) == col(Edition.number),
        col(Watch.purpose) == DIGEST,
        col(Watch.next_at) > desk.at,
    )
    states = (EditionState.RUNNING, EditionState.CONFERRED)
    query = select(Edition.number).where(col(Edition.state).in_(states), ~ahead)
    return list(desk.session.exec(query.order_by(col(Edition.number))))


def write_digests(desk: Desk, editions: Sequence[int]) -> int:
    """Write today's digest of these editions, one letter to each of the office's contacts.

    Nothing is written on days off, before the policy's morning hour, or when there is nothing.
    """
    found = {number: part for number in editions if any((part := _part(desk, number)).values())}
    if not found:
        return 0
    first = next(iter(found))
    office = desk.policy(first).bodies.office
    return sum(
        write(
            desk, first, "digest", key=f"{first}/digest/{desk.at.date()}/{one.id}",
            to=Recipient(one.person or one.name, one.email, one.phone),
            basis=office.cite if office.basis is Basis.ARTICLE else "",
            day=day_text(desk.at.date()),
            scope="、".join(letterhead(desk, number).award for number in found),
            **_joined(found),
        )
        for one in contacts_of(desk.session, ContactKind.OFFICE)
    )  # fmt: skip


def _part(desk: Desk, edition: int) -> Part:
    """What there is to say about an edition this morning; its next morning is noted."""
    reminding = desk.policy(edition).reminding
    hour = time.fromisoformat(reminding.morning.value) if reminding else time(8, 30)
    this_morning = datetime.combine(desk.at.date(), hour, desk.at.tzinfo)
    is_early = desk.at < this_morning
    next_at = this_morning if is_early else this_morning + timedelta(days=1)
    looked(desk.session, edition, DIGEST, seen=0, next_at=next_at)
    works = is_probably_working(desk.calendar, desk.at.date())
    if is_early or not works or reminding is None or not reminding.digest.value:
        return {}
    part = {
        "decisions": _decisions(desk, edition),
        **_duties(desk, edition),
        "held": _held(desk, edition),
        "failed": _failed(desk, edition),
    }
    return {**part, "runs": _runs(desk, edition)} if any(part.values()) else {}


def _joined(found: Mapping[int, Part]) -> dict[str, Any]:
    """The lines of all editions by kind; each names its edition where there are several."""
    several = len(found) > 1
    joined: dict[str, tuple[str, ...]] = {}
    for number, part in found.items():
        head = f"{edition_text(number)} " if several else ""
        for kind, lines in part.items():
            joined[kind] = (*joined.get(kind, ()), *(f"{head}{line}" for line in lines))
    return joined


def _decisions(desk: Desk, edition: int) -> tuple[str, ...]:
    return tuple(
        f"{gate.title}：{page_of(desk, gate.key)}"
        for gate in open_gates(desk.session)
        if gate.edition == edition
    )


def _duties(desk: Desk, edition: int) -> dict[str, tuple[str, ...]]:
    silences = silences_of(desk.session, edition)
    due, overdue = [], []
    for part in duties_in_edition(desk, edition):
        for owed in part.owed:
            said = f"{part.title}：{owed.name}，{owed.matter}，{deadline_text(owed.due_at)}"
            silence = silences.get(f"{part.key}/{owed.subject}")
            if owed.due_at < desk.at:
                overdue.append(f"{said}（编号{silence.id}）" if silence else said)
            elif owed.due_at <= desk.at + _AHEAD:
                due.append(said)
    return {"due": tuple(due), "overdue": tuple(overdue)}


def _held(desk: Desk, edition: int) -> tuple[str, ...]:
    sealed = (f"待签发：{one.title}" for one in awaited_papers(desk, edition))
    batches = (
        f"第{review.id}号批次，{deadline_text(review.until)}自动放行"
        for review in held_reviews(desk.session, edition)
    )
    return (*sealed, *batches)


def _failed(desk: Desk, edition: int) -> tuple[str, ...]:
    return tuple(
        f"{one.to_name} {one.to_address}：{one.subject}；服务器应答：{one.answer}；编号：{one.key}"
        for one in failed_letters(desk.session, edition)
    )


def _runs(desk: Desk, edition: int) -> tuple[str, ...]:
    policy = desk.policy(edition)
    return tuple(
        f"{policy.stage(one.stage).title.value}：{_link(desk, one.flow_run_id)}"
        for one in attempts_of(desk.session, edition)
        if not one.phase.is_over
    )


def _link(desk: Desk, run_id: str | None) -> str:
    return f"{desk.settings.portal_url}/prefect/v2/runs/flow-run/{run_id}"
