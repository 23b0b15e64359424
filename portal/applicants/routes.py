"""The applicants' pages, each with its row of the table."""

from portal.applicants import apply, draft, files, handed_in
from portal.routing import page

_GET, _POST = ("GET",), ("POST",)
_DRAFT = "/applicant/draft/{draft:int}"

ROUTES = (
    page("/apply", apply.apply, "apply"),
    page("/apply/blank", apply.blank, "apply", methods=_GET),
    page("/applicant", handed_in.overview, "applicant", methods=_GET),
    page(_DRAFT, draft.show_draft, "applicant", methods=_GET),
    page(f"{_DRAFT}/part/{{part:int}}", draft.part, "applicant"),
    page(f"{_DRAFT}/form", draft.form, "applicant", methods=_GET),
    page(f"{_DRAFT}/files", files.add, "applicant", methods=_POST),
    page(f"{_DRAFT}/files/drop", files.drop, "applicant", methods=_POST),
    page(f"{_DRAFT}/people", draft.invite, "applicant", methods=_POST),
    page(f"{_DRAFT}/check", draft.check, "applicant"),
    page("/applicant/{edition:int}/{ref}", handed_in.application, "applicant", methods=_GET),
    page("/applicant/{edition:int}/{ref}/withdraw", handed_in.withdraw, "applicant"),
)
