"""Each channel looked at once more when the period is over (art. 20): was the list up all the time?

An officer looks and hands in what was seen; nothing here reads a page from the network.
"""

from sqlmodel import select

from actions.errors import ActionRefused
from actions.publicity.period import period_of, stored_proof
from documents.forms.channels import ChannelProof as ProofForm
from models.edition import StageAttempt
from models.publicity import ChannelProof, proofs_of
from models.types import id_of
from notifications.wording import deadline_text
from runtime.desk import Desk

_AS_IT_WAS = "仍在公示"


def take_check(desk: Desk, attempt: StageAttempt, one: ProofForm) -> str:
    """Keep what was seen on a proven channel after the period.

    Raises:
        ActionRefused: the period is not over, or the check is of another time.
    """
    span = period_of(desk, attempt)
    assert one.checked_at is not None, "only rows with a check come here"
    if span is None or one.checked_at < span.ends_at:
        raise ActionRefused("公示期尚未届满，期满复核时间须在公示期满之后，请届满后再核。")
    if one.checked_at > desk.at or not one.check_result:
        raise ActionRefused("期满复核须写明复核时间（不晚于现在）和复核结果，请核对。")
    row = desk.session.exec(
        select(ChannelProof).where(
            ChannelProof.attempt_id == attempt.id, ChannelProof.channel == one.channel.strip()
        )
    ).one_or_none()
    if row is None:
        raise ActionRefused(f"{one.channel}没有登记过发布证明，不能复核，请核对渠道名称。")
    sha256 = stored_proof(desk, attempt.edition, one.check_proof)
    values = (one.checked_at, one.check_result, sha256)
    if (row.checked_at, row.check_result, row.check_sha256) == values:
        return "复核结果相同。"
    row.checked_at, row.check_result, row.check_sha256 = values
    desk.session.add(row)
    desk.record(
        "publicity.channel_checked", f"{attempt.key}/{row.channel}", edition=attempt.edition,
        result=row.check_result, checked_at=one.checked_at.isoformat(), proof_sha256=sha256,
    )  # fmt: skip
    return f"已收期满复核结果：{row.check_result}。"


def unchecked(desk: Desk, attempt: StageAttempt) -> tuple[str, ...]:
    """Proven channels nobody looked at again, once the period is over."""
    span = period_of(desk, attempt)
    if span is None or not span.has_ended(desk.at):
        return ()
    rows = proofs_of(desk.session, id_of(attempt))
    return tuple(row.channel for row in rows if row.checked_at is None)


def checked_text(row: ChannelProof) -> str:
    """What was found on one channel after the period, for the office and the report."""
    if row.checked_at is None:
        return "**未复核**"
    seen = f"{deadline_text(row.checked_at)}{row.check_result}"
    return seen if row.check_result == _AS_IT_WAS else f"**{seen}**"
