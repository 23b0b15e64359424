"""待签发: what waits for its number and seal, and what happens once it has them.

Letters that carry such a paper wait in the outbox and its publication waits beside the public
folder; the run of its stage goes on when the last one of the stage has left.
"""

from sqlmodel import col, select

from actions.papers.publishing import publications_awaited, publish, stop_awaiting
from actions.sealed import as_issued, is_awaited
from models.edition import Phase, StageAttempt, find_attempt
from models.outbox import MailState, OutboxMessage
from models.paper import Paper
from notifications.outbox import Attachment
from runtime.desk import Desk


def awaited_papers(desk: Desk, edition: int) -> list[Paper]:
    """What is to leave and waits for number or seal, in the order in which it was written."""
    letters = select(OutboxMessage.awaits).where(
        OutboxMessage.edition == edition,
        OutboxMessage.awaits != "",
        OutboxMessage.state == MailState.QUEUED,
    )
    keys = {*desk.session.exec(letters.distinct()), *publications_awaited(desk, edition)}
    query = select(Paper).where(col(Paper.key).in_(keys)).order_by(col(Paper.id))
    return [paper for paper in desk.session.exec(query) if _is_in_force(desk, paper)]


def awaited_in(desk: Desk, attempt: StageAttempt) -> list[Paper]:
    """Those of one attempt: its run does not go on before them."""
    papers = awaited_papers(desk, attempt.edition)
    return [paper for paper in papers if paper.key.startswith(f"{attempt.key}/")]


def attempt_of(desk: Desk, paper: Paper) -> StageAttempt | None:
    """The stage attempt that a paper was written in; None for a case."""
    edition, stage, number, *_ = paper.key.split("/")
    return find_attempt(desk.session, int(edition), stage, int(number)) if stage != "case" else None


def let_go(desk: Desk, paper: Paper) -> None:
    """Send and publish what waited for this paper, as it was issued; nothing if it still waits."""
    if is_awaited(desk, paper):
        return
    if stop_awaiting(desk, paper):
        publish(desk, Attachment(paper.file_name, paper.sha256))
    waiting = select(OutboxMessage).where(OutboxMessage.awaits == paper.key)
    for letter in desk.session.exec(waiting).all():
        files, letter.awaits = as_issued(desk, [Attachment(**one) for one in letter.attachments])
        letter.attachments = [{"name": one.name, "sha256": one.sha256} for one in files]
        letter.next_try_at = desk.at
        desk.session.add(letter)


def _is_in_force(desk: Desk, paper: Paper) -> bool:
    attempt = attempt_of(desk, paper)
    return attempt is None or attempt.phase is not Phase.SUPERSEDED
