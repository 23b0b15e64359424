"""Packages coming in (art. 15): every one gets a receipt number and is kept, whatever it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import select

from actions import applications
from actions.attempts import CLOSE_OF_BUSINESS
from actions.entry import receipt, windows
from actions.errors import WrongMoment
from actions.letters import letters
from actions.papers import filing
from actions.report import Line
from documents.forms.application import ApplicationForm, read_application
from documents.forms.kinds import kind_of
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.entry import Supplement
from documents.sheets.problems import FormRefused
from models.application import Application, ApplicationState, applications_of
from models.edition import Phase, StageAttempt, latest_attempt
from notifications.outbox import Attachment, Recipient
from notifications.wording import deadline_text
from rules.canonical import sha256_of
from rules.intake import correction_due, incomplete
from rules.policy import Policy
from rules.policy.citing import Topic
from rules.uscc import normalise_uscc
from runtime.desk import Desk

YEARS_ASKED_FOR = 3


@dataclass(frozen=True, slots=True)
class _Reading:
    """The form of a package: read, or what is wrong with it and what could be read all the same."""

    form: ApplicationForm | None = None
    problems: tuple[dict[str, str], ...] = ()
    partial: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return str(getattr(self.form, name) if self.form else self.partial.get(name, ""))


def years_of(desk: Desk, edition: int) -> tuple[int, ...]:
    """The years whose figures the form asks for: the three before the edition's."""
    year = desk.edition(edition).year
    return tuple(range(year - YEARS_ASKED_FOR, year))


def receive_package(
    desk: Desk, edition: int, files: Mapping[str, bytes], source: str
) -> list[Line]:
    """Take one package; the same package again changes nothing.

    Raises:
        WrongMoment: the intake has not begun.
    """
    attempt = latest_attempt(desk.session, edition, "intake")
    if attempt is None:
        raise WrongMoment(f"第{edition}届尚未开始受理申报，请按申报通知的时间提交。")
    package = sha256_of({name: sha256(data).hexdigest() for name, data in files.items()})
    known = _known(desk, edition, package)
    if known is not None:
        return [_line(source, known, again=True), *_reasons(source, known)]
    row = _row(desk, edition, _read(desk, edition, files, source), source, package)
    row.refusals = receipt.refusals_of(
        desk, row, closes_at=windows.closing_moment(desk, attempt),
        received=receipt.codes_before(desk, edition, row.ref), files=files,
    )  # fmt: skip
    for name, data in files.items():
        desk.keep(data, name, kind=receipt.KIND, edition=edition, subject=row.ref)
    applications.enter(
        desk, row, name=row.name, uscc=row.uscc, source=source, package_sha256=package,
        files=sorted(files), refusals=row.refusals,
    )  # fmt: skip
    _answer(desk, attempt, row, sorted(files))
    return [_line(source, row), *_reasons(source, row)]


def refuse(desk: Desk, row: Application, *, key: str) -> None:
    """The refusal with every reason, to whoever left an address."""
    if not row.email or any(one["code"] == receipt.REPLACED for one in row.refusals):
        return
    letters.write(
        desk, row.edition, "refusal", key=f"{key}/{row.ref}/refusal",
        to=Recipient(row.name, row.email), basis=Topic.REFUSAL,
        received_at=deadline_text(row.received_at),
        reasons=tuple(one["sentence"] for one in row.refusals),
    )  # fmt: skip


def _known(desk: Desk, edition: int, package: str) -> Application | None:
    return desk.session.exec(
        select(Application).where(
            Application.edition == edition, Application.package_sha256 == package
        )
    ).one_or_none()


def _row(desk: Desk, edition: int, read: _Reading, source: str, package: str) -> Application:
    number = len(applications_of(desk.session, edition)) + 1
    return Application(
        edition=edition,
        ref=f"S{number:03d}",
        state=ApplicationState.REFUSED,
        name=read.text("name") or source,
        uscc=normalise_uscc(read.text("uscc")),
        contact=read.text("contact_name"),
        email=read.text("contact_email"),
        form=read.form.model_dump(mode="json") if read.form else {},
        refusals=list(read.problems),
        package_sha256=package,
        source=source,
        received_at=desk.at,
    )


def _read(desk: Desk, edition: int, files: Mapping[str, bytes], source: str) -> _Reading:
    books = {name: data for name, data in files.items() if name.lower().endswith(".xlsx")}
    forms = {n: data for n, data in books.items() if kind_of(data, n) == "application"}
    if len(forms) > 1:
        names = "、".join(forms)
        return _unreadable(f"“{source}”内有不止一份申报表（{names}），请只保留一份。")
    name, data = next(iter((forms or books).items()), ("", b""))
    if not name or (not forms and len(books) > 1):
        return _unreadable(f"“{source}”内没有申报表，请附上填写完整的申报表（.xlsx）。")
    try:
        return _Reading(form=read_application(data, name, years_of(desk, edition)))
    except FormRefused as refused:
        # A form that opens and has gaps is incomplete; one that does not open is unreadable.
        code = "incomplete" if forms else receipt.UNREADABLE
        problems = [{"code": code, "sentence": p.sentence} for p in refused.problems]
        problems += _without_papers(desk.policy(edition), refused.partial, files)
        return _Reading(problems=tuple(problems), partial=refused.partial)


def _without_papers(
    policy: Policy, read: Mapping[str, Any], files: Mapping[str, bytes]
) -> Iterator[dict[str, str]]:
    """What is missing beside a form with gaps, so that one letter asks for everything."""
    if (attachments := read.get("attachments")) is not None:
        for part in receipt.missing_papers(attachments, files, policy):
            yield receipt.refusal_of(incomplete(policy, part))


def _unreadable(sentence: str) -> _Reading:
    return _Reading(problems=({"code": receipt.UNREADABLE, "sentence": sentence},))


def _answer(desk: Desk, attempt: StageAttempt, row: Application, files: list[str]) -> None:
    if attempt.phase not in {Phase.OPENING, Phase.WAITING}:
        refuse(desk, row, key=attempt.key)
        return
    if not row.email:
        return
    letters.write(
        desk, row.edition, "receipt", key=f"{attempt.key}/{row.ref}/receipt",
        to=Recipient(row.name, row.email), basis=Topic.RECEIPT, ref=row.ref,
        received_at=deadline_text(row.received_at), files=tuple(files),
        gaps=tuple(one["sentence"] for one in row.refusals),
    )  # fmt: skip
    if receipt.is_mendable(row.refusals):
        _ask_to_complete(desk, attempt, row)


def _ask_to_complete(desk: Desk, attempt: StageAttempt, row: Application) -> None:
    """补正: as often as the policy allows, its days in full and not before the closing."""
    policy = desk.policy(row.edition)
    others = applications_of(desk.session, row.edition)
    used = sum(o.uscc == row.uscc and receipt.is_mendable(o.refusals) for o in others) - 1
    day = correction_due(policy, desk.at.date(), used=used, calendar=desk.calendar)
    if day is None:
        return
    due = datetime.combine(day, CLOSE_OF_BUSINESS, desk.at.tzinfo)
    deadline = max(due, windows.closing_moment(desk, attempt))
    paper = _supplement(desk, attempt, row, deadline_text(deadline))
    letters.write(
        desk, row.edition, "correction-request", key=windows.completion_key(attempt, row),
        to=Recipient(row.name, row.email), basis=Topic.COMPLETION, ref=row.ref,
        items=tuple(one["sentence"] for one in row.refusals), deadline=deadline,
        attachments=(paper,),
    )  # fmt: skip


def _supplement(desk: Desk, attempt: StageAttempt, row: Application, due: str) -> Attachment:
    """补正通知, the paper that goes with the letter."""
    context = Supplement(
        **filing.base(desk, attempt, Topic.COMPLETION),
        applicant=Organisation(ref=row.ref, name=row.name, uscc=row.uscc),
        received=deadline_text(row.received_at),
        gaps=tuple(one["sentence"] for one in row.refusals),
        due=due,
        contact=filing.office_contact(desk),
    )
    return filing.file_paper(desk, attempt, "supplement", context, subject=row.ref)


def _line(source: str, row: Application, *, again: bool = False) -> Line:
    said = "此前已收" if again else "已收"
    state = "材料留存，存在下列问题" if row.refusals else "材料齐全"
    return Line(source, row.ref, ok=not row.refusals, sentence=f"{row.name}：{said}，{state}。")


def _reasons(source: str, row: Application) -> list[Line]:
    return [Line(source, row.ref, ok=False, sentence=one["sentence"]) for one in row.refusals]
