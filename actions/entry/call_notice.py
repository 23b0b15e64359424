"""The notice of the call, drafted from the pack: who, what, when, all with the pack's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.attempts import CLOSE_OF_BUSINESS
from actions.entry.packages import years_of
from actions.errors import ActionRefused
from actions.papers import filing
from documents.papers.contexts.base import Basis, Contact
from documents.papers.contexts.entry import Notice, PrizeLine, StepLine
from documents.papers.paper import BLANK
from documents.papers.wording import date_text, money_text
from models.edition import StageAttempt
from rules.calendar import YearUnknown, add_days
from rules.policy import Policy
from rules.policy.citing import Topic
from rules.policy.words import WORDS
from runtime.desk import Desk

_HOW = {"自我评价报告": "自我评价报告，对照评审标准逐条说明"}
_LATER = "另行通知"


@dataclass(frozen=True, slots=True)
class Timetable:
    """When the intake closes if the call is published today, and what follows."""

    closes: datetime
    steps: tuple[StepLine, ...]


def timetable_of(desk: Desk, attempt: StageAttempt) -> Timetable:
    """The stages after the call one after the other, each as long as the policy says.

    Raises:
        YearUnknown: the intake ends in a year without a holiday plan, so nothing can be announced.
        ActionRefused: the policy gives the intake no term.
    """
    policy = desk.policy(attempt.edition)
    start: date | None = desk.at.date()
    closes = _closing(desk, policy)
    steps = []
    order = policy.stages.order.value
    for name in order[order.index(attempt.stage) + 1 :]:
        stage = policy.stage(name)
        end = _end_of(desk, policy, name, start) if start else None
        period = f"{date_text(start)}至{date_text(end)}" if start and end else _LATER
        steps.append(
            StepLine(name=stage.title.value, article="、".join(stage.articles), period=period)
        )
        start = end + timedelta(days=1) if end else None
    return Timetable(closes, tuple(steps))


def notice_of(desk: Desk, attempt: StageAttempt) -> Notice:
    policy, days = desk.policy(attempt.edition), timetable_of(desk, attempt)
    contact = filing.office_contact(desk)
    rule = policy.recommendation
    return Notice(
        **filing.base(desk, attempt, Topic.NOTICE),
        bases=(*filing.bases(policy, attempt.stage), *_versions(desk, attempt)),
        addressee="各有关单位",
        principles=policy.principles.basic.value if policy.principles else (),
        activities=policy.principles.scope.value if policy.principles else "",
        scope=_scope(policy),
        conditions=tuple(c.text.value.rstrip("。") for c in policy.eligibility.conditions),
        criteria=_criteria(desk, attempt),
        prizes=tuple(_prizes(policy)),
        materials=tuple(_materials(policy)),
        years=tuple(map(str, years_of(desk, attempt.edition))),
        recommenders=("或" if rule.mode.value == "any_of" else "、").join(rule.who.value),
        opens=date_text(desk.at.date()),
        closes=f"{date_text(days.closes.date())}{days.closes:%H时%M分}",
        place=_place(policy, contact),
        steps=days.steps,
        no_fee=policy.texts.no_fee.value,
        fraud_notice=policy.texts.fraud_notice.value,
        contact=contact,
        annexes=("申报表",),
    )


def _closing(desk: Desk, policy: Policy) -> datetime:
    term = policy.stage("intake")
    if term.unit.value == "none":
        raise ActionRefused("政策包没有规定申报受理的期限，申报通知写不出截止时间，请补充期限。")
    last = add_days(desk.calendar, desk.at.date(), term.days.value, term.unit.value)
    return datetime.combine(last, CLOSE_OF_BUSINESS, desk.at.tzinfo)


def _end_of(desk: Desk, policy: Policy, name: str, start: date) -> date | None:
    """The last day of a stage; ``None`` where no deadline runs or the calendar ends before."""
    stage = policy.stage(name)
    if stage.unit.value == "none" or not stage.days.value:
        return None
    # A later stage begins the day after the one before: that day is its first.
    first = start if name == "intake" else start - timedelta(days=1)
    try:
        return add_days(desk.calendar, first, stage.days.value, stage.unit.value)
    except YearUnknown:
        return None


def _versions(desk: Desk, attempt: StageAttempt) -> tuple[Basis, Basis]:
    edition, policy = desk.edition(attempt.edition), desk.policy(attempt.edition)
    rule = policy.criteria.id
    return (
        Basis(
            label="评审标准版本",
            shown=f"{desk.criteria(attempt.edition).id}（校验值{edition.criteria_sha256}）",
            basis=rule.basis.label,
            cite=rule.cite,
        ),
        Basis(
            label="办法文本",
            shown=f"{policy.meta.id}（校验值{edition.policy_sha256}）",
            basis=policy.meta.title.basis.label,
            cite=policy.meta.title.cite,
        ),
    )


def _materials(policy: Policy) -> Iterator[str]:
    """What is to be handed in, as the policy requires it and the counter checks it."""
    yield "申报表（见附件），按栏目逐项填写"
    for kind in policy.materials.required.value if policy.materials else ():
        yield _HOW.get(kind, kind)
    yield "其他证实性材料（如有），与上述材料一并按附件清单逐件编列"


def _scope(policy: Policy) -> str:
    forms = "、".join(WORDS[form] for form in policy.eligibility.legal_forms.value)
    return f"符合下列基本条件的企业或组织，在自愿的基础上申报。可申报的组织类型：{forms}。"


def _criteria(desk: Desk, attempt: StageAttempt) -> str:
    criteria = desk.criteria(attempt.edition)
    standard, *guide = criteria.standard.split("、")
    named = f"国家标准《{criteria.title}》（{standard}）"
    return f"{named}和《{criteria.title}实施指南》（{guide[0]}）" if guide else named


def _prizes(policy: Policy) -> list[PrizeLine]:
    return [
        PrizeLine(
            name=prize.name.value,
            seats=f"不超过{prize.max_orgs.value}个",
            money=money_text(prize.money_fen.value) if prize.money_fen.value else "",
        )
        for prize in policy.prizes
    ]


def _place(policy: Policy, contact: Contact) -> str:
    office = policy.bodies.office.value
    return f"{office}（{contact.address or BLANK}）"
