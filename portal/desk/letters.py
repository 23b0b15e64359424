"""信函: what went to whom, as it looked, what the server answered, and what can still be done."""

import tempfile
from http import HTTPStatus
from pathlib import Path

from starlette.responses import RedirectResponse, Response

from actions.errors import UnknownSubject
from actions.letters.mail_proof import proof_of_sending, resend
from actions.letters.mail_review import decide_review
from actions.letters.register import Standing, letter_at, letters_in, list_letters
from actions.reminding.duties import awaited_silences, duties_in_edition
from actions.reminding.silence import close_silence
from models.mail_review import MailReview, held_reviews
from portal.desk.edition import others
from portal.download import download, in_frame, note_read
from portal.looks import show
from portal.paging import SIZE, number_of, part_of
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import glance_at_desk, open_desk


def list_all(visit: Visit) -> Response:
    number = visit.number("number")
    asked = {name: visit.asked(name).strip() for name in ("words", "state")}
    with glance_at_desk() as desk:
        skip = (number_of(visit) - 1) * SIZE
        rows, total = list_letters(desk, number, **asked, skip=skip, take=SIZE)
        return show(
            visit,
            "desk/letters.html",
            edition=desk.edition(number),
            others=others(desk, number),
            part=part_of(visit, rows, total=total),
            asked=asked,
            states=list(Standing),
            held=held_reviews(desk.session, number),
            silences=awaited_silences(desk, number, duties_in_edition(desk, number)),
        )


def show_one(visit: Visit, problem: str = "") -> Response:
    number = visit.number("number")
    with glance_at_desk() as desk:
        return show(
            visit,
            "desk/letter.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            edition=desk.edition(number),
            one=letter_at(desk, number, visit.number("letter")),
            problem=problem,
        )


def show_body(visit: Visit) -> Response:
    """The letter as its reader sees it, for the frame on its page."""
    with glance_at_desk() as desk:
        letter = letter_at(desk, visit.number("number"), visit.number("letter")).letter
    return in_frame(letter.html, "text/html")


def read_attachment(visit: Visit) -> Response:
    number, place = visit.number("number"), visit.number("place")
    with open_desk() as desk:
        files = letter_at(desk, number, visit.number("letter")).letter.attachments
        if place >= len(files):
            raise UnknownSubject("这封信没有这个附件。")
        name, sha256 = files[place]["name"], files[place]["sha256"]
        note_read(desk, visit, number, name, sha256)
        return download(desk.files.fetch(sha256), name)


def send_again(visit: Visit) -> Response:
    number = visit.number("number")
    try:
        with open_desk() as desk:
            key = letter_at(desk, number, visit.number("letter")).letter.key
            resend(desk, number, key, address=visit.text("address"), officer=visit.who.name)
    except UnknownSubject:
        raise
    except Refusal as refused:
        return show_one(visit, str(refused))
    return _to(f"/desk/edition/{number}/letters/{visit.number('letter')}")


def review(visit: Visit, problem: str = "") -> Response:
    """A batch that waits: everybody it goes to, and the first letter as it would look."""
    number = visit.number("number")
    with glance_at_desk() as desk:
        row = desk.session.get(MailReview, visit.number("review"))
        if row is None or row.edition != number:
            raise UnknownSubject("没有这个待复核批次。")
        letters = letters_in(desk, row)
        return show(
            visit,
            "desk/mail_review.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            edition=desk.edition(number),
            row=row,
            first=letters[0] if letters else None,
            part=part_of(visit, letters),
            problem=problem,
        )


def settle_review(visit: Visit) -> Response:
    number = visit.number("number")
    try:
        with open_desk() as desk:
            decide_review(
                desk, number, visit.number("review"), choice=visit.text("choice"),
                note=visit.text("note"), officer=visit.who.name,
            )  # fmt: skip
    except UnknownSubject:
        raise
    except Refusal as refused:
        return review(visit, str(refused))
    return _to(f"/desk/edition/{number}/letters")


def end_silence(visit: Visit) -> Response:
    number = visit.number("number")
    with open_desk() as desk:
        close_silence(
            desk, number, visit.number("silence"), choice=visit.text("choice"),
            officer=visit.who.name, reason=visit.text("reason"),
        )  # fmt: skip
    return _to(f"/desk/edition/{number}/letters#silences")


def proof(visit: Visit) -> Response:
    """The .xlsx that proves what was sent."""
    number = visit.number("number")
    name = f"第{number}届信函发送证明.xlsx"
    with tempfile.TemporaryDirectory() as folder, open_desk() as desk:
        desk.edition(number)
        out = Path(folder, name)
        proof_of_sending(desk, number, out)
        return download(out.read_bytes(), name)


def _to(path: str) -> Response:
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)
