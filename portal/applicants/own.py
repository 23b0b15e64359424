"""我的申报: where each application of the visitor's stands, what was sent, what came in."""

from dataclasses import dataclass

from sqlmodel import col, func, select
from starlette.responses import Response

from actions.entry import receipt
from actions.entry.registering import codes_of, open_intake, own_applications
from models.application import Application, ApplicationState
from models.edition import Phase, attempts_of
from models.files import StoredFile
from models.outbox import MailState, OutboxMessage
from portal.download import download, note_read
from portal.looks import show
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk, open_desk

_TOLD = {
    "eligibility-result", "shortlist-result", "not-awarded", "award-decided", "refusal",
    "correction-request", "receipt", "withdrawal-confirmed", "correction-notice",
}  # fmt: skip
_STATES = {
    ApplicationState.REFUSED: "未受理，原因见下",
    ApplicationState.RECEIVED: "已收到材料",
    ApplicationState.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage as an applicant may know it: whether it goes on, and no result of it."""

    title: str
    word: str


def show_own(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        return show(
            visit,
            "applicants/own.html",
            applications=[
                (one, desk.edition(one.edition))
                for one in own_applications(desk, visit.who.address)
            ],
            codes=sorted(codes_of(desk, visit.who.address)),
            attempt=open_intake(desk),
            states=_STATES,
        )


def show_application(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        row = _own(desk, visit)
        return show(
            visit,
            "applicants/application.html",
            row=row,
            edition=desk.edition(row.edition),
            steps=_steps(desk, row),
            files=_files(desk, row),
            letters=_letters(desk, row),
        )


def file(visit: Visit) -> Response:
    with open_desk() as desk:
        row = _own(desk, visit)
        found = next((f for f in _files(desk, row) if f.id == visit.number("file")), None)
        if found is None:
            raise LookupError(visit.part("file"))
        note_read(desk, visit, row.edition, found.name, found.sha256)
        return download(desk.files.fetch(found.sha256), found.name)


def _own(desk: Desk, visit: Visit) -> Application:
    """The visitor's application of the path; another's is not found."""
    place = visit.number("edition"), visit.part("ref")
    for one in own_applications(desk, visit.who.address):
        if (one.edition, one.ref) == place:
            return one
    raise LookupError(place)


def _steps(desk: Desk, row: Application) -> list[Step]:
    """The stages in their order; what was found in them is told by letter alone."""
    policy, attempts = desk.policy(row.edition), attempts_of(desk.session, row.edition)
    newest = {one.stage: one for one in attempts}
    found = []
    for name in policy.stages.order.value:
        attempt = newest.get(name)
        is_done = attempt is not None and attempt.phase is Phase.APPROVED
        word = "已完成" if is_done else "进行中" if attempt is not None else "未开始"
        found.append(Step(policy.stage(name).title.value, word))
    return found


def _files(desk: Desk, row: Application) -> list[StoredFile]:
    query = select(StoredFile).where(
        StoredFile.edition == row.edition,
        StoredFile.subject == row.ref,
        StoredFile.kind == receipt.KIND,
    )
    return list(desk.session.exec(query.order_by(col(StoredFile.id))))


def _letters(desk: Desk, row: Application) -> list[OutboxMessage]:
    """What was sent to the application's own address about this edition."""
    query = select(OutboxMessage).where(
        OutboxMessage.edition == row.edition,
        func.lower(OutboxMessage.to_address) == row.email.lower(),
        OutboxMessage.state == MailState.SENT,
        col(OutboxMessage.message).in_(_TOLD),
    )
    return list(desk.session.exec(query.order_by(col(OutboxMessage.id).desc())))
