"""The applicants a form is about, as the office fills them in."""

from collections.abc import Mapping, Sequence

from documents.sheets.cells import FormModel


class Applicant(FormModel):
    """One applicant by receipt number; `uscc` stays off forms that do not ask for it."""

    ref: str
    name: str
    uscc: str = ""


def given(applicants: Sequence[Applicant]) -> list[Mapping[str, str]]:
    """Rows with the applicants filled in and everything else open."""
    return [{"ref": one.ref, "name": one.name, "uscc": one.uscc} for one in applicants]
