"""One score sheet beside the blind material: typed, saved on every pause, handed in."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from actions.handed_in.handing_over import hand_over
from actions.handed_in.sheet_drafts import note_answer, save_draft
from actions.report import Line
from actions.review.blind_pack import blind_file, blind_names, blind_pack
from actions.review.own_sheets import Seated
from actions.review.review import SITE, TITLES
from actions.review.typed_sheets import Checked, before_of, check, workbook_of
from models.review import SheetState
from models.sheet_draft import find_draft
from portal.looks import show
from portal.partners.letters import kept
from portal.reviewers.seats import draft_key, own_seat, reviewer_of
from portal.visit import Visit
from rules.ranking import display
from runtime.desk import Desk, glance_at_desk, open_desk


def sheet(visit: Visit) -> Response:
    """GET shows it, POST saves it or hands it in."""
    ref = visit.part("ref")
    with glance_at_desk() as desk:
        seat = own_seat(desk, visit)
        seat.applicant(ref)
        key = draft_key(seat, ref)
        if not visit.is_posted:
            return _shown(desk, visit, seat, Checked({}, ()))
        if visit.text("do") == "submit":
            checked = check(desk, seat, ref, visit.typed)
            if checked.problems:
                return _shown(desk, visit, seat, checked)
            data = workbook_of(desk, seat, ref, visit.typed)
            name = f"{seat.attempt.edition:02d}-{TITLES[seat.attempt.stage]}评分表"
            name = f"{name}-{seat.member.id}-{ref}（网页填报）.xlsx"
    typed = {key: value for key, value in visit.typed.items() if key != "do"}
    if visit.text("do") != "submit":
        with open_desk() as desk:
            save_draft(desk, visit.who.address, key, typed)
        is_quiet = visit.text("do") == "autosave"
        return Response(status_code=HTTPStatus.NO_CONTENT) if is_quiet else _again(visit)
    lines = hand_over(seat.attempt.edition, {name: data}, by=visit.who.address)
    if not all(line.ok for line in lines):
        return _refused(visit, lines)
    with open_desk() as desk:
        note_answer(desk, visit.who.address, key, typed, lines)
    return _again(visit)


def material(visit: Visit) -> Response:
    """One blind file; who read it is on record."""
    edition, ref = visit.number("edition"), visit.part("ref")
    with open_desk() as desk:
        own_seat(desk, visit).applicant(ref)
        member = reviewer_of(desk, visit).id
        name, data = blind_file(desk, edition, ref, visit.number("number"), reviewer=member)
    return kept(data, name)


def pack(visit: Visit) -> Response:
    """All that the visitor may read of the panel's applicants, as one .zip."""
    with open_desk() as desk:
        seat = own_seat(desk, visit)
        number = seat.group.panel.number
        found = blind_pack(
            desk, seat.attempt.edition, number, actor=seat.member.id, reviewer=seat.member.id
        )
    return kept(found.data, f"{seat.attempt.edition:02d}-盲评材料-第{number}组.zip")


def _again(visit: Visit) -> Response:
    return RedirectResponse(visit.request.url.path, HTTPStatus.SEE_OTHER)


def _refused(visit: Visit, lines: list[Line]) -> Response:
    problems = {str(n): line.sentence for n, line in enumerate(lines) if not line.ok}
    with glance_at_desk() as desk:
        return _shown(desk, visit, own_seat(desk, visit), Checked(problems, ()))


def _shown(desk: Desk, visit: Visit, seat: Seated, checked: Checked) -> Response:
    ref, edition = visit.part("ref"), seat.attempt.edition
    draft = find_draft(desk.session, visit.who.address, draft_key(seat, ref))
    row = seat.sheets.get(ref)
    values = visit.typed if visit.is_posted else _values(draft.typed if draft else {}, seat, ref)
    before = {n: display(value) for n, value in before_of(desk, seat, ref).items()}
    day = seat.visits.get(ref)
    return show(
        visit, "reviewers/sheet.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if checked.problems else HTTPStatus.OK,
        seat=seat, applicant=seat.applicant(ref), row=row, draft=draft, values=values,
        before=before, checked=checked, criteria=desk.criteria(edition),
        step=desk.policy(edition).scoring.percent_step.value, title=TITLES[seat.attempt.stage],
        names=blind_names(desk, edition, ref), is_site=seat.attempt.stage == SITE, day=day,
        is_early=seat.attempt.stage == SITE and day is not None and desk.at.date() < day,
        is_in=row is not None and row.state is SheetState.HANDED_IN,
        advice=checked.advice or check(desk, seat, ref, values).advice,
    )  # fmt: skip


def _values(typed: Mapping[str, str], seat: Seated, ref: str) -> dict[str, str]:
    """What was typed last, else what was handed in, also as a file."""
    row = seat.sheets.get(ref)
    if typed or row is None:
        return dict(typed)
    said = {
        f"{number}-{part}": str(value)
        for number, item in row.items.items()
        for part, value in item.items()
    }
    return {**said, "overall": row.overall, "questions": row.questions}
