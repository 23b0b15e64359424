"""The pages of everybody who is asked outside the office, each with its row of the table."""

from portal.partners import form, incident, letters, recommend
from portal.routing import page

ROUTES = (
    page("/forms", form.list_forms, "forms", methods=("GET",)),
    page("/forms/{letter:int}/{number:int}", form.letter_form, "forms"),
    page("/recommend", recommend.list_applicants, "recommend", methods=("GET",)),
    page("/recommend/{edition:int}/{ref}", recommend.applicant, "recommend"),
    page(
        "/recommend/{edition:int}/{ref}/{number:int}",
        recommend.material,
        "recommend",
        methods=("GET",),
    ),
    page(incident.PATH, incident.report, "report"),
    page("/letters", letters.list_letters, "own_letters", methods=("GET",)),
    page("/letters/{letter:int}", letters.letter, "own_letters", methods=("GET",)),
    page("/letters/{letter:int}/{number:int}", letters.attachment, "own_letters", methods=("GET",)),
)
