"""What a member is asked in writing: every open objection on one form (art. 20)."""

from sqlmodel import col, func, select

from actions.handed_in.own_forms import OwnForm
from documents.forms.opinions import SHEET, WrittenOpinion, blank_opinions
from documents.sheets.onscreen import Layout
from models.edition import StageAttempt
from models.people import CommitteeMember
from models.publicity import Objection
from models.publicity import WrittenOpinion as Asked
from runtime.desk import Desk

LAYOUT = Layout(SHEET, table=WrittenOpinion)


def members_at(desk: Desk, address: str) -> list[CommitteeMember]:
    """The seats on committees of whoever is written to at this address, the newest first."""
    query = select(CommitteeMember).where(func.lower(CommitteeMember.email) == address.lower())
    return list(desk.session.exec(query.order_by(col(CommitteeMember.edition).desc())))


def asked_of(desk: Desk, member: CommitteeMember) -> list[tuple[Objection, Asked]]:
    """Every objection about which the member was asked, answered or not."""
    query = (
        select(Objection, Asked)
        .join(Asked)
        .join(StageAttempt)
        .where(StageAttempt.edition == member.edition, Asked.member == member.name)
    )
    return list(desk.session.exec(query.order_by(col(Asked.id))))


def opinion_form(desk: Desk, member: CommitteeMember) -> OwnForm | None:
    """One form for all that is unanswered, None where nothing is."""
    open_ones = [(row, asked) for row, asked in asked_of(desk, member) if not asked.opinion]
    if not open_ones:
        return None
    numbers = [row.number for row, _ in open_ones]
    return OwnForm(
        key=f"opinions/{member.edition}/{'-'.join(numbers)}",
        edition=member.edition, kind="opinions", title="委员书面意见表",
        name=f"{member.edition:02d}-委员书面意见表-{member.name}.xlsx",
        data=blank_opinions(numbers, [member.name]), layout=LAYOUT,
        due_at=min(asked.due_at for _, asked in open_ones),
    )  # fmt: skip
