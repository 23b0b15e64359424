"""Who owes what: one value for reminders, the status and the edition board."""

from dataclasses import dataclass, field
from datetime import datetime

from rules.policy.citing import Topic


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a letter goes to."""

    name: str
    address: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing one person has not handed in; those who are done or out never appear."""

    subject: str  # stable within the attempt or kind of case: "inquiry/生态环境局", "sheet/E07"
    name: str
    address: str
    matter: str  # "提交资料评审评分表（3家）"
    due_at: datetime
    basis: Topic | str
    request: str  # what to do, one sentence
    kind: str = "default"  # the ladder of the policy that chases it: "reply", "sheet"
    role: str = "office"  # who owes it, for the other channels: "reviewer", "department"
    phone: str = ""
    calendar: str = ""  # tells its calendar entry from others of the same person and stage
    leader: Person | None = field(default=None)  # of the reviewer's panel: the first to be told
