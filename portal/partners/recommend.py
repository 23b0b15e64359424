"""The county's page: its applicants with their material; its opinion, signed or sealed."""

from http import HTTPStatus

from pydantic import ValidationError
from sqlmodel import func, select
from starlette.responses import RedirectResponse, Response

from actions.entry.recommendations import (
    applicant_of,
    applicants_of,
    recommend,
    return_to_applicant,
    said_of,
)
from actions.entry.windows import closing_moment
from actions.handed_in.admitting import admit
from actions.handed_in.incident_form import office_at
from documents.forms.application import Recommendation
from models.application import Application
from models.edition import Edition, latest_attempt
from models.files import StoredFile, files_of
from models.people import Contact, ContactKind
from portal.looks import show
from portal.partners.letters import kept
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import Desk, glance_at_desk, open_desk

_FIELDS = ("recommender_kind", "opinion", "signed_by", "signed_on")


def list_applicants(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        office = _office(desk, visit)
        newest = desk.session.exec(select(func.max(Edition.number))).one() or 0
        intake = latest_attempt(desk.session, newest, "intake")
        rows = applicants_of(desk, newest, office) if newest else []
        return show(
            visit, "partners/applicants.html", office=office, edition=newest,
            closes_at=closing_moment(desk, intake) if intake else None,
            rows=[(row, said_of(desk, row)) for row in rows],
        )  # fmt: skip


def applicant(visit: Visit) -> Response:
    """GET shows an applicant, POST signs the opinion or returns the material with a reason."""
    if not visit.is_posted:
        return _shown(visit, {})
    try:
        if visit.text("do") == "return":
            with open_desk() as desk:
                office, row = _own(desk, visit)
                return_to_applicant(desk, row, office, visit.text("returned"))
        elif problems := _missing(visit):
            return _shown(visit, problems)
        else:
            _sign(visit)
    except Refusal as refused:
        return _shown(visit, {"": str(refused)})
    return RedirectResponse(visit.request.url.path, HTTPStatus.SEE_OTHER)


def material(visit: Visit) -> Response:
    """One file of the package; who read it is on record."""
    with open_desk() as desk:
        office, row = _own(desk, visit)
        files, number = _files(desk, row), visit.number("number")
        if not 1 <= number <= len(files):
            raise LookupError(number)
        file = files[number - 1]
        data = desk.files.fetch(file.sha256)
        desk.record(
            "material.read", row.ref, actor=office.name, edition=row.edition,
            file=file.name, sha256=file.sha256,
        )  # fmt: skip
    return kept(data, file.name)


def _sign(visit: Visit) -> None:
    with open_desk() as desk:
        office, row = _own(desk, visit)
        said = Recommendation.model_validate(
            {
                "recommender": office.name, "reason": visit.text("reason"),
                **{name: visit.text(name) for name in _FIELDS},
            }
        )  # fmt: skip
        sha256 = ""
        for one in visit.files("scan"):
            data, name = one.file.read(), f"推荐意见-{row.ref}-{one.filename}"
            admit(desk, row.edition, data, name)
            sha256 = desk.keep(data, name, kind="attachment", edition=row.edition, subject=row.ref)
        recommend(desk, row, office, said, scan_sha256=sha256)


def _missing(visit: Visit) -> dict[str, str]:
    said = {
        "recommender_kind": "请选择推荐单位类别。",
        "opinion": "请选择是否同意推荐。",
        "signed_by": "请填写签署人。",
        "signed_on": "请填写签署日期。",
    }
    wrong = {name: words for name, words in said.items() if not visit.text(name)}
    try:
        values = {name: visit.text(name) for name in _FIELDS}
        Recommendation.model_validate({"recommender": "-", **values})
    except ValidationError as error:
        for one in error.errors():
            wrong.setdefault(str(one["loc"][0]), "填写的内容不符合要求，请核对。")
    return wrong


def _shown(visit: Visit, problems: dict[str, str]) -> Response:
    with glance_at_desk() as desk:
        office, row = _own(desk, visit)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        intake = latest_attempt(desk.session, row.edition, "intake")
        return show(
            visit, "partners/applicant.html", status=status, office=office, row=row,
            problems=dict.fromkeys(_FIELDS, "") | problems, wrong=list(problems.values()),
            said=said_of(desk, row), files=_files(desk, row),
            kinds=desk.policy(row.edition).recommendation.who.value,
            values=visit.typed if visit.is_posted else row.form.get("recommendation", {}),
            closes_at=closing_moment(desk, intake) if intake else None,
        )  # fmt: skip


def _office(desk: Desk, visit: Visit) -> Contact:
    office = office_at(desk, visit.who.address, ContactKind.COUNTY)
    if office is None:
        raise LookupError(visit.who.address)
    return office


def _own(desk: Desk, visit: Visit) -> tuple[Contact, Application]:
    office = _office(desk, visit)
    return office, applicant_of(desk, visit.number("edition"), office, visit.part("ref"))


def _files(desk: Desk, row: Application) -> list[StoredFile]:
    rows = files_of(desk.session, row.edition)
    return [one for one in rows if one.kind == "application" and one.subject == row.ref]
