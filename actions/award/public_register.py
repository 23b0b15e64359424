"""The public register of certificates: anyone can check one without asking us (art. 22, 29).

Into the public folder go ``register/index.html``, ``register/register.json`` and one page a
certificate under its verification code, which is what the square code on it leads to.
"""

import json
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from actions.papers.publishing import publish
from actions.publicity.final_list import full_prize_name
from documents.pages.register import certificate_page, list_page
from documents.papers.wording import edition_text
from models.application import PastPrize
from models.conferral import Certificate
from models.edition import Edition, EditionState
from notifications.outbox import Attachment
from rules.authenticity import REGISTER_FORMAT, code_hash
from runtime.desk import Desk
from runtime.settings import Settings

FOLDER = "register"


def register_entries(desk: Desk) -> list[dict[str, Any]]:
    """Every certificate of a conferred edition as published, by number; no code is in it."""
    return [_entry(desk, row) for row in _certificates(desk)]


def publish_register(desk: Desk) -> Path:
    """Have the register anew in its folder once this is committed; safe to repeat.

    Due whenever a title is conferred or revoked.
    """
    rows = _certificates(desk)
    entries = [_entry(desk, row) for row in rows]
    awards = [desk.policy(row.edition).meta.award_name.value for row in rows]
    text = json.dumps(
        {"format": REGISTER_FORMAT, "certificates": entries}, ensure_ascii=False, indent=1
    )
    _publish(desk, "register.json", text + "\n")
    _publish(desk, "index.html", list_page(awards[-1] if awards else "", entries))
    for row, entry, award in zip(rows, entries, awards, strict=True):
        _publish(desk, f"check/{row.verification_code}.html", certificate_page(award, entry))
    return desk.settings.public / FOLDER


def check_address(settings: Settings, code: str) -> str:
    """Where the square code of a certificate leads, "" while no address is set."""
    return (
        f"{settings.public_url.rstrip('/')}/{FOLDER}/check/{code}.html"
        if settings.public_url
        else ""
    )


def _certificates(desk: Desk) -> list[Certificate]:
    return list(
        desk.session.exec(
            select(Certificate)
            .join(Edition, col(Edition.number) == Certificate.edition)
            .where(Edition.state == EditionState.CONFERRED)
            .order_by(col(Certificate.number))
        )
    )


def _entry(desk: Desk, row: Certificate) -> dict[str, Any]:
    prize = desk.session.exec(
        select(PastPrize).where(
            PastPrize.uscc == row.uscc,
            PastPrize.prize == row.prize,
            PastPrize.decided_on == row.issued_on,
        )
    ).one_or_none()
    revoked = prize.revoked_on if prize else None
    return {
        "number": row.number,
        "winner": row.name,
        "edition": edition_text(row.edition),
        "prize": full_prize_name(desk.policy(row.edition), row.prize),
        "award_year": row.award_year,
        "issued_on": row.issued_on.isoformat(),
        "revoked_on": revoked.isoformat() if revoked else None,
        "code_sha256": code_hash(row.number, row.verification_code),
    }


def _publish(desk: Desk, name: str, text: str) -> None:
    publish(desk, Attachment(f"{FOLDER}/{name}", desk.files.store(text.encode())))
