"""The list that goes to the city government and comes back (art. 20 to 22)."""

from collections.abc import Mapping, Sequence

from actions.attempts import in_force
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.vote import ListedPrize
from models.application import Application, find_application
from models.deliberation import Proposal, ProposalState, proposals_of
from models.types import id_of
from rules.policy import Policy
from runtime.desk import Desk

_NOT_YET_PUBLIC = (ProposalState.PROPOSED, ProposalState.PUBLICISED, ProposalState.CLEARED)


def on_list(desk: Desk, edition: int, *states: ProposalState) -> list[Proposal]:
    """Names of the list in force that are in one of ``states``, by prize as in the policy."""
    order = [prize.id for prize in desk.policy(edition).prizes]
    attempt = in_force(desk, edition, "deliberation")
    found = [row for row in proposals_of(desk.session, id_of(attempt)) if row.state in states]
    return sorted(found, key=lambda row: (order.index(row.prize), row.rank))


def to_be_approved(desk: Desk, edition: int) -> list[Proposal]:
    """Names for the city government: cleared by the publicity, unless that only comes later."""
    if desk.policy(edition).comes_before("publicity", "approval"):
        return on_list(desk, edition, ProposalState.CLEARED)
    return on_list(desk, edition, *_NOT_YET_PUBLIC)


def applicant(desk: Desk, proposal: Proposal) -> Application:
    """Who stands on the list."""
    row = find_application(desk.session, proposal.edition, proposal.ref)
    assert row is not None, f"{proposal.ref} is on a list, so it applied"
    return row


def listed_prizes(desk: Desk, edition: int, rows: Sequence[Proposal]) -> tuple[ListedPrize, ...]:
    """The list as papers print it, with the places that stay empty (art. 4)."""
    found = []
    for prize in desk.policy(edition).prizes:
        names = tuple(
            Organisation(ref=row.ref, name=applicant(desk, row).name)
            for row in rows
            if row.prize == prize.id
        )
        vacant = prize.max_orgs.value - len(names)
        found.append(ListedPrize(prize=prize.name.value, winners=names, vacant=vacant))
    return tuple(found)


def full_prize_name(policy: Policy, prize: str) -> str:
    """``钦州市市长质量奖提名奖``: the prize with the city in front, as on a certificate."""
    name, city = policy.prize(prize).name.value, policy.meta.city.value
    return name if name.startswith(city) else f"{city}{name}"


def list_table(desk: Desk, edition: int, rows: Sequence[Proposal], notes: Mapping[str, str]) -> str:
    """The list as a markdown table; ``notes`` are a last column by receipt number."""
    policy = desk.policy(edition)
    lines = ["| 奖项 | 序号 | 受理编号 | 单位 | 备注 |", "|---|---|---|---|---|"]
    for row in rows:
        name, prize = applicant(desk, row).name, policy.prize(row.prize).name.value
        lines.append(f"| {prize} | {row.rank} | {row.ref} | {name} | {notes.get(row.ref, '')} |")
    return "\n".join(lines)
