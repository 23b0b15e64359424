"""Seats of a panel: invitations, and who steps in when a reviewer leaves (art. 10, 30)."""

from dataclasses import asdict
from datetime import datetime

from actions.letters import letters
from actions.papers import filing
from documents.forms.applicants import Applicant
from documents.forms.declaration import blank_declaration
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.review import DeclarationPaper
from models.application import Application, applications_of
from models.edition import StageAttempt
from models.panel import BOTH_REVIEWS, Panel, Seat, SeatState, panels_of, refs_of, seats_of
from models.people import Reviewer
from models.types import id_of
from notifications.outbox import Attachment, Recipient
from rules.draw import Draw, PoolTooSmall
from rules.policy.citing import Topic
from rules.replacement import Replacement, Source, replace
from runtime.desk import Desk

INVITED = Topic.INVITATION
RECUSED = Topic.RECUSAL
_FIRST = {"document-review": "资料评审", "site-review": "现场评审"}


def applicants_of(desk: Desk, panel: Panel) -> list[Application]:
    """The applicants a panel reviews, by receipt number."""
    refs = set(refs_of(desk.session, id_of(panel)))
    return [a for a in applications_of(desk.session, panel.edition) if a.ref in refs]


def panel_name(panel: Panel) -> str:
    """第1评审组, with its review where the policy wants a panel of its own for each."""
    return f"第{panel.number}评审组{purpose_of(panel)}"


def purpose_of(panel: Panel) -> str:
    """（现场评审）, "" for a panel of both reviews."""
    return "" if panel.stages == BOTH_REVIEWS else f"（{_FIRST[panel.stages[0]]}）"


def reviewer_of(desk: Desk, reviewer: str) -> Reviewer:
    row = desk.session.get(Reviewer, reviewer)
    assert row is not None, f"{reviewer} was drawn from the pool, so there is a row"
    return row


def due_of(desk: Desk, attempt: StageAttempt) -> datetime:
    """The deadline; a policy without one asks for it at once."""
    return attempt.due_at or desk.at


def invite(desk: Desk, attempt: StageAttempt, panel: Panel, seat: Seat) -> None:
    """Tell a seated reviewer about the panel, with the declaration to be filled in and signed."""
    person, applicants = reviewer_of(desk, seat.reviewer), applicants_of(desk, panel)
    letters.write(
        desk, attempt.edition, "panel-invitation",
        key=f"{attempt.key}/{panel.number}/{person.id}/panel-invitation",
        to=Recipient(person.name, person.email),
        addressee=f"{person.name}同志",
        basis=INVITED,
        attachments=_papers(desk, attempt, panel, person, applicants),
        panel=panel_name(panel),
        applicants=tuple(f"{one.ref} {one.name}" for one in applicants),
        period=f"评审组确定后开始{_FIRST[panel.stages[0]]}，起止时间随评审材料通知",
        deadline=due_of(desk, attempt),
    )  # fmt: skip
    seat.invited_at = desk.at
    desk.session.add(seat)


def replace_reviewer(
    desk: Desk,
    attempt: StageAttempt,
    panel: Panel,
    leaving: str,
    *,
    reason: str,
    state: SeatState = SeatState.REPLACED,
    actor: str = "系统",
) -> str:
    """Take a seated reviewer out; gives the id of who steps in, "" when nobody is left.

    The next reserve comes, or the chained extra draw from the frozen pool (``rules.replacement``).
    Nobody sits on two panels of the same review.
    """
    seats = {seat.reviewer: seat for seat in seats_of(desk.session, id_of(panel))}
    out = seats[leaving]
    assert out.state is SeatState.SEATED, f"{leaving} sits on panel {panel.number}"
    out.state, out.reason = state, reason
    desk.session.add(out)
    _dismiss(desk, attempt, panel, leaving, reason)
    change = _change(desk, attempt, panel, leaving, reason)
    coming = change.coming if change else ""
    if change:
        _note(desk, panel, change)
        seat = seats.get(coming) or Seat(
            panel_id=id_of(panel), position=len(seats) + 1, reviewer=coming,
            state=SeatState.SEATED,
        )  # fmt: skip
        seat.state, seat.reason = SeatState.SEATED, f"递补{leaving}"
        desk.session.add(seat)
        desk.session.flush()
        invite(desk, attempt, panel, seat)
    if panel.leader == leaving:
        panel.leader = ""
    desk.session.add(panel)
    desk.session.flush()
    desk.record(
        "panel.reviewer_replaced", f"{attempt.key}/{panel.number}", actor=actor,
        edition=attempt.edition, leaving=leaving, coming=coming, state=state, reason=reason,
    )  # fmt: skip
    return coming


def specialties_of(panel: Panel) -> dict[str, str]:
    """The frozen pool with each member's specialty as it was then, "" where it did not matter."""
    frozen: dict[str, str] = panel.facts.get("specialties", {})
    return {member: frozen.get(member, "") for member in panel.pool}


def is_newcomer(desk: Desk, seat: Seat) -> bool:
    """Whether somebody took the seat later and has not declared interests yet (art. 30)."""
    panel = desk.session.get(Panel, seat.panel_id)
    assert panel is not None, "a seat belongs to a panel"
    later = {change.coming for change in replacements_of(panel)}
    return seat.declared_at is None and seat.reviewer in later


def next_for(desk: Desk, attempt: StageAttempt, panel: Panel, leaving: str, reason: str) -> str:
    """Who would take the seat, "" when nobody is left; changes nothing."""
    change = _change(desk, attempt, panel, leaving, reason)
    return change.coming if change else ""


def draw_of(panel: Panel) -> Draw:
    """The panel's draw as it came out, whatever happened to the seats since."""
    facts = panel.facts
    return Draw(
        pool_sha256=panel.pool_sha256,
        panel=tuple(facts["panel"]),
        reserves=tuple(facts["reserves"]),
        excluded=panel.excluded,
        seed=panel.seed,
        missing_reserves=facts["missing_reserves"],
    )


def replacements_of(panel: Panel) -> tuple[Replacement, ...]:
    """Every change of a seat since the draw, in order."""
    return tuple(
        Replacement(**{**change, "source": Source(change["source"])})
        for change in panel.facts.get("replacements", ())
    )


def _change(
    desk: Desk, attempt: StageAttempt, panel: Panel, leaving: str, reason: str
) -> Replacement | None:
    elsewhere = {
        seat.reviewer: f"已在第{other.number}评审组"
        for other in panels_of(desk.session, id_of(attempt))
        if other.number != panel.number and set(other.stages) & set(panel.stages)
        for seat in seats_of(desk.session, id_of(other), SeatState.SEATED)
    }
    try:
        return replace(
            draw_of(panel), panel.pool, leaving=leaving, reason=reason,
            earlier=replacements_of(panel), excluded=elsewhere,
        )  # fmt: skip
    except PoolTooSmall:
        return None  # the panel goes on smaller; whether it still may is checked at the gate


def _note(desk: Desk, panel: Panel, change: Replacement) -> None:
    kept = [*panel.facts.get("replacements", ()), asdict(change)]
    panel.facts = {**panel.facts, "replacements": kept}
    desk.session.add(panel)


def _dismiss(desk: Desk, attempt: StageAttempt, panel: Panel, leaving: str, reason: str) -> None:
    person = reviewer_of(desk, leaving)
    letters.write(
        desk, attempt.edition, "reviewer-replaced",
        key=f"{attempt.key}/{panel.number}/{leaving}/reviewer-replaced",
        to=Recipient(person.name, person.email),
        addressee=f"{person.name}同志",
        basis=RECUSED,
        panel=panel_name(panel),
        reason=reason,
    )  # fmt: skip


def _papers(
    desk: Desk,
    attempt: StageAttempt,
    panel: Panel,
    person: Reviewer,
    applicants: list[Application],
) -> tuple[Attachment, Attachment]:
    """The declaration to be signed, and the workbook it is handed in with."""
    policy = desk.policy(attempt.edition)
    context = DeclarationPaper(
        **filing.base(desk, attempt, RECUSED),
        reviewer=person.id,
        name=person.name,
        panel=panel.number,
        applicants=tuple(Organisation(ref=one.ref, name=one.name) for one in applicants),
        years=f"{policy.panel.cooling_years.value}年",
    )
    subject = f"{panel.number}-{person.id}"
    paper = filing.file_paper(desk, attempt, "declaration-form", context, subject=subject)
    data = blank_declaration(
        edition=attempt.edition, panel=panel.number, reviewer=person.id, name=person.name,
        applicants=[Applicant(ref=one.ref, name=one.name) for one in applicants],
    )  # fmt: skip
    name = f"{attempt.edition:02d}-回避声明-{person.id}.xlsx"
    sha256 = desk.keep(data, name, kind="form", edition=attempt.edition, subject=attempt.key)
    return paper, Attachment(name, sha256)
