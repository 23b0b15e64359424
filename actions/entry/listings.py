"""Lists that a condition of the city names, such as a nursery pool: what the file says, it is."""

from collections.abc import Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from actions.errors import ActionRefused
from actions.letters.letters import write
from actions.report import Line
from documents.forms.listings import SHEET, Listings, blank_listings
from models.application import Listing, listings_of
from models.edition import StageAttempt
from models.people import ContactKind, contacts_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import days_left_text, deadline_text
from rules.policy import Policy
from rules.policy.citing import Topic
from rules.uscc import normalise_uscc
from runtime.desk import Desk

Lists = Mapping[str, tuple[Listing, ...]]

_PLACE = itemgetter("uscc", "since")


def take_listings(
    desk: Desk, edition: int, form: Listings, *, source: str, sha256: str
) -> list[Line]:
    """Replace every list that the file names, whole.

    Raises:
        ActionRefused: no condition of the policy names the list.
    """
    wanted = lists_of(desk.policy(edition))
    names = list(dict.fromkeys(row.list_name for row in form.rows))
    if strange := [name for name in names if name not in wanted]:
        asked = "、".join(f"“{name}”" for name in wanted) or "没有任何名录"
        raise ActionRefused(
            f"文件“{source}”的工作表“{SHEET}”中的{'、'.join(strange)}不是申报条件所列的名录，"
            f"本办法核对的是{asked}，请改正后重新导入。"
        )
    lines = []
    for name in names:
        before = [row.model_dump(exclude={"id"}) for row in listings_of(desk.session, name)]
        after = [row.model_dump() for row in form.rows if row.list_name == name]
        if sorted(before, key=_PLACE) == sorted(after, key=_PLACE):
            sentence = f"{name}{len(after)}家：此前已收，没有变化。"
        else:
            _replace(desk, name, after)
            desk.record(
                "register.listings", name, edition=edition, size=len(after), file_sha256=sha256
            )
            sentence = f"{name}：已登记{len(after)}家，以本次名录为准。"
        lines.append(Line(source, name, ok=True, sentence=sentence))
    return lines


def lists_of(policy: Policy) -> list[str]:
    """The lists that conditions of the policy name."""
    conditions = policy.eligibility.conditions
    return [c.params.value.name for c in conditions if c.params.value.check == "listed"]


def listings_for(desk: Desk, policy: Policy) -> Lists:
    """Every list that conditions name, with its rows; one that nobody has handed in has none."""
    return {name: tuple(listings_of(desk.session, name)) for name in lists_of(policy)}


def listed_in(lists: Lists, uscc: str, day: date) -> tuple[str, ...]:
    """The lists the applicant stands on that day, by its credit code and by nothing it claims."""
    code = normalise_uscc(uscc)
    return tuple(
        name for name, rows in lists.items() if any(_holds(row, code, day) for row in rows)
    )


def lists_missing(desk: Desk, policy: Policy) -> list[str]:
    """Lists that conditions name and nobody has handed in."""
    return [name for name in lists_of(policy) if not listings_of(desk.session, name)]


def ask_for_lists(desk: Desk, attempt: StageAttempt) -> None:
    """The form for the lists that are missing, to the office; safe to repeat."""
    names = lists_missing(desk, desk.policy(attempt.edition))
    if not names:
        return
    name = f"{attempt.edition:02d}-名录登记表.xlsx"
    form, due = blank_listings(names), attempt.due_at or desk.at
    sha256 = desk.keep(form, name, kind="form", edition=attempt.edition, subject=attempt.key)
    for office in contacts_of(desk.session, ContactKind.OFFICE):
        write(
            desk, attempt.edition, "reminder", key=f"{attempt.key}/office-{office.id}/lists",
            to=Recipient(office.person or office.name, office.email),
            basis=Topic.ELIGIBILITY, attachments=(Attachment(name, sha256),),
            matter=f"导入{'、'.join(names)}", deadline=deadline_text(due),
            days_left=days_left_text(desk.at.date(), due.date()),
            request="申报条件须按名录核对，请填写所附名录登记表并导入。",
        )  # fmt: skip


def _holds(row: Listing, code: str, day: date) -> bool:
    return normalise_uscc(row.uscc) == code and row.since <= day <= (row.until or day)


def _replace(desk: Desk, name: str, rows: list[dict[str, Any]]) -> None:
    for row in listings_of(desk.session, name):
        desk.session.delete(row)
    desk.session.flush()
    desk.session.add_all(Listing(**values) for values in rows)
    desk.session.flush()
