"""Stage call (art. 5, 14, 24): the notice is drafted from the pack, signed and published."""

from datetime import datetime

from actions.entry.call_notice import Timetable, notice_of, timetable_of
from actions.entry.committee_list import file_committee_list
from actions.entry.packages import years_of
from actions.entry.work_plan import file_work_plan
from actions.gates import Evidence
from actions.letters import letters
from actions.markdown import table
from actions.papers import filing, publishing
from actions.stage import Judgement, Stage
from documents.forms.application import blank_application
from documents.papers.wording import edition_text
from models.edition import StageAttempt
from models.effects import Effect
from models.gate import Decision
from models.people import ContactKind, contacts_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import deadline_text
from rules.policy.citing import Topic
from runtime.desk import Desk


def open_call(desk: Desk, attempt: StageAttempt) -> None:
    """Draft the notice with the dates of today, and the year's work plan."""
    file_committee_list(desk, attempt)
    file_work_plan(desk, attempt)
    filing.file_paper(desk, attempt, "notice", notice_of(desk, attempt))


def close_call(desk: Desk, attempt: StageAttempt) -> None:
    """The draft as it is put before the head of the office."""
    filing.file_paper(desk, attempt, "notice", notice_of(desk, attempt))


def evidence_of_call(desk: Desk, attempt: StageAttempt) -> Evidence:
    """What is to be announced, and the policy and the criteria it rests on."""
    edition, policy = desk.edition(attempt.edition), desk.policy(attempt.edition)
    criteria = desk.criteria(attempt.edition)
    days = timetable_of(desk, attempt)
    prizes = "；".join(f"{p.name.value}不超过{p.max_orgs.value}个" for p in policy.prizes)
    rows = [
        ("奖项", prizes),
        ("评审标准", f"{criteria.title}（{criteria.id}）"),
        ("评审标准与印发文本核对", "已核对" if criteria.verified else "尚未核对，请在签发前核对"),
        ("填报年度", "、".join(map(str, years_of(desk, attempt.edition)))),
        ("受理截止", deadline_text(days.closes)),
        ("不收费", policy.texts.no_fee.value),
        ("县（区）通知对象", f"{len(contacts_of(desk.session, ContactKind.COUNTY))}个"),
        ("办法文本校验值", edition.policy_sha256),
        ("评审标准校验值", edition.criteria_sha256),
    ]
    award = f"{edition_text(attempt.edition)}{policy.meta.award_name.value}"
    text = "\n\n".join(
        [
            f"拟发布{award}申报通知。受理时间自签发之日起算，签发晚于起草的按签发之日顺延。",
            table(("事项", "内容"), rows),
            "### 时间安排",
            table(("步骤", "依据", "时间"), [(s.name, s.article, s.period) for s in days.steps]),
            "### 须确认的取值",
            table(
                ("事项", "取值", "理由"),
                [(v.label, v.shown, v.cite) for v in policy.project_defaults("call")],
            ),
        ]
    )
    return Evidence(text, _facts(desk, attempt))


def enact_call(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Publish the notice and the blank form, and write to every county office."""
    notice = filing.file_paper(desk, attempt, "notice", notice_of(desk, attempt))
    form = _blank_form(desk, attempt)
    for paper in (notice, form):
        publishing.publish(desk, paper)
    days = timetable_of(desk, attempt)
    desk.once(_closing_key(attempt), days.closes.isoformat())
    desk.record(
        "call.published", attempt.key, actor=decision.approver, edition=attempt.edition,
        notice_sha256=notice.sha256, form_sha256=form.sha256, closes_at=days.closes.isoformat(),
    )  # fmt: skip
    _tell_counties(desk, attempt, days, (notice, form))


def announced_closing(desk: Desk, call: StageAttempt) -> datetime | None:
    """When the published call says that the intake closes; ``None`` before its publication."""
    effect = desk.session.get(Effect, _closing_key(call))
    return datetime.fromisoformat(effect.result).astimezone(desk.at.tzinfo) if effect else None


def _closing_key(attempt: StageAttempt) -> str:
    return f"{attempt.key}/notice/closes-at"


def _facts(desk: Desk, attempt: StageAttempt) -> dict[str, object]:
    """The content a signature covers; the days follow from the policy and the day of signing."""
    edition = desk.edition(attempt.edition)
    return {
        "policy_sha256": edition.policy_sha256,
        "criteria_sha256": edition.criteria_sha256,
        "criteria": desk.criteria(attempt.edition).id,
        "counties": [c.name for c in contacts_of(desk.session, ContactKind.COUNTY)],
    }


def _blank_form(desk: Desk, attempt: StageAttempt) -> Attachment:
    name = f"{attempt.edition:02d}-call-申报表.xlsx"
    data = blank_application(years_of(desk, attempt.edition))
    sha256 = desk.keep(
        data, name, kind="blank_form", edition=attempt.edition, subject=f"{attempt.key}/form"
    )
    return Attachment(name, sha256)


def _tell_counties(
    desk: Desk, attempt: StageAttempt, days: Timetable, papers: tuple[Attachment, Attachment]
) -> None:
    office = desk.policy(attempt.edition).bodies.office.value
    for county in contacts_of(desk.session, ContactKind.COUNTY):
        letters.write(
            desk, attempt.edition, "call-published", key=f"{attempt.key}/{county.name}/published",
            to=Recipient(county.name, county.email), basis=Topic.CALL,
            attachments=papers, deadline=days.closes,
            calendar=f"{attempt.edition}/intake/1",
            link=f"{office}公开文件《{papers[0].name.removesuffix('.docx')}》（随信附上）",
        )  # fmt: skip


CALL = Stage(
    name="call",
    open=open_call,
    close=close_call,
    decision=Judgement(evidence_of_call),
    enact=enact_call,
)
