"""The pages about one edition; the entries of the navigation lead to its newest."""

from portal.desk import applicants, archive, edition, intake, letters, papers
from portal.routing import page

_GET, _POST = ("GET",), ("POST",)
_EDITION = "/desk/edition/{number:int}"
_LETTERS = f"{_EDITION}/letters"
_LETTER = f"{_LETTERS}/{{letter:int}}"
_REVIEW = f"{_LETTERS}/review/{{review:int}}"
_PAPER = f"{_EDITION}/papers/{{paper:int}}"
_ARCHIVE = f"{_EDITION}/archive"

ROUTES = (
    page("/desk/edition", edition.newest(), "edition", methods=_GET),
    page(_EDITION, edition.show_edition, "edition", methods=_GET),
    page("/desk/in", edition.newest("/in"), "intake", methods=_GET),
    page(f"{_EDITION}/in", intake.take_in, "intake"),
    page(f"{_EDITION}/in/{{report:int}}", intake.show_report, "intake", methods=_GET),
    page(f"{_EDITION}/blank/{{kind}}", intake.blank, "intake", methods=_GET),
    page("/desk/applicants", edition.newest("/applicants"), "applicants", methods=_GET),
    page(f"{_EDITION}/applicants", applicants.list_all, "applicants", methods=_GET),
    page(f"{_EDITION}/applicants/{{ref}}", applicants.show_one, "applicants", methods=_GET),
    page(f"{_EDITION}/files/{{file:int}}", applicants.read_file, "applicants", methods=_GET),
    page("/desk/letters", edition.newest("/letters"), "letters", methods=_GET),
    page(_LETTERS, letters.list_all, "letters", methods=_GET),
    page(f"{_LETTERS}/proof", letters.proof, "letters", methods=_GET),
    page(_LETTER, letters.show_one, "letters", methods=_GET),
    page(f"{_LETTER}/body", letters.show_body, "letters", methods=_GET),
    page(f"{_LETTER}/attachment/{{place:int}}", letters.read_attachment, "letters", methods=_GET),
    page(f"{_LETTER}/resend", letters.send_again, "letters_act", methods=_POST),
    page(_REVIEW, letters.review, "letters", methods=_GET),
    page(f"{_REVIEW}/settle", letters.settle_review, "letters_act", methods=_POST),
    page(f"{_LETTERS}/silence/{{silence:int}}", letters.end_silence, "letters_act", methods=_POST),
    page("/desk/papers", edition.newest("/papers"), "papers", methods=_GET),
    page(f"{_EDITION}/papers", papers.list_all, "papers", methods=_GET),
    page(_PAPER, papers.show_one, "papers", methods=_GET),
    page(f"{_PAPER}/docx", papers.read_paper, "papers", methods=_GET),
    page(f"{_PAPER}/copy/{{copy:int}}", papers.read_copy, "papers", methods=_GET),
    page(f"{_PAPER}/page", papers.show_page, "papers", methods=_GET),
    page(f"{_PAPER}/page/make", papers.make_page, "papers_act", methods=_POST),
    page(f"{_PAPER}/number", papers.give_number, "papers_act", methods=_POST),
    page(f"{_PAPER}/scan", papers.add_scan, "papers_act", methods=_POST),
    page("/desk/archive", edition.newest("/archive"), "archive", methods=_GET),
    page(_ARCHIVE, archive.show_archive, "archive", methods=_GET),
    page(f"{_ARCHIVE}/record", archive.read_record, "archive", methods=_POST),
    page(f"{_ARCHIVE}/public/{{paper:int}}", archive.read_public, "archive", methods=_GET),
)
