"""Whether an edition can work at all: too few reviewers, no quorum, windows too short.

Looked at before a call is published, with guesses for what is not known yet. Nothing here is a
rule of the regulation: a strain names the value or the number to change and leaves the choice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.calendar import PeriodUnit, WorkCalendar, YearUnknown, add_days
from rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an edition has to work with; `conflicted` and `absent` are guesses on the safe side.

    `reviewers` and `committee` are heads in the pool and appointed; `conflicted` how many of the
    pool an applicant's panel loses to conflicts, `absent` how many members miss the meeting.
    """

    applicants: int
    reviewers: int
    committee: int
    opens_on: date
    conflicted: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Strain:
    """Something that cannot work (`blocking`) or will pinch; `key` is what to change."""

    key: str
    blocking: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A stage in a timetable; `due` is its last day."""

    stage: str
    begins: date
    due: date


def strains(
    policy: Policy, circumstances: Circumstances, calendar: WorkCalendar
) -> tuple[Strain, ...]:
    """Everything that cannot work or will pinch, in the order of an edition; empty when fine."""
    return (
        *_force(policy, circumstances),
        *_dates(policy, circumstances, calendar),
        *_reviewers(policy, circumstances),
        *_places(policy, circumstances),
        *_committee(policy, circumstances),
    )


def timetable(
    policy: Policy, opens_on: date, calendar: WorkCalendar, *, through: str = ""
) -> tuple[Slot, ...]:
    """When each stage would begin and end if every one took its full length.

    A stage begins on the first working day after the one before ends. Nothing after ``through``
    is looked at. Raises YearUnknown.
    """
    slots = []
    begins = calendar.rolled(opens_on)
    for name in policy.stages.order.value:
        stage = policy.stage(name)
        due = _due(calendar, begins, stage.days.value, stage.unit.value)
        slots.append(Slot(name, begins, due))
        if name == through:
            break
        begins = calendar.rolled(due + timedelta(days=1))
    return tuple(slots)


def _blocks(key: str, sentence: str) -> Strain:
    return Strain(key, blocking=True, sentence=sentence)


def _pinches(key: str, sentence: str) -> Strain:
    return Strain(key, blocking=False, sentence=sentence)


def _due(calendar: WorkCalendar, begins: date, days: int, unit: str) -> date:
    if unit == "none":
        return begins
    counted: PeriodUnit = "working" if unit == "working" else "calendar"
    return add_days(calendar, begins, days, counted)


def _force(policy: Policy, given: Circumstances) -> Iterator[Strain]:
    """Whether the regulation is in force when the edition opens."""
    meta, day = policy.meta, given.opens_on
    if meta.effective_from.value and day < meta.effective_from.value:
        sentence = (
            f"{meta.title.value}自{meta.effective_from.value.isoformat()}起施行，请推迟开启。"
        )
        yield _blocks("meta.effective_from", sentence)
    if meta.effective_to.value and day > meta.effective_to.value:
        ended = meta.effective_to.value.isoformat()
        sentence = f"{meta.title.value}有效期至{ended}，请改用新办法或更新 meta.effective_to。"
        yield _blocks("meta.effective_to", sentence)
    if meta.superseded_by.value:
        sentence = f"{meta.title.value}已被{meta.superseded_by.value}取代，请改用新办法。"
        yield _blocks("meta.superseded_by", sentence)


def _dates(policy: Policy, given: Circumstances, calendar: WorkCalendar) -> Iterator[Strain]:
    try:
        slots = {slot.stage: slot for slot in timetable(policy, given.opens_on, calendar)}
    except YearUnknown as unknown:
        yield _pinches(f"policies/calendars/{unknown.year}.toml", unknown.sentence)
        return
    yield from _windows(policy, slots, calendar)


def _windows(policy: Policy, slots: dict[str, Slot], calendar: WorkCalendar) -> Iterator[Strain]:
    """Periods that have to fit into a stage, on the days the edition really has."""
    inside = (
        ("intake", "correction", "补正", policy.correction),
        ("eligibility", "consultation", "征求部门意见", policy.consultation),
        ("eligibility", "verification", "业绩核实", policy.verification),
        ("publicity", "publicity", "公示", policy.publicity),
    )
    for name, key, what, period in inside:
        slot = slots.get(name)
        if slot is None:
            continue
        end = _due(calendar, slot.begins, period.days.value, period.unit.value)
        if end > slot.due:
            title = policy.stage(name).title.value
            sentence = (
                f"{what}须到{end.isoformat()}，而“{title}”阶段{slot.due.isoformat()}就结束，"
                f"请缩短 {key}.days 或延长 stages.stage.{name}.days。"
            )
            yield _blocks(f"{key}.days", sentence)


def _reviewers(policy: Policy, given: Circumstances) -> Iterator[Strain]:
    panel = policy.panel
    free = given.reviewers - given.conflicted
    if free < panel.size_min.value:
        sentence = (
            f"回避后只剩{max(free, 0)}名评审员，不足{panel.size_min.cite}规定的"
            f"{panel.size_min.value}名，请扩充评审员专家库。"
        )
        yield _blocks("panel.size_min", sentence)
    elif free < panel.size.value:
        sentence = (
            f"回避后只剩{free}名评审员，抽不满{panel.size.value}名，请扩库或调小 panel.size。"
        )
        yield _blocks("panel.size", sentence)
    elif free < panel.size.value + panel.reserves.value:
        sentence = (
            f"回避后只剩{free}名评审员，抽取{panel.size.value}名后候补不足"
            f"{panel.reserves.value}名，请扩库或调小 panel.reserves。"
        )
        yield _pinches("panel.reserves", sentence)
    panels = -(-given.applicants // panel.applicants_per_panel.value)
    if panels * panel.size.value > free >= panel.size.value:
        sentence = (
            f"{given.applicants}个申报单位须{panels}个评审组、{panels * panel.size.value}人次，"
            f"而可用评审员{free}名，有人须进入多个组，请扩库或调大 panel.applicants_per_panel。"
        )
        yield _pinches("panel.applicants_per_panel", sentence)


def _places(policy: Policy, given: Circumstances) -> Iterator[Strain]:
    seats = sum(prize.max_orgs.value for prize in policy.prizes)
    k = policy.shortlist.k
    if policy.shortlist.mode.value == "top_k" and k and k.value < seats:
        sentence = f"入围{k.value}个，少于名额合计{seats}个，必有空缺，请调大 shortlist.k。"
        yield _pinches("shortlist.k", sentence)
    if given.applicants < seats:
        sentence = (
            f"申报单位{given.applicants}个，少于名额合计{seats}个，必有空缺，可延长申报期限。"
        )
        yield _pinches("stages.stage.intake.days", sentence)


def _committee(policy: Policy, given: Circumstances) -> Iterator[Strain]:
    present = max(given.committee - given.absent, 0)
    quorum = policy.vote.quorum.value
    needed = -(-given.committee * quorum.num // quorum.den)
    if present < needed or not given.committee:
        sentence = (
            f"委员{given.committee}名、预计到会{present}名，法定人数须{max(needed, 1)}名，"
            "会议不能举行，请增补委员、另定会期或由主任委员重新确认 vote.quorum。"
        )
        yield _blocks("vote.quorum", sentence)
    majority = policy.vote.pass_.value
    votes = given.committee * majority.num
    enough = present * majority.den > votes if majority.strict else present * majority.den >= votes
    if majority.of == "appointed" and not enough:
        sentence = (
            f"通过票数按全体委员{given.committee}名计算，预计到会{present}名全部同意也不能通过，"
            "请另定会期或由主任委员重新确认 vote.pass。"
        )
        yield _blocks("vote.pass", sentence)
