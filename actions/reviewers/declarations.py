"""Declarations of interest (art. 30): an interest in one applicant ends a seat on the panel.

That is stricter than the article asks: the reviewer leaves the whole panel, not one applicant, so
that everybody on a panel has judged the same applicants.
"""

from collections.abc import Iterable

from actions.attempts import open_attempt
from actions.errors import ActionRefused, NotEntitled, UnknownSubject
from actions.panels.certificates import closed_to
from actions.panels.seats import replace_reviewer, reviewer_of
from actions.report import Line
from actions.reviewers.change import hand_material, pass_on, running_review
from documents.forms.declaration import DeclarationForm, DeclarationLine
from models.edition import StageAttempt, attempt_in_force
from models.panel import (
    Declaration,
    Panel,
    Seat,
    SeatState,
    declarations_of,
    panels_of,
    refs_of,
    seats_of,
)
from models.types import id_of
from runtime.desk import Desk


def take_declaration(
    desk: Desk, edition: int, form: DeclarationForm, *, source: str, sha256: str
) -> list[Line]:
    """One reviewer's declaration about every applicant of the panel.

    Raises:
        ActionRefused: the stage takes nothing now, not a member of the panel, no promise of
            secrecy, or an applicant left out.
    """
    if form.edition != edition:
        raise ActionRefused(f"表格是第{form.edition}届的，现在办理的是第{edition}届，请核对。")
    attempt = _taking(desk, edition, form)
    panel, seat = _seat(desk, attempt, form)
    _check(desk, panel, form)
    if seat.state is SeatState.RECUSED:
        return [Line(source, form.reviewer, ok=True, sentence=f"已收：{form.name}已经回避。")]
    if seat.state is not SeatState.SEATED:
        raise NotEntitled(f"{form.name}（{form.reviewer}）现在不是第{panel.number}评审组成员。")
    is_news = _keep(desk, attempt, panel, form) or seat.declared_at is None
    seat.declared_at = seat.declared_at or desk.at
    desk.session.add(seat)
    if is_news:  # an import that was cut short and ran again has nothing new to tell
        desk.record(
            "declaration.taken", f"{attempt.key}/{panel.number}/{form.reviewer}", actor=form.name,
            edition=edition, source=source, sha256=sha256,
            interests=[line.ref for line in form.lines if line.interest == "有"],
        )  # fmt: skip
    return [_outcome(desk, attempt, panel, form, source)]


def _outcome(
    desk: Desk, attempt: StageAttempt, panel: Panel, form: DeclarationForm, source: str
) -> Line:
    ties = [line for line in form.lines if line.interest == "有"]
    if not ties:
        sentence = f"已收：{form.name}声明与各申报单位没有利害关系。"
        if attempt.phase.is_over and hand_material(desk, panel, form.reviewer):
            sentence += "评审材料已发出。"
        return Line(source, form.reviewer, ok=True, sentence=sentence)
    reason = "本人主动提出回避：" + _told(ties)
    coming = replace_reviewer(
        desk, attempt, panel, form.reviewer,
        reason=reason, state=SeatState.RECUSED, actor=form.name,
    )  # fmt: skip
    running = running_review(desk, attempt.edition)
    if coming and running is not None:
        pass_on(desk, running, panel, form.reviewer, coming)
    then = f"由{coming}递补" if coming else "没有可以递补的评审员"
    sentence = f"已收：{form.name}（{form.reviewer}）回避第{panel.number}评审组，{then}。"
    return Line(source, form.reviewer, ok=True, sentence=sentence)


def _taking(desk: Desk, edition: int, form: DeclarationForm) -> StageAttempt:
    """The panels as they are made up, or those in force where a member has not certified yet."""
    newest = attempt_in_force(desk.session, edition, "panels")
    if newest is not None and newest.phase.is_over:
        for panel in panels_of(desk.session, id_of(newest)):
            seats = seats_of(desk.session, id_of(panel), SeatState.SEATED)
            own = {form.reviewer: refs_of(desk.session, id_of(panel))}
            if form.reviewer in {s.reviewer for s in seats} and closed_to(desk, edition, own):
                return newest
    return open_attempt(desk, edition, "panels")


def _told(ties: Iterable[DeclarationLine]) -> str:
    return "；".join(f"{line.ref} {line.applicant}：{line.note.rstrip('。')}" for line in ties)


def _seat(desk: Desk, attempt: StageAttempt, form: DeclarationForm) -> tuple[Panel, Seat]:
    panels = panels_of(desk.session, id_of(attempt))
    panel = next((one for one in panels if one.number == form.panel), None)
    if panel is None:
        raise UnknownSubject(f"没有第{form.panel}评审组，请勿改动下发的表格。")
    for seat in seats_of(desk.session, id_of(panel)):
        if seat.reviewer == form.reviewer:
            return panel, seat
    raise NotEntitled(f"{form.reviewer}没有抽入第{form.panel}评审组，请核对编号。")


def _check(desk: Desk, panel: Panel, form: DeclarationForm) -> None:
    name = reviewer_of(desk, form.reviewer).name
    if form.name != name:
        raise NotEntitled(f"{form.reviewer}是{name}，不是{form.name}，请核对。")
    if not form.confidential:
        raise NotEntitled(f"{name}没有承诺遵守保密和评审纪律，不能参加评审，声明不予接收。")
    refs, given = set(refs_of(desk.session, id_of(panel))), {line.ref for line in form.lines}
    if refs != given:
        wrong = "、".join(sorted(refs ^ given))
        raise ActionRefused(f"声明须逐一对应本组申报单位，{wrong}漏填或不在本组，请补正。")


def _keep(desk: Desk, attempt: StageAttempt, panel: Panel, form: DeclarationForm) -> bool:
    """The newest word holds. Says whether it is another than before."""
    former = {
        row.ref: row
        for row in declarations_of(desk.session, id_of(attempt))
        if row.panel_id == panel.id and row.reviewer == form.reviewer
    }
    before = {ref: (row.has_interest, row.note) for ref, row in former.items()}
    for line in form.lines:
        row = former.get(line.ref) or Declaration(
            panel_id=id_of(panel), reviewer=form.reviewer, ref=line.ref,
            has_interest=False, declared_at=desk.at,
        )  # fmt: skip
        row.has_interest, row.note = line.interest == "有", line.note
        desk.session.add(row)
    desk.session.flush()
    return any(before.get(one.ref) != (one.interest == "有", one.note) for one in form.lines)
