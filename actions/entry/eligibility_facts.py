"""The rows of the qualification review as the facts and findings of ``rules.eligibility``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from actions.attempts import in_force
from actions.entry.lineage import known_at, predecessors_among
from actions.entry.listings import Lists, listed_in, listings_for
from documents.forms.application import ApplicationForm
from models.application import Application, ApplicationState, Bar, PastPrize, applications_of
from models.edition import StageAttempt
from models.eligibility import Inquiry, InquiryAnswer, InquiryKind, answers_of, inquiries_of
from models.supervision import Succession
from models.types import id_of
from rules import eligibility as rules
from rules.findings import Finding
from rules.policy import Policy
from runtime.desk import Desk

_NOT_REVIEWED = {
    ApplicationState.RECEIVED,
    ApplicationState.REFUSED,
    ApplicationState.REMOVED,
    ApplicationState.WITHDRAWN,
}
_WITHOUT_PERSON = {"sole_trader", "partnership", "branch"}
_TOLD = re.compile(
    r"(.*)（发生日期：(\d{4}-\d\d-\d\d|不明)；是否重大：(是|否|未认定)(?:；等级：(\w+))?(?:；整改：(.*))?）",
    re.DOTALL,
)
_LEVELS = {"是": True, "否": False, "未认定": None}
_VERDICTS = {"满足": True, "不满足": False, "无法认定": None}
_NO_RULING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Ground:
    """What every applicant of an edition is assessed on, read once for all of them."""

    intake: StageAttempt
    asked: tuple[Inquiry, ...]
    answers: Mapping[str, tuple[tuple[Inquiry, InquiryAnswer], ...]]  # by applicant
    known: tuple[Succession, ...]  # when the review ended
    listings: Lists


@dataclass(frozen=True, slots=True)
class Assessment:
    """One applicant with everything it was assessed on, and the findings."""

    application: Application
    facts: rules.ApplicationFacts
    reference_date: date
    replies: tuple[rules.DepartmentReply, ...]
    verifications: tuple[rules.Verification, ...]
    findings: tuple[Finding, ...]

    @property
    def proposal(self) -> bool | None:
        """``None``: a person has to look."""
        return rules.eligible(self.findings)


def reviewed(desk: Desk, edition: int) -> list[Application]:
    """Accepted applications, also when the review is done again later."""
    return [a for a in applications_of(desk.session, edition) if a.state not in _NOT_REVIEWED]


def assessments_of(
    desk: Desk, attempt: StageAttempt, accepted: Mapping[str, str] = _NO_RULING
) -> list[Assessment]:
    """Every applicant assessed; `accepted` maps a silent department to who accepted its silence."""
    applicants = reviewed(desk, attempt.edition)
    if not applicants:
        return []
    history, bans, ground = past_prizes(desk), bars(desk), ground_of(desk, attempt)
    return [
        assess_one(desk, ground, one, accepted=accepted, history=history, bans=bans)
        for one in applicants
    ]


def ground_of(desk: Desk, attempt: StageAttempt) -> Ground:
    """The ground of a review.

    Raises:
        UnknownSubject: the edition has no intake in force.
    """
    answers: dict[str, list[tuple[Inquiry, InquiryAnswer]]] = {}
    for inquiry, answer in answers_of(desk.session, id_of(attempt)):
        answers.setdefault(answer.ref, []).append((inquiry, answer))
    return Ground(
        intake=in_force(desk, attempt.edition, "intake"),
        asked=tuple(inquiries_of(desk.session, id_of(attempt))),
        answers={ref: tuple(pairs) for ref, pairs in answers.items()},
        known=known_at(desk, attempt.ended_at),
        listings=listings_for(desk, desk.policy(attempt.edition)),
    )


def assess_one(
    desk: Desk,
    ground: Ground,
    application: Application,
    *,
    accepted: Mapping[str, str],
    history: tuple[rules.PastPrize, ...],
    bans: tuple[rules.Ban, ...],
) -> Assessment:
    """One applicant, whatever became of it since, against the prizes and bars given."""
    policy = desk.policy(application.edition)
    earlier = predecessors_among(ground.known, application.uscc)
    day = reference_date(desk, ground.intake, application)
    facts = _facts_of(application, policy, day, ground.listings, earlier)
    own = ground.answers.get(application.ref, ())
    replies = _replies(policy, ground.asked, own, accepted)
    reports = tuple(_report(*pair) for pair in own if pair[0].kind is InquiryKind.VERIFICATION)
    findings = rules.assess(
        facts, policy=policy, reference_date=day, history=history, bans=bans,
        replies=replies, verifications=reports, edition=application.edition,
    )  # fmt: skip
    return Assessment(application, facts, day, replies, reports, findings)


def silent_departments(desk: Desk, attempt: StageAttempt) -> list[str]:
    """Departments that were asked and have not answered for every applicant."""
    return [
        inquiry.office
        for inquiry in inquiries_of(desk.session, id_of(attempt))
        if inquiry.kind is InquiryKind.DEPARTMENT and inquiry.replied_at is None
    ]


def _facts_of(
    application: Application,
    policy: Policy,
    day: date,
    listings: Lists,
    predecessors: Iterable[str],
) -> rules.ApplicationFacts:
    """What the application form says and the registers hold that day, as the rules read it.

    `predecessors` are names that are known beside the form's own.
    """
    form = ApplicationForm.model_validate(application.form)
    conditions = policy.eligibility.conditions
    return rules.ApplicationFacts(
        uscc=application.uscc,
        name=application.name,
        legal_person=form.legal_form not in _WITHOUT_PERSON,
        legal_form=form.legal_form,
        registered_region=form.region,
        established_on=form.established_on,
        moved_in_on=form.moved_in_on,
        interrupted=form.interrupted,
        accidents=tuple(
            rules.Incident(record.title, record.dated, record.major)
            for record in form.quality.of_kind("事故")
        ),
        evidence=tuple({c: None for paper in form.attachments for c in paper.conditions}),
        attested=tuple(
            c.id for c in conditions if c.kind.value == "attest" and form.declarations.truthful
        ),
        listings=listed_in(listings, application.uscc, day),
        unknown_lists=tuple(name for name, rows in listings.items() if not rows),
        former_names=tuple(dict.fromkeys((*form.former_names, *predecessors))),
        group=form.controlling_company,
        address=form.address,
    )


def reference_date(desk: Desk, intake: StageAttempt, application: Application) -> date:
    """The day the policy reads its clocks at; the deadline is that of the intake in force."""
    end = intake.due_at or intake.closed_at or desk.at
    accepted = intake.ended_at.date() if intake.ended_at else None
    return rules.reference_date_of(
        desk.policy(application.edition),
        deadline=end.date(),
        submitted_on=application.received_at.date(),
        accepted_on=accepted,
    )


def past_prizes(desk: Desk) -> tuple[rules.PastPrize, ...]:
    """Every prize on record, of everybody: a namesake under another code is a question too."""
    return tuple(
        rules.PastPrize(
            row.uscc, row.prize, row.decided_on, row.name, revoked=row.revoked_on is not None
        )
        for row in desk.session.exec(select(PastPrize).order_by(PastPrize.uscc, PastPrize.prize))
    )


def bars(desk: Desk) -> tuple[rules.Ban, ...]:
    """Every bar on record."""
    rows = desk.session.exec(select(Bar).order_by(Bar.uscc, Bar.article))
    return tuple(
        rules.Ban(row.uscc, row.until, row.since, row.article, row.ground, row.name) for row in rows
    )


def told(
    facts: str, occurred_on: date | None, *, major: bool | None, level: str | None, cured: str = ""
) -> str:
    """An objection as kept in one text, from which `_objection` reads the parts again."""
    known = next(word for word, meant in _LEVELS.items() if meant is major)
    graded = f"；等级：{level}" if level else ""
    mended = f"；整改：{cured}" if cured else ""
    return f"{facts}（发生日期：{occurred_on or '不明'}；是否重大：{known}{graded}{mended}）"


def verified(outcome: str, evidence: str, checker: str) -> str:
    """A verifier's finding as kept in one text, the verdict in front."""
    return f"{outcome}：{evidence}（核实人：{checker}）"


def department_named(policy: Policy, office: str) -> str:
    """The policy's id of a department by its name."""
    return next((d.id for d in policy.departments if d.name.value == office), office)


def _replies(
    policy: Policy,
    asked: Iterable[Inquiry],
    answers: Iterable[tuple[Inquiry, InquiryAnswer]],
    accepted: Mapping[str, str],
) -> tuple[rules.DepartmentReply, ...]:
    given: dict[str, list[InquiryAnswer]] = {}
    for inquiry, answer in answers:
        if inquiry.kind is InquiryKind.DEPARTMENT:
            given.setdefault(inquiry.office, []).append(answer)
    return tuple(
        _reply(department_named(policy, inquiry.office), given.get(inquiry.office, []))
        if inquiry.office in given
        else rules.DepartmentReply(
            department_named(policy, inquiry.office),
            "silent",
            accepted_by=accepted.get(inquiry.office, ""),
        )
        for inquiry in asked
        if inquiry.kind is InquiryKind.DEPARTMENT
    )


def _reply(department: str, answers: Iterable[InquiryAnswer]) -> rules.DepartmentReply:
    objections = [answer for answer in answers if not answer.is_clean]
    if not objections:
        return rules.DepartmentReply(department, "clean")
    text = objections[0].facts
    parts = _TOLD.fullmatch(text)
    given = parts.groups() if parts else (text, "不明", "未认定", None, None)
    facts, day, major, level, cured = given
    return rules.DepartmentReply(
        department,
        "objects",
        conditions=tuple(answer.condition for answer in objections),
        facts=facts,
        occurred_on=None if day == "不明" else date.fromisoformat(day),
        major=_LEVELS[major],
        level=level or "",
        cured=cured or "",
    )


def _report(inquiry: Inquiry, answer: InquiryAnswer) -> rules.Verification:
    verdict, _, summary = answer.facts.partition("：")
    satisfied = _VERDICTS.get(verdict, answer.is_clean)
    return rules.Verification(answer.condition, satisfied, inquiry.office, summary)
