"""Putting a slip of the pen right: a new version with old value, new value, who and why.

Only what is plain text can be a slip. What the qualification review has decided on is no slip any
more; it takes a reopening.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlmodel import SQLModel, select

from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from documents.forms.application import ApplicationForm
from documents.sheets.cells import columns_of
from models.application import Application, find_application
from models.corrections import Correction, corrections_of
from models.edition import EditionState, Phase, attempt_in_force
from models.people import CommitteeMember, Contact, Reviewer
from runtime.desk import Desk

_MIRRORED = {
    "name": "name",
    "uscc": "uscc",
    "contact_name": "contact",
    "contact_email": "email",
}  # the form's fields that the application's row repeats
_NEVER_DECIDED_ON = {
    "name", "address", "legal_representative", "contact_name", "contact_post", "contact_phone",
    "contact_email",
}  # fmt: skip
_PEOPLE: Mapping[str, tuple[str, type[SQLModel], Mapping[str, str]]] = {
    "评审员": (
        "reviewer",
        Reviewer,
        {"姓名": "name", "单位": "employer", "专长": "specialty", "邮箱": "email", "电话": "phone"},
    ),
    "联系单位": ("contact", Contact, {"联系人": "person", "邮箱": "email", "电话": "phone"}),
    "委员": (
        "member",
        CommitteeMember,
        {"单位": "employer", "职务": "post", "邮箱": "email"},
    ),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What is to be put right: in which record and field, from what to what."""

    record: str  # "申报" | "评审员" | "联系单位" | "委员"
    subject: str  # "S001", "E07", a name
    field: str  # as on the form: "组织名称"
    former: str
    value: str


def correct(
    desk: Desk, edition: int, slip: Slip, *, reason: str, actor: str, dry_run: bool
) -> list[str]:
    """Write the new version, or say what would be written; the same correction again is none.

    Raises:
        UnknownSubject: no such record or field.
        ActionRefused: the old value is not what the record says, or the new one cannot be.
        WrongMoment: the field was decided on, or the edition is conferred.
    """
    if not (reason.strip() and actor.strip()):
        raise ActionRefused("请写明更正的理由和经办人，存入档案。")
    if slip.record == "申报":
        kind, row, attribute = "application", _application(desk, edition, slip), ""
        present = _shown(row.form.get(_form_field(slip)))
    else:
        kind, row, attribute = _person(desk, edition, slip)
        present = _shown(getattr(row, attribute))
    if present == slip.value.strip():
        return [f"{slip.subject}的“{slip.field}”已经是“{present}”，没有变化。"]
    if present != slip.former.strip():
        raise ActionRefused(
            f"{slip.subject}的“{slip.field}”现为“{present}”，与所填原值“{slip.former}”不符，请核对。"
        )
    if slip.record == "申报":
        _write_form(desk, row, slip)
    else:
        setattr(row, attribute, slip.value.strip())
    return _kept(desk, edition, kind, row, slip, reason=reason, actor=actor, dry_run=dry_run)


def _kept(
    desk: Desk, edition: int, kind: str, row: SQLModel, slip: Slip, *, reason: str, actor: str,
    dry_run: bool,
) -> list[str]:  # fmt: skip
    said = f"{slip.record}{slip.subject}的“{slip.field}”由“{slip.former}”更正为“{slip.value}”。"
    if dry_run:
        desk.session.expunge(row)  # looked at, not written
        return [f"将要：{said}"]
    earlier = corrections_of(desk.session, edition, kind, slip.subject, slip.field)
    version = Correction(
        edition=edition, kind=kind, subject=slip.subject, field=slip.field,
        number=len(earlier) + 1, former=slip.former.strip(), value=slip.value.strip(),
        reason=reason.strip(), corrected_by=actor.strip(), corrected_at=desk.at,
    )  # fmt: skip
    desk.session.add_all([row, version])
    desk.session.flush()
    desk.record(
        "record.corrected", slip.subject, actor=version.corrected_by, edition=edition,
        kind=kind, field=slip.field, version=version.number, former=version.former,
        value=version.value, reason=version.reason,
    )  # fmt: skip
    return [said]


def _application(desk: Desk, edition: int, slip: Slip) -> Application:
    row = find_application(desk.session, edition, slip.subject)
    if row is None or not row.form:
        raise UnknownSubject(f"第{edition}届没有受理编号为{slip.subject}、可以更正的申报。")
    if desk.edition(edition).state is EditionState.CONFERRED:
        raise WrongMoment(f"第{edition}届已经授奖，申报记录不再更正；确有错误的另行立案处理。")
    review = attempt_in_force(desk.session, edition, "eligibility")
    decided = review is not None and review.phase in {Phase.ENACTING, Phase.APPROVED}
    if decided and _form_field(slip) not in _NEVER_DECIDED_ON:
        raise WrongMoment(
            f"资格审查已依据“{slip.field}”作出决定，不能按笔误更正；"
            "确有错误的请用“重新进行阶段”重新审查。"
        )
    return row


def _form_field(slip: Slip) -> str:
    fields = {column.cell.header: column.field for column in columns_of(ApplicationForm)}
    if slip.field not in fields:
        raise UnknownSubject(f"申报表没有“{slip.field}”一栏，可更正的有：{'、'.join(fields)}。")
    return fields[slip.field]


def _write_form(desk: Desk, row: Application, slip: Slip) -> None:
    name = _form_field(slip)
    try:
        form = ApplicationForm.model_validate({**row.form, name: slip.value.strip()})
    except ValidationError as error:
        raise ActionRefused(f"“{slip.value}”不能填入“{slip.field}”，请核对格式。") from error
    with desk.session.no_autoflush:
        row.form = form.model_dump(mode="json")
        if name in _MIRRORED:
            setattr(row, _MIRRORED[name], row.form[name])


def _person(desk: Desk, edition: int, slip: Slip) -> tuple[str, Any, str]:
    if slip.record not in _PEOPLE:
        known = "、".join(("申报", *_PEOPLE))
        raise UnknownSubject(f"没有“{slip.record}”这种记录，可更正的有：{known}。")
    kind, table, fields = _PEOPLE[slip.record]
    if slip.field not in fields:
        raise UnknownSubject(
            f"{slip.record}的记录没有“{slip.field}”，可更正：{'、'.join(fields)}。"
        )
    query: Any = select(table)
    if table is Reviewer:
        query = query.where(Reviewer.id == slip.subject)
    elif table is Contact:
        query = query.where(Contact.name == slip.subject)
    else:
        query = query.where(
            CommitteeMember.name == slip.subject, CommitteeMember.edition == edition
        )
    row = desk.session.exec(query).one_or_none()
    if row is None:
        raise UnknownSubject(f"没有名为“{slip.subject}”的{slip.record}，请核对。")
    return kind, row, fields[slip.field]


def _shown(value: object) -> str:
    return "" if value is None else str(value)
