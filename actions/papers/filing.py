"""Filing papers: one paper under one key, written once, kept by hash, public ones published."""

from dataclasses import replace
from pathlib import PurePath
from typing import Any, Protocol

from documents.papers.catalogue import KINDS
from documents.papers.chart_svg import svg_of
from documents.papers.charts import Chart
from documents.papers.compose import compose
from documents.papers.contexts.base import Base, Basis, Contact, SigningSheet
from documents.papers.flow_svg import flow_svg
from documents.papers.paper import Paper as PaperValue
from documents.papers.render import render_docx
from documents.papers.template_check import Fault, check_template
from documents.papers.values import values_text
from documents.papers.wording import date_text, edition_text
from documents.plain import file_name
from models.application import find_application
from models.case import Case
from models.edition import Phase, StageAttempt
from models.paper import Paper, PaperIssue, find_paper, issue_of
from models.people import ContactKind, contacts_of
from notifications.outbox import Attachment
from rules.canonical import sha256_of
from rules.policy import Policy
from rules.policy.citing import Topic, articles
from runtime.desk import Desk


class Filed(Protocol):
    """What a paper is filed under: a stage attempt, or a case after the award."""

    @property
    def key(self) -> str: ...

    @property
    def edition(self) -> int: ...

    @property
    def stage(self) -> str: ...


def base(desk: Desk, attempt: Filed, article: Topic | str) -> dict[str, Any]:
    """The fields every paper's context starts with; numbers and dates are the office's to give."""
    policy = desk.policy(attempt.edition)
    return {
        "award": policy.meta.award_name.value,
        "edition": edition_text(attempt.edition),
        "regulation": policy.meta.title.value,
        "article": articles(policy, article) if isinstance(article, Topic) else article,
        "issuer": policy.bodies.full_office,
    }


def office_contact(desk: Desk) -> Contact:
    """Whom a paper says to ask."""
    offices = contacts_of(desk.session, ContactKind.OFFICE)
    if not offices:
        return Contact(person=None, phone=None, email=desk.settings.mail_from, address=None)
    first = offices[0]
    return Contact(
        person=first.person or None,
        phone=first.phone or None,
        email=first.email,
        address=first.address or None,
        account=first.account or None,
    )


def of_government(desk: Desk, attempt: Filed, article: Topic | str) -> dict[str, Any]:
    """The start of a paper that the government issues and its general office prints."""
    government = desk.policy(attempt.edition).bodies.government.value
    return base(desk, attempt, article) | {"issuer": government, "printer": f"{government}办公室"}


def bases(policy: Policy, stage: str) -> tuple[Basis, ...]:
    """The project defaults a stage rests on, for the 审签单 of its papers."""
    return tuple(
        Basis(label=v.label, shown=v.shown, basis="本届确认值", cite=v.cite)
        for v in policy.project_defaults(stage)
        if not v.key.startswith("reminding.")
    )


def file_paper(
    desk: Desk, attempt: Filed, kind: str, context: Any, *, subject: str = ""
) -> Attachment:
    """Write a paper and keep it under ``edition/stage/attempt/kind/subject``.

    A paper that is already there and rests on the same values is left alone; one whose values
    changed is written anew under the same key, unless its attempt is out of force: what a
    re-confirmation puts in force again is the paper of then. Number and day come from the register
    of outgoing papers, or stay visibly blank.
    """
    key = "/".join(filter(None, [attempt.key, kind, subject]))
    known = find_paper(desk.session, key)
    if known and isinstance(attempt, StageAttempt) and attempt.phase is Phase.SUPERSEDED:
        return Attachment(known.file_name, known.sha256)
    row = known or Paper(
        key=key, edition=attempt.edition, stage=attempt.stage, kind=kind, title="",
        file_name=_file_name(desk, attempt, kind, subject), sha256="", made_at=desk.at,
    )  # fmt: skip
    if context.bases:
        _file_signing_sheet(desk, attempt, context)
    return write_paper(desk, row, numbered(context, issue_of(desk.session, key)))


def _file_signing_sheet(desk: Desk, attempt: Filed, context: Base) -> None:
    """审签单 of a stage: on what its papers rest, and who signs them off; it stays inside."""
    sheet = SigningSheet(
        award=context.award,
        edition=context.edition,
        regulation=context.regulation,
        article=context.article,
        issuer=context.issuer,
        stage=desk.policy(attempt.edition).stage(attempt.stage).title.value,
        settings=context.bases,
    )
    file_paper(desk, attempt, "signing-sheet", sheet)


def write_paper(desk: Desk, row: Paper, context: Base) -> Attachment:
    """Write the paper of a row from these values; the same values leave it as it is."""
    text = values_text(context)
    values = sha256_of(text)
    if row.values_sha256 != values:
        paper = _composed(desk, row, context)
        row.values_sha256 = values
        row.values_json = text
        store_paper(desk, row, paper, render_docx(paper))
        desk.record("paper.filed", row.key, edition=row.edition, sha256=row.sha256)
    return Attachment(row.file_name, row.sha256)


def store_paper(desk: Desk, row: Paper, paper: PaperValue, data: bytes) -> None:
    """Keep these bytes and the charts beside them as what the row stands for."""
    row.title = paper.title.replace("\n", "")
    row.is_public = KINDS[row.kind].is_public
    row.made_at = desk.at
    row.sha256 = desk.keep(data, row.file_name, kind="paper", edition=row.edition, subject=row.key)
    _keep_pictures(desk, row, paper)
    desk.session.add(row)


def _composed(desk: Desk, row: Paper, context: Base) -> PaperValue:
    """Composed from the office's own template; from ours, and that on record, if it is broken."""
    faults = template_faults(desk, row.kind)
    if not faults:
        return compose(row.kind, context, desk.settings.templates_folder)
    desk.record(
        "paper.template_refused", row.key, edition=row.edition,
        template=faults[0].file, fault=faults[0].sentence,
    )  # fmt: skip
    return compose(row.kind, context)


def template_faults(desk: Desk, kind: str) -> list[Fault]:
    """What keeps the office's own template of a kind from being used; [] if it can be, or none."""
    folder = desk.settings.templates_folder
    return [fault for fault in check_template(kind, folder) if fault.is_wrong] if folder else []


def _keep_pictures(desk: Desk, row: Paper, paper: PaperValue) -> None:
    """Each chart as an SVG of its own beside the paper."""
    for number, picture in enumerate(paper.pictures, start=1):
        data = svg_of(picture) if isinstance(picture, Chart) else flow_svg(picture)
        name = f"{PurePath(row.file_name).stem}-图{number:03d}.svg"
        desk.keep(data.encode(), name, kind="picture", edition=row.edition, subject=row.key)


def numbered(context: Any, issue: PaperIssue | None) -> Any:
    """The context with number, day and print record as registered; unchanged before that."""
    if issue is None:
        return context
    return replace(
        context,
        number=context.number if issue.number is None else issue.number,
        date=date_text(issue.issued_on),
        printed_on=None if issue.printed_on is None else date_text(issue.printed_on),
        copies_to=tuple(issue.copies_to),
        secrecy=issue.secrecy,
        urgency=issue.urgency,
        copy_number=issue.copy_number,
    )


def _file_name(desk: Desk, attempt: Filed, kind: str, subject: str) -> str:
    """In Chinese, and one name for one paper: 第三届-资格审查-资格审查结果通知-S001-某公司.docx.

    Cases of one edition share its stage, so number and holder tell their papers apart; what is
    reported more than once is known by its day.
    """
    label, about = KINDS[kind].label, _named(desk, attempt.edition, subject)
    if isinstance(attempt, Case):
        place = f"获奖后-{attempt.number}-{attempt.name}"
    elif isinstance(attempt, StageAttempt):
        place = desk.policy(attempt.edition).stage(attempt.stage).title.value
    else:
        place, about = "", attempt.key.split("/")[-1]
    label = "" if place == label else label
    parts = (edition_text(attempt.edition), place, label, about)
    return f"{'-'.join(file_name(part) for part in parts if part)}.docx"


def _named(desk: Desk, edition: int, subject: str) -> str:
    applicant = find_application(desk.session, edition, subject)
    return f"{subject}-{applicant.name}" if applicant else subject
