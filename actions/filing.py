"""Filing papers: one paper under one key, written once, kept by hash, public ones published."""

from dataclasses import fields
from typing import Any, Protocol

from sqlmodel import select

from documents.papers.catalogue import KINDS
from documents.papers.compose import compose
from documents.papers.contexts.base import Basis, Contact
from documents.papers.render import render_docx
from documents.papers.wording import edition_text
from models.edition import Phase, StageAttempt
from models.paper import Paper
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
        "issuer": policy.bodies.office.value,
    }


def office_contact(desk: Desk) -> Contact:
    """Whom a paper says to ask."""
    offices = contacts_of(desk.session, ContactKind.OFFICE)
    if not offices:
        return Contact(person="", phone="", email=desk.settings.mail_from, address="")
    first = offices[0]
    return Contact(person=first.person, phone=first.phone, email=first.email, address=first.name)


def bases(policy: Policy, stage: str) -> tuple[Basis, ...]:
    """The project defaults a stage rests on, to be printed with their basis."""
    return tuple(
        Basis(label=v.label, shown=v.shown, basis=v.basis.label, cite=v.cite)
        for v in policy.project_defaults(stage)
    )


def file_paper(
    desk: Desk, attempt: Filed, kind: str, context: Any, *, subject: str = ""
) -> Attachment:
    """Write a paper and keep it under ``edition/stage/attempt/kind/subject``.

    A paper that is already there and rests on the same values is left alone; one whose values
    changed is written anew under the same key, unless its attempt is out of force: what a
    re-confirmation puts in force again is the paper of then.
    """
    key = "/".join(filter(None, [attempt.key, kind, subject]))
    values = sha256_of({f.name: repr(getattr(context, f.name)) for f in fields(context)})
    row = desk.session.exec(select(Paper).where(Paper.key == key)).one_or_none()
    fell = isinstance(attempt, StageAttempt) and attempt.phase is Phase.SUPERSEDED
    if row is not None and (row.values_sha256 == values or fell):
        return Attachment(row.file_name, row.sha256)
    paper = compose(kind, context)
    data = render_docx(paper)
    name = "-".join(
        filter(None, [f"{attempt.edition:02d}", attempt.stage, KINDS[kind].label, subject])
    )
    row = row or Paper(
        key=key, edition=attempt.edition, stage=attempt.stage, kind=kind, title="",
        file_name=f"{name}.docx", sha256="", made_at=desk.at,
    )  # fmt: skip
    row.title = paper.title.replace("\n", "")
    row.values_sha256 = values
    row.is_public = KINDS[kind].is_public
    row.made_at = desk.at
    row.sha256 = desk.keep(data, row.file_name, kind="paper", edition=attempt.edition, subject=key)
    desk.session.add(row)
    desk.record("paper.filed", key, edition=attempt.edition, sha256=row.sha256)
    return Attachment(row.file_name, row.sha256)
