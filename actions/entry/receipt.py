"""What speaks against receiving a package: one judgement for the counter and for the closing."""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import select

from actions.entry.late_permits import covers, permitted_until
from actions.entry.windows import completion_until
from documents.forms.application import ApplicationForm, Attachment
from models.application import Application, ApplicationState, applications_of
from models.files import StoredFile
from rules.findings import Finding, Outcome
from rules.intake import Opinion, Package, missing_materials, receipt_findings
from rules.policy import Policy
from runtime.desk import Desk

LATE = "late"
UNREADABLE = "unreadable"
REPLACED = "replaced"
KIND = "application"
_MENDABLE = {"incomplete", "no_recommendation", UNREADABLE}
_STANDING = {LATE, UNREADABLE, REPLACED}


def form_of(application: Application) -> ApplicationForm | None:
    """The form as it was read; ``None`` when it could not be."""
    return ApplicationForm.model_validate(application.form) if application.form else None


def refusals_of(
    desk: Desk,
    application: Application,
    *,
    closes_at: datetime,
    received: Collection[str],
    files: Collection[str],
) -> list[dict[str, str]]:
    """Every reason against an application as ``{"code", "sentence"}``, none when it is in order.

    What was late, unreadable or replaced once stays so, unless a permit let the applicant come
    late. Who was asked to complete is in time until the date of that letter. ``received`` are the
    credit codes of the packages that come first, ``files`` the names in the package.
    """
    form = form_of(application)
    policy = desk.policy(application.edition)
    own = (permitted_until(desk, application), completion_until(desk, application))
    closes_at = max((closes_at, *(moment for moment in own if moment)))
    package = Package(
        uscc=application.uscc,
        received_at=application.received_at,
        opinions=(_opinion_of(form),) if form else (),
        missing=_missing(form, files, policy) if form else (),
    )
    findings = receipt_findings(package, policy=policy, closes_at=closes_at, received=received)
    # Of a form nobody could read, only the time it came and whose it is can be judged.
    told = [f for f in findings if form or f.outcome is Outcome.FAIL]
    found = [refusal_of(finding) for finding in told]
    codes = {refusal["code"] for refusal in found}
    standing = (one for one in application.refusals if one["code"] not in codes)
    lasting = _STANDING - {LATE} if covers(desk, application) else _STANDING
    return [*found, *(one for one in standing if one["code"] in lasting or not form)]


def refusal_of(finding: Finding) -> dict[str, str]:
    """A finding as the row keeps it and letters say it."""
    cited = f"（{finding.article}）" if finding.article else ""
    return {"code": finding.code, "sentence": f"{finding.sentence}{cited}"}


def is_mendable(refusals: Collection[dict[str, str]]) -> bool:
    """Whether handing in a complete package would help (补正)."""
    return bool(refusals) and all(one["code"] in _MENDABLE for one in refusals)


def files_in(desk: Desk, edition: int, ref: str) -> list[str]:
    """The names of the files in a package, in the order in which they were kept."""
    query = select(StoredFile.name).where(
        StoredFile.edition == edition, StoredFile.subject == ref, StoredFile.kind == KIND
    )
    return list(desk.session.exec(query.order_by(StoredFile.name)))


def codes_before(desk: Desk, edition: int, ref: str) -> set[str]:
    """Credit codes of the packages that were received before ``ref`` and still count."""
    return {
        other.uscc
        for other in applications_of(desk.session, edition)
        if other.ref < ref
        and other.uscc
        and other.state not in {ApplicationState.REFUSED, ApplicationState.WITHDRAWN}
    }


def _opinion_of(form: ApplicationForm) -> Opinion:
    given = form.recommendation
    return Opinion(
        kind=given.recommender_kind,
        recommender=given.recommender,
        consents=given.opinion == "同意推荐",
        reason=given.reason,
    )


def missing_papers(
    attachments: Iterable[Attachment], files: Collection[str], policy: Policy
) -> tuple[str, ...]:
    """What the call asks for and the list does not have, and what the list has without a file."""
    there, listed = {_plain(name) for name in files}, tuple(attachments)
    kinds = {one.kind for one in listed}
    absent = [one.filename for one in listed if _plain(one.filename) not in there]
    return (
        *(f"申报通知要求提交的“{kind}”" for kind in missing_materials(policy, kinds)),
        *(f"附件清单所列的文件“{name}”" for name in absent),
    )


def _missing(form: ApplicationForm, files: Collection[str], policy: Policy) -> tuple[str, ...]:
    said = form.declarations
    return (
        *missing_papers(form.attachments, files, policy),
        *(("材料真实的声明",) if not said.truthful else ()),
        *(("同意核实并公示的声明",) if not said.consent else ()),
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()
