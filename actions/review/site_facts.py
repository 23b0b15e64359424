"""What was verified on site (art. 18): asked of each panel's leader, signed by the applicant."""

from sqlmodel import select

from actions import attempts
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.owed import Owed
from actions.report import Line
from actions.review import review, site_visits
from actions.review.review import Group
from documents.forms.site_facts import SiteFact as FactForm
from documents.forms.site_facts import blank_site_facts
from documents.sheets.reading import Rows
from models.application import Application
from models.edition import StageAttempt
from models.people import Reviewer
from models.review import SiteFact, facts_of_site, sheets_of
from models.types import id_of
from notifications.outbox import Attachment
from notifications.wording import day_text
from rules.errors import Refusal
from rules.policy.citing import Topic
from runtime.desk import Desk

GENERAL = "申报表所填主要经济指标、质量结果与原始记录是否一致"


def take_site_facts(
    desk: Desk, edition: int, form: Rows[FactForm], *, source: str, sha256: str
) -> list[Line]:
    """Keep each matter; a changed row replaces the former one while the review is open.

    Raises:
        WrongMoment: the site review is not open.
    """
    attempt = attempts.open_attempt(desk, edition, review.SITE)
    days = _days(desk, attempt)
    lines = []
    for one in form.rows:
        place = f"{one.ref} {one.matter}"
        try:
            sentence = _take(desk, attempt, one, days, sha256)
        except Refusal as refused:
            lines.append(Line(source, place, ok=False, sentence=str(refused)))
        else:
            lines.append(Line(source, place, ok=True, sentence=sentence))
    return lines


def facts_form(desk: Desk, attempt: StageAttempt, group: Group) -> Attachment:
    """The form of one panel, with what its reviewers wanted to see of each applicant."""
    asked = _asked(desk, attempt)
    matters = [
        (one.ref, one.name, matter)
        for one in group.applicants
        for matter in (GENERAL, *asked.get(one.ref, ()))
    ]
    name = f"{attempt.edition:02d}-现场核实表-第{group.panel.number}组.xlsx"
    data = blank_site_facts(matters)
    sha256 = desk.keep(data, name, kind="blank", edition=attempt.edition, subject=attempt.key)
    return Attachment(name, sha256)


def verified(desk: Desk, attempt: StageAttempt, ref: str) -> tuple[tuple[str, str], ...]:
    """Each matter with its conclusion, as the report prints it."""
    return tuple(
        (row.matter, f"{row.conclusion}：{row.evidence}（核实人{row.checker}）")
        for row in facts_of_site(desk.session, id_of(attempt))
        if row.ref == ref
    )


def signed(desk: Desk, attempt: StageAttempt, ref: str) -> str:
    """Who signed for the applicant, and when; "" while nobody has."""
    rows = [row for row in facts_of_site(desk.session, id_of(attempt)) if row.ref == ref]
    return "、".join(
        dict.fromkeys(f"{row.representative}，{day_text(row.signed_on)}" for row in rows)
    )


def owed_facts(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """One entry a leader whose panel has applicants without a signed fact."""
    known = {row.ref for row in facts_of_site(desk.session, id_of(attempt))}
    owed = []
    for group in review.groups_of(desk, attempt):
        lacking = [one for one in group.applicants if one.ref not in known]
        leader = desk.session.get(Reviewer, group.panel.leader)
        if lacking and leader is not None:
            owed.append(_owed(desk, attempt, group, leader, lacking))
    return owed


def lacking_text(desk: Desk, attempt: StageAttempt) -> str:
    """Who has no signed fact, for the office to see before it decides."""
    names = [
        one.ref
        for group in review.groups_of(desk, attempt)
        for one in group.applicants
        if not signed(desk, attempt, one.ref)
    ]
    return f"**{'、'.join(names)}没有经申报单位签字的现场核实记录。**" if names else ""


def _owed(
    desk: Desk, attempt: StageAttempt, group: Group, leader: Reviewer, lacking: list[Application]
) -> Owed:
    return Owed(
        subject=f"facts/{group.panel.number}",
        name=leader.name,
        address=leader.email,
        matter=f"报送第{group.panel.number}组现场核实表（{len(lacking)}家）",
        due_at=attempt.due_at or desk.at,
        basis=Topic.SITE_REVIEW,
        request="请逐家填写现场核实表，由申报单位代表对事实部分签字确认后报送。",
        kind="sheet",
        role="reviewer",
        phone=leader.phone,
    )


def _days(desk: Desk, attempt: StageAttempt) -> dict[str, str]:
    return {
        ref: day.isoformat()
        for group in review.groups_of(desk, attempt)
        for ref, day in site_visits.days_of(attempt, group).items()
    }


def _asked(desk: Desk, attempt: StageAttempt) -> dict[str, list[str]]:
    """Questions of the document review by receipt number, each once."""
    documents = attempts.in_force(desk, attempt.edition, review.DOCUMENT)
    asked: dict[str, list[str]] = {}
    for sheet in sheets_of(desk.session, id_of(documents)):
        if sheet.questions and sheet.questions not in asked.setdefault(sheet.ref, []):
            asked[sheet.ref].append(sheet.questions)
    return asked


def _take(
    desk: Desk, attempt: StageAttempt, one: FactForm, days: dict[str, str], sha256: str
) -> str:
    if one.ref not in days:
        raise UnknownSubject(f"{one.ref} 不在本次现场评审之列，请核对受理编号。")
    if one.signed_on.isoformat() < days[one.ref]:
        raise ActionRefused(f"{one.ref} 的现场评审定于{days[one.ref]}，签字日期不能早于现场评审。")
    if one.signed_on > desk.at.date():
        raise WrongMoment(f"签字日期{one.signed_on}尚未到来，请核对。")
    own = one.model_dump(exclude={"name"})
    query = select(SiteFact).where(
        SiteFact.attempt_id == attempt.id, SiteFact.ref == one.ref, SiteFact.matter == one.matter
    )
    row = desk.session.exec(query).one_or_none()
    if row is not None and all(getattr(row, name) == value for name, value in own.items()):
        return f"{one.ref} 的核实事项已收，内容相同。"
    row = row or SiteFact(attempt_id=id_of(attempt), **own)
    for name, value in own.items():
        setattr(row, name, value)
    row.file_sha256 = sha256
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "site_fact.recorded", f"{attempt.key}/{one.ref}", actor=one.checker,
        edition=attempt.edition, matter=one.matter, conclusion=one.conclusion,
        representative=one.representative, signed_on=one.signed_on.isoformat(), sha256=sha256,
    )  # fmt: skip
    return f"已收 {one.ref} 的核实事项。"
