"""The publicity period (art. 20): it begins when the last required channel is proven, not before.

Also what everything else in the stage asks: who is on the list, which objections still run.
"""

from datetime import datetime

from sqlmodel import col, select

from actions.attempts import CLOSE_OF_BUSINESS
from actions.papers.filing import base, bases, file_paper, office_contact
from actions.papers.publishing import publish
from actions.publicity.final_list import listed_prizes, on_list
from documents.papers.contexts.vote import PublicList
from documents.papers.wording import date_text
from models.deliberation import Proposal, ProposalState
from models.edition import StageAttempt
from models.files import StoredFile
from models.people import committee_of
from models.publicity import Objection, ObjectionState, objections_of, opinions_of, proofs_of
from models.types import id_of
from rules import opinions as rule
from rules.calendar import add_days
from rules.policy import Policy
from rules.policy.citing import Topic, noted
from rules.publicity import (
    ChannelProof,
    Period,
    missing_channels,
    period,
    planned,
    publicity_rule,
)
from runtime.desk import Desk

ARTICLE = Topic.PUBLICITY
PUBLISHED = (ProposalState.PUBLICISED, ProposalState.CLEARED, ProposalState.AWARDED)
REPLIES = {
    "同意": rule.Reply.AGREE,
    "不同意": rule.Reply.DISAGREE,
    "弃权": rule.Reply.ABSTAIN,
    "": rule.Reply.SILENT,
}
_NAME_RULES = {
    "required": "反映情况须实名并留联系方式。",
    "encouraged": "提倡实名反映并留联系方式，以便调查核实和答复。",
}
_UNITS = {"working": "个工作日", "calendar": "日"}


def published(desk: Desk, edition: int) -> list[Proposal]:
    """Names that are public, by prize and rank."""
    return on_list(desk, edition, *PUBLISHED)


def proofs(desk: Desk, attempt: StageAttempt) -> list[ChannelProof]:
    return [
        ChannelProof(row.channel, row.published_at, row.address, row.file_sha256)
        for row in proofs_of(desk.session, id_of(attempt))
    ]


def without_snapshot(desk: Desk, attempt: StageAttempt) -> tuple[str, ...]:
    """Channels of which an address was typed and nothing that was seen there was handed in."""
    return tuple(one.channel for one in proofs(desk, attempt) if not one.sha256)


def missing(desk: Desk, attempt: StageAttempt) -> tuple[str, ...]:
    """Required channels that are not proven."""
    return missing_channels(proofs(desk, attempt), publicity_rule(desk.policy(attempt.edition)))


def period_of(desk: Desk, attempt: StageAttempt) -> Period | None:
    """The period, ``None`` while it has not begun; raises YearUnknown."""
    return period(proofs(desk, attempt), desk.policy(attempt.edition), desk.calendar)


def begin_when_proven(desk: Desk, attempt: StageAttempt) -> Period | None:
    """Set the deadline to the end of the period as soon as every channel is proven."""
    found = period_of(desk, attempt)
    if found is None or attempt.due_at is not None:
        return found
    attempt.due_at = found.ends_at
    desk.session.add(attempt)
    desk.session.flush()
    desk.record(
        "publicity.began", attempt.key, edition=attempt.edition,
        published_at=found.published_at.isoformat(), first_day=str(found.first_day),
        last_day=str(found.last_day), ends_at=found.ends_at.isoformat(),
    )  # fmt: skip
    post_list(desk, attempt)
    return found


def post_list(desk: Desk, attempt: StageAttempt) -> None:
    """The public paper in the public folder; it is corrected when a channel came up later."""
    policy, plan = desk.policy(attempt.edition), planned_of(desk, attempt)
    found = period_of(desk, attempt) or plan
    context = PublicList(
        **base(desk, attempt, ARTICLE),
        bases=bases(policy, attempt.stage),
        lists=listed_prizes(desk, attempt.edition, published(desk, attempt.edition)),
        process=policy.texts.process_of(attempt.stage),
        begins=date_text(found.first_day),
        ends=date_text(found.last_day),
        correction=_correction(found, plan),
        days=days_text(policy),
        channels=policy.publicity.channels.value,
        name_rule=_NAME_RULES[policy.publicity.objection.real_name.value],
        contact=office_contact(desk),
    )
    publish(desk, file_paper(desk, attempt, "public-list", context))


def planned_of(desk: Desk, attempt: StageAttempt) -> Period:
    """The period as the notice fixes it before any channel is proven."""
    return planned(desk.policy(attempt.edition), desk.calendar, attempt.started_at)


def _correction(found: Period, plan: Period) -> str:
    if (found.first_day, found.last_day) == (plan.first_day, plan.last_day):
        return ""
    return (
        f"更正：原公告的公示期自{date_text(plan.first_day)}至{date_text(plan.last_day)}，"
        f"因规定渠道于{date_text(found.published_at.date())}发布齐全，公示期改为如上日期。"
    )


def days_text(policy: Policy) -> str:
    """``5个工作日``."""
    return f"{policy.publicity.days.value}{_UNITS[policy.publicity.unit.value]}"


def provisional_due(desk: Desk, attempt: StageAttempt) -> datetime:
    """What is owed before the period begins is due the working day after the stage opened."""
    if attempt.due_at is not None:
        return attempt.due_at
    day = add_days(desk.calendar, attempt.started_at.date(), 1, "working")
    return datetime.combine(day, CLOSE_OF_BUSINESS, attempt.started_at.tzinfo)


def opinions_due(desk: Desk, edition: int) -> datetime:
    """When the members asked now must have replied."""
    own = desk.policy(edition).publicity.objection
    last = add_days(desk.calendar, desk.at.date(), own.reply_days.value, own.reply_unit.value)
    return datetime.combine(last, CLOSE_OF_BUSINESS, desk.at.tzinfo)


def running(desk: Desk, attempt: StageAttempt) -> list[Objection]:
    """Admissible objections that are not handled yet, by number."""
    rows = objections_of(desk.session, id_of(attempt))
    return [row for row in rows if not row.state.is_handled]


def admitted(desk: Desk, attempt: StageAttempt) -> list[Objection]:
    rows = objections_of(desk.session, id_of(attempt))
    return [row for row in rows if row.state is not ObjectionState.INADMISSIBLE]


def readiness(desk: Desk, objection: Objection, edition: int) -> rule.Readiness:
    """Whether an objection may be handled: investigated, and every member asked and done."""
    if objection.state is ObjectionState.RECEIVED:
        sentence = f"尚未调查核实{noted(desk.policy(edition), ARTICLE)}。"
        return rule.Readiness(may_handle=False, not_asked=(), awaited=(), sentence=sentence)
    rows = opinions_of(desk.session, id_of(objection))
    members = [row.name for row in committee_of(desk.session, edition)]
    return rule.may_handle(
        members,
        [rule.Opinion(row.member, row.asked_at, REPLIES[row.opinion]) for row in rows],
        due=max((row.due_at for row in rows), default=desk.at),
        at=desk.at,
        policy=desk.policy(edition),
    )


def stored_proof(desk: Desk, edition: int, name: str) -> str:
    """The hash of the newest file that came under that name, "" while none has."""
    newest = (
        select(StoredFile.sha256)
        .where(StoredFile.name == name, StoredFile.edition == edition)
        .order_by(col(StoredFile.id).desc())
    )
    return (desk.session.exec(newest).first() or "") if name else ""
