"""The letters that were sent to the visitor, with what was attached: the pack of a meeting, too."""

from urllib.parse import quote

from sqlmodel import col, func, select
from starlette.responses import Response

from models.outbox import OutboxMessage
from portal.looks import show
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk, open_desk


def list_letters(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        query = select(OutboxMessage).where(
            func.lower(OutboxMessage.to_address) == visit.who.address.lower(),
            col(OutboxMessage.review_id).is_(None),
        )
        letters = list(desk.session.exec(query.order_by(col(OutboxMessage.id).desc())))
    return show(visit, "partners/letters.html", letters=letters)


def letter(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        return show(visit, "partners/letter.html", letter=_own(desk, visit))


def attachment(visit: Visit) -> Response:
    """One paper of a letter; that it was fetched goes on record."""
    with open_desk() as desk:
        row, number = _own(desk, visit), visit.number("number")
        if number >= len(row.attachments):
            raise LookupError(number)
        file = row.attachments[number]
        data = desk.files.fetch(file["sha256"])
        desk.record(
            "letter.attachment_read", row.key, actor=visit.who.address, edition=row.edition,
            name=file["name"], sha256=file["sha256"],
        )  # fmt: skip
    return kept(data, file["name"])


def kept(data: bytes, name: str) -> Response:
    """A file to be saved, never opened in a window of ours."""
    return Response(
        data,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _own(desk: Desk, visit: Visit) -> OutboxMessage:
    row = desk.session.get(OutboxMessage, visit.number("letter"))
    is_own = row is not None and row.to_address.lower() == visit.who.address.lower()
    if row is None or not is_own or row.review_id or not visit.who.address:
        raise LookupError(visit.part("letter"))
    return row
