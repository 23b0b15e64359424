"""The publicity period (article 20): from which proof it runs, and when it ends.

The period starts when the last required channel is up, and every channel has its proof. Until
then there is no period, so nothing can have expired. Objections are in `objection`, the members'
written opinions in `opinions`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rules.calendar import PeriodUnit, WorkCalendar, add_days
from rules.canonical import BEIJING
from rules.policy import Policy

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChannelProof:
    """Proof that the list was up: `address` a link, page or place, `sha256` of a picture or ""."""

    channel: str
    published_at: datetime
    address: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PublicityRule:
    """How long and where; `counts_publication_day` where the policy counts from the same day."""

    days: int
    unit: PeriodUnit
    counts_publication_day: bool
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The period of one list.

    `published_at` is the last required channel's time. `first_day` and `last_day` are both
    counted; an objection is in time before `ends_at`, midnight after the last day in Beijing.
    """

    published_at: datetime
    first_day: date
    last_day: date
    ends_at: datetime

    def has_ended(self, at: datetime) -> bool:
        """Whether the period is over."""
        return at >= self.ends_at


def publicity_rule(policy: Policy) -> PublicityRule:
    """The policy's rule for publicity."""
    own = policy.publicity
    return PublicityRule(
        days=own.days.value,
        unit=own.unit.value,
        counts_publication_day=own.count_from.value == "same_day",
        channels=own.channels.value,
    )


def missing_channels(proofs: Sequence[ChannelProof], rule: PublicityRule) -> tuple[str, ...]:
    """Required channels without proof of an address or a picture, in the policy's order."""
    proven = {proof.channel for proof in proofs if proof.address or proof.sha256}
    return tuple(channel for channel in rule.channels if channel not in proven)


def period(proofs: Sequence[ChannelProof], policy: Policy, calendar: WorkCalendar) -> Period | None:
    """The period by the policy, None while a required channel is not proven."""
    return period_by(proofs, publicity_rule(policy), calendar)


def planned(policy: Policy, calendar: WorkCalendar, posted_at: datetime) -> Period:
    """The period that the notice names: every required channel is up on the day it is posted.

    A channel that comes up later moves the end (`period`); raises YearUnknown.
    """
    rule = publicity_rule(policy)
    proofs = [ChannelProof(channel, posted_at, "planned") for channel in rule.channels]
    found = period_by(proofs, rule, calendar)
    assert found is not None, "every channel is in the plan"
    return found


def period_by(
    proofs: Sequence[ChannelProof], rule: PublicityRule, calendar: WorkCalendar
) -> Period | None:
    """The period by a rule, None while a required channel is not proven; raises YearUnknown.

    Each channel counts from its first proof. Channels beyond the required ones do not delay it.
    """
    if missing_channels(proofs, rule):
        return None
    first: dict[str, datetime] = {}
    for proof in proofs:
        if proof.channel in rule.channels and (proof.address or proof.sha256):
            earlier = first.get(proof.channel, proof.published_at)
            first[proof.channel] = min(earlier, proof.published_at)
    published_at = max(first.values())
    day_0 = published_at.astimezone(BEIJING).date()
    if rule.counts_publication_day:
        day_0 -= _ONE_DAY
    last_day = add_days(calendar, day_0, rule.days, rule.unit)
    return Period(
        published_at=published_at,
        first_day=add_days(calendar, day_0, 1, rule.unit, roll=False),
        last_day=last_day,
        ends_at=datetime.combine(last_day + _ONE_DAY, time(), BEIJING),
    )
