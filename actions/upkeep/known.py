"""All that the database knows, and whether the boards show it yet."""

import hashlib

from sqlmodel import select

from actions.upkeep import backups, chain, holidays, letters
from actions.upkeep.finding import Finding
from models.edition import Edition, EditionState
from models.effects import Effect
from models.watch import look_again
from runtime.desk import Desk

_SHOWN = "upkeep/shown"


def known_findings(desk: Desk) -> tuple[Finding, ...]:
    """Without looking at a file, at Prefect, or at more than a few rows."""
    return (letters.known(desk), holidays.known(desk), chain.known(desk), backups.known(desk))


def warnings(desk: Desk) -> list[str]:
    """The lines for the top of a board; none when all is well."""
    wrong = [one for one in known_findings(desk) if not one.ok]
    rows = [f"- 🔴 {one.title}：{part.say}{part.do}" for one in wrong for part in one.problems]
    return ["", *(row.replace("\n", " ") for row in rows)] if rows else []


def have_shown(desk: Desk) -> None:
    """When something has gone wrong, or is well again, every running edition's board is due."""
    text = hashlib.sha256("\n".join(warnings(desk)).encode()).hexdigest()
    shown = desk.session.get(Effect, _SHOWN)
    if shown is not None and shown.result == text:
        return
    desk.session.merge(Effect(key=_SHOWN, done_at=desk.at, result=text))
    running = select(Edition.number).where(Edition.state == EditionState.RUNNING)
    look_again(desk.session, at=desk.at, editions=desk.session.exec(running).all())
