"""How the publicity of the list ended, in the sentences the request prints (art. 20, 21)."""

from models.edition import attempt_in_force
from models.publicity import ObjectionState, objections_of, proofs_of
from notifications.wording import day_text
from rules.publicity import ChannelProof, period
from runtime.desk import Desk

_UPHELD = {ObjectionState.UPHELD, ObjectionState.PARTLY_UPHELD}


def publicity_text(desk: Desk, edition: int) -> str:
    """When and where the list was public."""
    attempt = attempt_in_force(desk.session, edition, "publicity")
    if attempt is None or attempt.id is None:
        return "本届名单尚未公示，按规定的次序在批准后公示。"
    rows = proofs_of(desk.session, attempt.id)
    proofs = [
        ChannelProof(row.channel, row.published_at, row.address, row.file_sha256) for row in rows
    ]
    span = period(proofs, desk.policy(edition), desk.calendar)
    where = "、".join(dict.fromkeys(row.channel for row in rows)) or "各渠道"
    if span is None:
        return f"已在{where}公示，公示渠道证明尚不齐全。"
    first, last = day_text(span.first_day), day_text(span.last_day)
    return f"名单自{first}至{last}在{where}向社会公示，公示期已满。"


def objections_text(desk: Desk, edition: int) -> str:
    """How many objections there were and what came of them, never by whom."""
    attempt = attempt_in_force(desk.session, edition, "publicity")
    if attempt is None or attempt.id is None:
        return ""
    rows = objections_of(desk.session, attempt.id)
    if not rows:
        return "公示期间未收到异议。"
    inadmissible = sum(row.state is ObjectionState.INADMISSIBLE for row in rows)
    upheld = sum(row.state in _UPHELD for row in rows)
    others = len(rows) - inadmissible - upheld
    said = f"公示期间收到反映{len(rows)}件，其中不予受理{inadmissible}件，"
    return f"{said}经调查核实成立或部分成立{upheld}件，不成立{others}件，均已处理。"
