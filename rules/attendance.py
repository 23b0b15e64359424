"""Who counts as present at the meeting (article 19), which says nothing of absence.

By default a member who is not in the room counts against the quorum and has no vote: nobody votes
for another, from elsewhere or later. A policy may let members take part remotely or by proxy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.policy import Policy


class Presence(StrEnum):
    """How a member takes part."""

    IN_ROOM = "in_room"
    REMOTE = "remote"
    PROXY = "proxy"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Members who count as present and vote, and a Chinese sentence for each who does not."""

    present: tuple[str, ...]
    not_counted: Mapping[str, str]


def attendance(members: Mapping[str, Presence], policy: Policy) -> Attendance:
    """Who counts, by the policy, in the order given."""
    refused = {name: why for name, how in members.items() if (why := _refusal(how, policy))}
    return Attendance(
        present=tuple(name for name in members if name not in refused),
        not_counted={name: f"{name}{why}" for name, why in refused.items()},
    )


def _refusal(how: Presence, policy: Policy) -> str:
    """Why that way of taking part does not count, "" when it does."""
    match how:
        case Presence.REMOTE if not policy.hard.remote.value:
            return "远程参会，本办法未允许，不计入到会人数，不能投票。"
        case Presence.PROXY if not policy.hard.proxy.value:
            return "委托他人参会，本办法未允许，不计入到会人数，不能投票。"
        case Presence.ABSENT:
            return "未到会，计入委员总数，不能投票。"
    return ""
