"""Site visits (art. 18): days set, plan filed, reviewers and applicants told."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from actions.letters import letters
from actions.letters.appointments import Meeting
from actions.papers import filing
from actions.review import review
from actions.review.after_forms import TITLE, after_form
from actions.review.readable import letter_key, readable
from actions.review.review import Group
from documents.forms.score_sheet import BlankItem, BlankSheet, blank_score_sheet
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.review import AgendaLine, Visit, VisitPlan
from models.application import Application
from models.edition import StageAttempt
from models.people import Reviewer
from notifications.outbox import Attachment, Recipient
from notifications.wording import day_text
from rules.calendar import add_days, working_days_between
from rules.policy.citing import Topic
from rules.ranking import display
from runtime.desk import Desk

NOTICE_DAYS = 3
"""Working days between the notice and the first visit, fewer when the deadline is close."""

AGENDA = (
    AgendaLine(time="8:30", activity="首次会议：说明程序、纪律和日程", people="评审组、申报单位"),
    AgendaLine(time="9:00", activity="高层领导访谈", people="评审组、申报单位主要负责人"),
    AgendaLine(time="10:00", activity="现场查看和资料查阅", people="评审组、各部门"),
    AgendaLine(time="14:30", activity="员工座谈和问题核实", people="评审组、员工代表"),
    AgendaLine(time="16:00", activity="评审组内部会议，独立评分", people="评审组"),
    AgendaLine(time="17:00", activity="末次会议：反馈事实，不公布评分", people="评审组、申报单位"),
)

Days = Mapping[str, date]


def set_days(desk: Desk, attempt: StageAttempt, group: Group) -> dict[str, date]:
    """Consecutive working days for a panel, one an applicant, kept with the panel."""
    start = desk.at.date()
    lead = NOTICE_DAYS
    if attempt.due_at is not None:
        left = working_days_between(desk.calendar, start, attempt.due_at.date())
        lead = max(1, min(NOTICE_DAYS, left - len(group.applicants)))
    days = {
        applicant.ref: add_days(desk.calendar, start, lead + n, "working")
        for n, applicant in enumerate(group.applicants)
    }
    shown = {ref: day.isoformat() for ref, day in days.items()}
    visits = {**group.panel.facts.get("visits", {}), attempt.key: shown}
    group.panel.facts = {**group.panel.facts, "visits": visits}
    desk.session.add(group.panel)
    desk.record("site_visits.set", attempt.key, edition=attempt.edition, panel=group.panel.number,
                days=shown)  # fmt: skip
    return days


def days_of(attempt: StageAttempt, group: Group) -> dict[str, date]:
    """The days set for a panel in this attempt, by receipt number."""
    shown = group.panel.facts.get("visits", {}).get(attempt.key, {})
    return {ref: date.fromisoformat(day) for ref, day in shown.items()}


def place_of(applicant: Application) -> str:
    """The address of the application form, the applicant's own name where there is none."""
    return str(applicant.form.get("address") or applicant.name)


def file_plan(
    desk: Desk, attempt: StageAttempt, groups: Sequence[tuple[Group, Days]]
) -> Attachment:
    """现场评审计划."""
    visits = [
        Visit(
            applicant=Organisation(ref=one.ref, name=one.name, uscc=one.uscc),
            day=day_text(days[one.ref]),
            place=place_of(one),
            panel=group.panel.number,
            leader=group.leader,
            members=tuple(m.name for m in group.judges(one.ref)),
        )
        for group, days in groups
        for one in group.applicants
    ]
    context = VisitPlan(
        **filing.base(desk, attempt, Topic.SITE_REVIEW),
        bases=filing.bases(desk.policy(attempt.edition), review.SITE),
        visits=tuple(visits),
        agenda=AGENDA,
        no_fee=desk.policy(attempt.edition).texts.no_fee.value,
        contact=filing.office_contact(desk),
    )
    return filing.file_paper(desk, attempt, "visit-plan", context)


def write_to_reviewer(
    desk: Desk,
    attempt: StageAttempt,
    group: Group,
    member: Reviewer,
    papers: Sequence[Attachment],
) -> None:
    """The visits of one reviewer with a blank workbook that carries the papers' percentages."""
    own = readable(desk, group, member)
    if not own:
        return
    days = days_of(attempt, group)
    after = after_form(desk, attempt, group, member, own)
    letters.write(
        desk,
        attempt.edition,
        "site-visit",
        key=letter_key(
            f"{attempt.key}/{member.id}-{group.panel.number}/site-visit", group, member, own
        ),
        to=Recipient(member.name, member.email),
        basis=Topic.SITE_REVIEW,
        attachments=(_workbook(desk, attempt, group, member, own), *papers, *after),
        panel=f"第{group.panel.number}评审组",
        visits=tuple(f"{day_text(days[a.ref])} {a.name}（{a.ref}），{place_of(a)}" for a in own),
        meetings=[Meeting(a.ref, days[a.ref], f"现场评审：{a.name}", place_of(a)) for a in own],
        deadline=attempt.due_at or desk.at,
        after_form=f"《{TITLE}》" if after else "",
    )


def write_to_applicant(desk: Desk, attempt: StageAttempt, group: Group, one: Application) -> None:
    """When its visit is, and who comes: an applicant may name an interest (art. 30)."""
    letters.write(
        desk,
        attempt.edition,
        "site-visit-notice",
        key=f"{attempt.key}/{one.ref}/site-visit-notice",
        to=Recipient(one.contact or one.name, one.email),
        basis=Topic.SITE_REVIEW,
        addressee=one.name,
        ref=one.ref,
        when=days_of(attempt, group)[one.ref],
        reviewers=tuple(f"{m.name}（{m.employer}）" for m in group.judges(one.ref)),
        no_fee=desk.policy(attempt.edition).texts.no_fee.value,
    )


def _workbook(
    desk: Desk,
    attempt: StageAttempt,
    group: Group,
    member: Reviewer,
    applicants: Sequence[Application],
) -> Attachment:
    data = blank_score_sheet(
        edition=attempt.edition,
        stage="site-review",
        panel=group.panel.number,
        reviewer=member.id,
        reviewer_name=member.name,
        criteria=desk.criteria(attempt.edition).id,
        applicants=[_blank(desk, attempt, one) for one in applicants],
    )
    name = f"{attempt.edition:02d}-现场评审评分表-第{group.panel.number}组-{member.id}.xlsx"
    subject = f"{attempt.key}/{member.id}-{group.panel.number}"
    sha256 = desk.keep(data, name, kind="blank", edition=attempt.edition, subject=subject)
    return Attachment(name, sha256)


def _blank(desk: Desk, attempt: StageAttempt, one: Application) -> BlankSheet:
    before = review.document_percents(desk, edition=attempt.edition, ref=one.ref)
    items = tuple(
        BlankItem(
            number=item.number,
            name=item.name,
            points=item.points,
            document_percent=(
                Decimal(display(before[item.number])) if item.number in before else None
            ),
        )
        for item in desk.criteria(attempt.edition).items
    )
    return BlankSheet(ref=one.ref, applicant=one.name, items=items)
