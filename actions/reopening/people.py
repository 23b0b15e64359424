"""Who a reopening concerns: what each was told or asked by the attempts that fall."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, or_, select

from actions.letters import letters
from models.edition import StageAttempt
from models.mail_review import was_cancelled
from models.outbox import OutboxMessage
from models.reopening import Reopening
from notifications.outbox import Recipient
from notifications.wording import day_text
from runtime.desk import Desk

_TOLD = frozenset(
    {
        "call-published", "refusal", "eligibility-result", "site-visit-notice", "shortlist-result",
        "publicity-notice", "candidate-removed", "submitted-for-approval", "approval-request",
    }
)  # fmt: skip
_ASKED = frozenset(
    {
        "correction-request", "consultation", "verification-request", "panel-invitation",
        "score-sheets", "site-visit", "meeting-pack", "opinion-request",
    }
)  # fmt: skip
_CORRECTION = (
    "上述文件所依据的评审环节将重新进行，文件自即日起停止执行。"
    "重新进行后结果与原文件一致的，原文件恢复效力，不再另行发文；结果有变化或者需要再次办理的，另行通知。"
)


@dataclass(frozen=True, slots=True)
class Concerned:
    """One person and the letters that no longer hold, each as “2026年7月3日《…》”."""

    name: str
    address: str
    told: tuple[str, ...]  # what was stated
    asked: tuple[str, ...]  # what was asked for, to be done again where the input changed


def concerned_by(desk: Desk, stale: Iterable[StageAttempt]) -> list[Concerned]:
    """Everyone who was told or asked something by these attempts, by address."""
    keys = [col(OutboxMessage.key).startswith(f"{row.key}/") for row in stale]
    query = select(OutboxMessage).where(
        or_(*keys), col(OutboxMessage.message).in_(_TOLD | _ASKED), ~was_cancelled()
    )
    found: dict[tuple[str, str], list[OutboxMessage]] = {}
    for letter in desk.session.exec(query.order_by(col(OutboxMessage.id))):
        found.setdefault((letter.to_address, letter.to_name), []).append(letter)
    return [
        Concerned(
            name,
            address,
            told=_titles(row for row in rows if row.message in _TOLD),
            asked=_titles(row for row in rows if row.message in _ASKED),
        )
        for (address, name), rows in sorted(found.items())
    ]


def correct(desk: Desk, reopening: Reopening, stale: Iterable[StageAttempt]) -> int:
    """One letter of correction to each; gives how many."""
    count = 0
    for one in concerned_by(desk, stale):
        count += letters.write(
            desk, reopening.edition, "correction-notice",
            key=f"{reopening.key}/{one.address}/{one.name}/correction",
            to=Recipient(one.name, one.address), basis="规定的程序",
            earlier="、".join((*one.told, *one.asked)), correction=_CORRECTION,
            reason=reopening.public_reason.rstrip("。"),
        )  # fmt: skip
    return count


def _titles(rows: Iterable[OutboxMessage]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(f"{day_text(row.queued_at.date())}《{_title(row.subject)}》" for row in rows)
    )


def _title(subject: str) -> str:
    """A subject without the award in brackets in front of it."""
    return subject.partition("】")[2] or subject
