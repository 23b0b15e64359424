"""Whether a package may be received: in time, recommended, complete, once (articles 14 to 16).

Lateness, a refused recommendation and a second package cannot be mended; what is missing can, as
often and as long as the policy allows. The office's receipt time counts, not the sender's.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules.calendar import WorkCalendar, add_days
from rules.findings import Finding, Outcome
from rules.policy import Policy
from rules.policy.citing import Topic, articles
from rules.uscc import normalise_uscc


@dataclass(frozen=True, slots=True)
class Opinion:
    """A recommender's signed opinion; `kind` is the kind of office, as the policy names it."""

    kind: str
    recommender: str
    consents: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """What arrived: `received_at` by the office's clock, `missing` the parts not in it."""

    uscc: str
    received_at: datetime
    opinions: tuple[Opinion, ...] = ()
    missing: tuple[str, ...] = ()


def receipt_findings(
    package: Package, *, policy: Policy, closes_at: datetime, received: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Everything against receiving the package, empty when it may be received.

    FAIL cannot be mended, EVIDENCE can. `closes_at` itself is in time, and so are the policy's
    minutes of grace; `received` are the credit codes of packages already received in this edition.
    """
    return (
        *_lateness(package, policy, closes_at),
        *_repetition(package, policy, received),
        *_recommendation(package, policy),
        *_completeness(package, policy),
    )


def missing_materials(policy: Policy, kinds: Collection[str]) -> tuple[str, ...]:
    """What the call requires beside the form and no attachment is; `kinds` are those handed in.

    A policy pinned before it named materials requires none.
    """
    required = policy.materials.required.value if policy.materials else ()
    return tuple(kind for kind in required if kind not in kinds)


def incomplete(policy: Policy, part: str) -> Finding:
    """A part of the package that is not there; it can be mended."""
    sentence = f"申报材料缺少{part}。"
    article = articles(policy, Topic.COMPLETION)
    return Finding("16", article, Outcome.EVIDENCE, "incomplete", sentence, part)


def may_withdraw(policy: Policy, stage: str) -> bool:
    """Whether an application may be withdrawn in that stage (article 3: applying is voluntary).

    `withdraw_until` names the last stage; a policy that does not have that stage sets no end.
    """
    order, until = policy.stages.order.value, policy.hard.withdraw_until.value
    return until not in order or order.index(policy.stage(stage).name) <= order.index(until)


def correction_due(
    policy: Policy, asked_on: date, *, used: int, calendar: WorkCalendar
) -> date | None:
    """The end of the policy's days for completing a package (补正), None when none is left."""
    rule = policy.correction
    if used >= rule.times.value:
        return None
    return add_days(calendar, asked_on, rule.days.value, rule.unit.value)


def _lateness(package: Package, policy: Policy, closes_at: datetime) -> Iterator[Finding]:
    grace = timedelta(minutes=policy.hard.grace_minutes.value)
    if package.received_at > closes_at + grace:
        office = policy.bodies.office.value
        sentence = (
            f"{office}收到时间为{_told(package.received_at, closes_at)}，"
            f"已过申报截止时间{_told(closes_at, closes_at)}，不能补正。"
        )
        article = articles(policy, Topic.RECEIPT)
        yield Finding("15", article, Outcome.FAIL, "late", sentence)


def _told(moment: datetime, like: datetime) -> str:
    return moment.astimezone(like.tzinfo).strftime("%Y-%m-%d %H:%M:%S")


def _repetition(package: Package, policy: Policy, received: Collection[str]) -> Iterator[Finding]:
    code = normalise_uscc(package.uscc)
    if code in {normalise_uscc(other) for other in received}:
        sentence = f"统一社会信用代码{code}当届已有一份申报，不重复受理。"
        article = articles(policy, Topic.RECEIPT)
        yield Finding("15", article, Outcome.FAIL, "duplicate", sentence)


def _recommendation(package: Package, policy: Policy) -> Iterator[Finding]:
    """One consenting office is enough, or every kind has to consent, as the policy says."""
    rule = policy.recommendation
    article = articles(policy, Topic.RECEIPT)
    lacking = [who for who in rule.who.value if not _consented(package, who)]
    enough = len(lacking) < len(rule.who.value) if rule.mode.value == "any_of" else not lacking
    if enough:
        return
    refusals = [opinion for opinion in package.opinions if not opinion.consents]
    for opinion in refusals:
        reason = opinion.reason.rstrip("。") or "未说明理由"
        sentence = f"{opinion.recommender}不同意推荐：{reason}。{_appeal(policy)}"
        yield Finding("15", article, Outcome.FAIL, "not_recommended", sentence)
    if not refusals:
        joined = ("或" if rule.mode.value == "any_of" else "、").join(lacking)
        sentence = f"尚无{joined}签署的推荐意见。"
        yield Finding("15", article, Outcome.EVIDENCE, "no_recommendation", sentence, "推荐意见")


def _appeal(policy: Policy) -> str:
    """Whom a refused applicant may turn to, where the policy names somebody."""
    to = policy.hard.appeal_to.value
    return f"如有异议，可向{to}申诉。" if to else ""


def _consented(package: Package, who: str) -> bool:
    """Whether an office of that kind consents; a form may name the kind in short."""
    return any(o.consents and o.kind and who.endswith(o.kind) for o in package.opinions)


def _completeness(package: Package, policy: Policy) -> Iterator[Finding]:
    yield from (incomplete(policy, part) for part in package.missing)
