"""Proof that the list is up on a channel (art. 20): address, moment, and what was seen there."""

from sqlmodel import select

from actions.errors import ActionRefused, WrongMoment
from actions.publicity.period import period_of, stored_proof
from documents.forms.channels import ChannelProof as ProofForm
from models.edition import StageAttempt
from models.publicity import ChannelProof
from models.types import id_of
from rules.publicity import publicity_rule
from runtime.desk import Desk

ALREADY = "已收，内容相同。"


def take_proof(desk: Desk, attempt: StageAttempt, one: ProofForm, sha256: str) -> str:
    """Keep the proof of one channel; raises ActionRefused or WrongMoment for what cannot be."""
    channel = one.channel.strip()
    _check_proof(desk, attempt, one)
    values = (one.url, one.published_at, stored_proof(desk, attempt.edition, one.proof))
    query = select(ChannelProof).where(
        ChannelProof.attempt_id == attempt.id, ChannelProof.channel == channel
    )
    row = desk.session.exec(query).one_or_none()
    if row and (row.address, row.published_at, row.file_sha256) == values:
        return ALREADY
    adds_file = row and not row.file_sha256 and (row.address, row.published_at) == values[:2]
    if row and not adds_file and period_of(desk, attempt) is not None:
        raise WrongMoment(f"{channel}的证明已登记，公示期已起算，不能再更改。")
    row = row or ChannelProof(
        attempt_id=id_of(attempt), channel=channel, address="", published_at=one.published_at
    )
    row.address, row.published_at, row.file_sha256 = values
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "publicity.channel_proven", f"{attempt.key}/{channel}", edition=attempt.edition,
        address=one.url, published_at=one.published_at.isoformat(),
        proof_sha256=row.file_sha256, sha256=sha256,
    )  # fmt: skip
    required = channel in publicity_rule(desk.policy(attempt.edition)).channels
    seen = "" if row.file_sha256 else "没有截图或照片，尚未证明名单确已发布，请补交。"
    beside = "" if required else "（不是规定渠道，不影响公示期起算）"
    return f"已收{channel}的发布证明{beside}。{seen}"


def _check_proof(desk: Desk, attempt: StageAttempt, one: ProofForm) -> None:
    own = str(desk.settings.public.resolve())
    if one.url.startswith("file:") or own in one.url:
        raise ActionRefused("本系统的公示目录不算公示渠道，请填写实际发布的网址或版面。")
    if one.published_at > desk.at:
        raise ActionRefused(f"发布时间{one.published_at:%Y-%m-%d %H:%M}尚未到来，请核对。")
    if one.published_at < attempt.started_at.replace(second=0, microsecond=0):
        raise ActionRefused(f"发布时间{one.published_at:%Y-%m-%d %H:%M}早于本次公示开始，请核对。")
