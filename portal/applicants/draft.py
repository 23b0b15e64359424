"""The draft: its parts, saved as they are typed, who shares it, and "check your answers"."""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from actions.entry.packages import years_of
from actions.handed_in import applying
from documents.forms.application_parts import ATTACHMENT_KINDS
from documents.sheets.problems import FormProblem
from models.applying import Draft, confirmed_for
from models.edition import latest_attempt
from notifications.outbox import is_address
from portal.applicants import parts
from portal.applicants.sending import as_workbook
from portal.looks import show
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk, open_desk


def show_draft(visit: Visit) -> Response:
    """The checklist: every part with what is still open, the files, who shares the draft."""
    with glance_at_desk() as desk:
        return page_of(desk, visit, applying.own_draft(desk, _number(visit), _me(visit)))


def page_of(desk: Desk, visit: Visit, draft: Draft, problem: str = "") -> Response:
    attempt = latest_attempt(desk.session, draft.edition, "intake")
    policy = desk.policy(draft.edition)
    return show(
        visit,
        "applicants/draft.html",
        status=422 if problem else 200,
        draft=draft,
        problem=problem,
        title=desk.edition(draft.edition).title,
        closes_at=applying.closes_at(desk, attempt) if attempt else None,
        open_of=_by_sheet(applying.problems_of(desk, draft)),
        parts=parts.parts(),
        kinds=ATTACHMENT_KINDS,
        required=policy.materials.required.value if policy.materials else (),
        people=confirmed_for(desk.session, draft.edition, draft.uscc),
    )


def part(visit: Visit) -> Response:
    """One part as a form; the script saves it on every pause, and wants no page for that."""
    found = parts.parts()
    if not visit.number("part") < len(found):
        raise LookupError(visit.part("part"))
    one = found[visit.number("part")]
    if visit.is_posted:
        return _save(visit, one)
    with glance_at_desk() as desk:
        draft = applying.own_draft(desk, _number(visit), _me(visit))
        open_here = _by_sheet(applying.problems_of(desk, draft)).get(one.title, [])
        is_begun = len(parts.card_of(draft, one)) > len({"name", "uscc", "contact_email"})
        return show(
            visit,
            "applicants/part.html",
            draft=draft,
            part=one,
            kind=parts.kind,
            card=parts.card_of(draft, one),
            rows=parts.rows_of(draft, one, years_of(desk, draft.edition)),
            problems=open_here if is_begun or draft.ref else [],
        )


def _save(visit: Visit, one: parts.Part) -> Response:
    with open_desk() as desk:
        draft = applying.own_draft(desk, _number(visit), _me(visit), lock=True)
        card, rows = parts.card_typed(visit, one), parts.rows_typed(visit, one)
        if card or rows:
            applying.save(desk, draft, one.title, card, rows, by=_me(visit))
    if visit.request.headers.get("x-autosave"):
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return RedirectResponse(_at(visit), HTTPStatus.SEE_OTHER)


def form(visit: Visit) -> Response:
    """The form as a workbook, as far as it is filled in."""
    with glance_at_desk() as desk:
        name, data = applying.workbook(desk, applying.own_draft(desk, _number(visit), _me(visit)))
    return as_workbook(data, name)


def invite(visit: Visit) -> Response:
    address = visit.text("address")
    with open_desk() as desk:
        draft = applying.own_draft(desk, _number(visit), _me(visit), lock=True)
        if not is_address(address):
            problem = "请填写完整的电子邮箱，如 name@example.cn。"
            return page_of(desk, visit, draft, problem)
        applying.invite(desk, draft, address, by=_me(visit))
    return RedirectResponse(_at(visit), HTTPStatus.SEE_OTHER)


def check(visit: Visit) -> Response:
    """Everything as it will be handed in; the button hands it in, once however often pressed."""
    if visit.is_posted:
        applying.hand_in(_number(visit), _me(visit))
        with glance_at_desk() as desk:
            draft = applying.own_draft(desk, _number(visit), _me(visit))
            to = f"/applicant/{draft.edition}/{draft.ref}" if draft.ref else "/applicant"
        return RedirectResponse(to, HTTPStatus.SEE_OTHER)
    with glance_at_desk() as desk:
        draft = applying.own_draft(desk, _number(visit), _me(visit))
        return show(
            visit,
            "applicants/check.html",
            draft=draft,
            parts=parts.parts(),
            card_of=parts.card_of,
            rows=lambda one: draft.content.get(one.title, {}).get("rows", []),
            problems=[one.sentence for one in applying.problems_of(desk, draft)],
        )


def _by_sheet(problems: Sequence[FormProblem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in problems:
        found.setdefault(one.sheet, []).append(one.sentence.partition(f"“{one.sheet}”")[2])
    return found


def _number(visit: Visit) -> int:
    return visit.number("draft")


def _me(visit: Visit) -> str:
    return visit.who.address


def _at(visit: Visit) -> str:
    return f"/applicant/draft/{_number(visit)}"
