"""情况通报: a department tells what it found about a winner, applicant or reviewer (art. 31)."""

from starlette.responses import Response

from actions.handed_in.incident_form import incident_form
from portal.partners.form import form_page
from portal.visit import Visit
from runtime.desk import glance_at_desk

PATH = "/report"


def report(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        form = incident_form(desk, visit.who.address)
    if form is None:
        raise LookupError(visit.who.address)
    return form_page(visit, form, PATH)
