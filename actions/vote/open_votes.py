"""Open votes (where the policy votes openly): every member's vote beside the totals they make."""

from collections.abc import Sequence

from actions.errors import ActionRefused
from documents.forms.tally import VOTES_SHEET, NamedVote, Round, TallyForm
from models.deliberation import OpenVote, open_votes_of
from models.edition import StageAttempt
from models.people import committee_of
from models.types import id_of
from rules.casting import Choice, tally_open
from rules.casting import OpenVote as Vote
from rules.tally import BallotInvalid
from runtime.desk import Desk

_CHOICES = {choice.label: choice for choice in Choice}


def is_open(desk: Desk, edition: int) -> bool:
    """Whether the policy has the committee vote by name."""
    return not desk.policy(edition).vote.secret.value


def named_votes(form: TallyForm, one: Round) -> list[NamedVote]:
    """The votes of one round of the form."""
    return [vote for vote in form.votes if vote.round == one.round]


def check_votes(desk: Desk, attempt: StageAttempt, form: TallyForm) -> None:
    """Names only where the policy votes openly, and there for every round, adding up.

    Raises:
        ActionRefused: names in a secret vote, none in an open one, a stranger, somebody who left
            for the candidate, or totals that differ from the votes.
    """
    if not is_open(desk, attempt.edition):
        if form.votes:
            raise ActionRefused(
                f"本办法规定无记名投票，不得登记任何委员的投票，请删去“{VOTES_SHEET}”后重新报送。"
            )
        return
    members = {member.name for member in committee_of(desk.session, attempt.edition)}
    if strangers := sorted({vote.member for vote in form.votes} - members):
        raise ActionRefused(f"“记名表决”中的{'、'.join(strangers)}不是本届评审委员会委员。")
    if len({vote.member for vote in form.votes}) > form.present:
        raise ActionRefused(f"“记名表决”登记的委员多于到会的{form.present}名，请核对。")
    for one in form.rounds:
        _check_round(form, one)


def votes_of_round(desk: Desk, attempt: StageAttempt, number: int) -> list[Vote]:
    """The votes of a recorded round, () in a secret vote."""
    return [
        Vote(row.member, row.ref, Choice(row.choice))
        for row in open_votes_of(desk.session, id_of(attempt))
        if row.round == number
    ]


def open_vote(vote: NamedVote) -> Vote:
    """A vote as written, as the rules read it."""
    return Vote(vote.member, vote.ref, _CHOICES[vote.choice])


def rows_of_round(attempt: StageAttempt, number: int, votes: Sequence[NamedVote]) -> list[OpenVote]:
    return [
        OpenVote(
            attempt_id=id_of(attempt), round=number, member=vote.member, ref=vote.ref,
            choice=_CHOICES[vote.choice].value,
        )
        for vote in votes
    ]  # fmt: skip


def told_by_member(votes: Sequence[Vote]) -> list[tuple[str, str]]:
    """Each member with “同意：S001；不同意：S002”, in the order in which they were registered."""
    found: dict[str, dict[Choice, list[str]]] = {}
    for vote in votes:
        found.setdefault(vote.member, {}).setdefault(vote.choice, []).append(vote.candidate)
    return [
        (
            member,
            "；".join(f"{c.label}：{'、'.join(own[c])}" for c in Choice if c in own),
        )
        for member, own in found.items()
    ]


def _check_round(form: TallyForm, one: Round) -> None:
    votes = named_votes(form, one)
    left = {line.ref: {r.member for r in form.recusals if r.ref == line.ref} for line in one.lines}
    if not votes:
        raise ActionRefused(f"本办法规定记名投票，第{one.round}轮没有逐一登记委员的表决，请补填。")
    try:
        named = [open_vote(vote) for vote in votes]
        totals = {tally.candidate: tally for tally in tally_open(named, left)}
    except BallotInvalid as invalid:
        raise ActionRefused(invalid.sentence) from invalid
    for line in one.lines:
        own = totals[line.ref]
        counted = (own.votes_for, own.votes_against, own.votes_blank)
        if counted != (line.votes_for, line.votes_against, line.votes_blank):
            raise ActionRefused(
                f"{line.ref}第{one.round}轮的合计与“记名表决”不符：逐一登记的是同意{counted[0]}、"
                f"不同意{counted[1]}、弃权{counted[2]}，请核对。"
            )
    if strangers := sorted(totals.keys() - {line.ref for line in one.lines}):
        raise ActionRefused(f"“记名表决”第{one.round}轮中的{'、'.join(strangers)}不在计票表中。")
