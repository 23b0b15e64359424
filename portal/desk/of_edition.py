"""The pages about one edition; the entries of the navigation lead to its newest."""

from portal.desk import applicants, edition, intake
from portal.routing import page

_GET = ("GET",)
_EDITION = "/desk/edition/{number:int}"

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
)
