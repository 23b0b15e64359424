"""The desk: what one piece of work needs, in one value, for one transaction.

Actions and tasks take a ``Desk`` and nothing else from the outside world, so the time is one and
the same throughout a transaction and a test can lay out its own desk.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from models.audit import record_event
from models.edition import Edition
from models.effects import once
from models.files import StoredFile
from rules.calendar import WorkCalendar
from rules.canonical import canonical_json
from rules.criteria import Criteria
from rules.policy import Policy
from runtime import clock, log
from runtime.database import glance, transaction
from runtime.days import calendar
from runtime.errors import NoSuchEdition
from runtime.files import Files, files
from runtime.settings import Settings, settings

_HELD = "held"
_NOTED = "noted"  # events of a session that is not committed yet


@dataclass(frozen=True, slots=True)
class Desk:
    """One transaction with its time (Asia/Shanghai), calendar, files and settings."""

    session: Session
    at: datetime
    calendar: WorkCalendar
    files: Files
    settings: Settings

    def edition(self, number: int) -> Edition:
        """The edition.

        Raises:
            NoSuchEdition: there is none of that number.
        """
        found = self.session.get(Edition, number)
        if found is None:
            raise NoSuchEdition(f"没有第{number}届，请先用 open-edition 开启。")
        # A session forgets rows that nobody holds, and would read this one for every applicant.
        self.session.info.setdefault(_HELD, {})[number] = found
        return found

    def policy(self, number: int) -> Policy:
        """The policy pinned to an edition; a newer pack never touches it."""
        return _policy(self.edition(number).policy_json)

    def criteria(self, number: int) -> Criteria:
        return _criteria(self.edition(number).criteria_json)

    def record(
        self,
        action: str,
        subject: str,
        *,
        actor: str = "系统",
        edition: int | None = None,
        **facts: Any,
    ) -> None:
        """Append an event to the audit chain, in this transaction."""
        self.session.info.setdefault(_NOTED, []).append((action, subject, actor, edition))
        record_event(
            self.session,
            at=self.at,
            actor=actor,
            action=action,
            subject=subject,
            edition=edition,
            facts=json.loads(canonical_json(facts)),  # as the chain's hash sees them
        )

    def once(self, key: str, result: str = "") -> bool:
        """Claim an effect; ``False`` when it was done before."""
        return once(self.session, key, self.at, result)

    def keep(
        self, data: bytes, name: str, *, kind: str, edition: int | None = None, subject: str = ""
    ) -> str:
        """Store bytes, note whose they are, and give back their SHA-256."""
        sha256 = self.files.store(data)
        self.session.add(
            StoredFile(
                sha256=sha256,
                name=name,
                size=len(data),
                kind=kind,
                edition=edition,
                subject=subject,
                received_at=self.at,
            )
        )
        return sha256


@contextmanager
def open_desk() -> Iterator[Desk]:
    """One transaction on the real things of this installation; its events are logged after it."""
    log.start()
    try:
        with transaction() as session:
            yield Desk(session, clock.now(), calendar(), files(), settings())
    except Exception as error:
        log.note_undone(error)
        raise
    log.note(session.info.pop(_NOTED, ()))


@contextmanager
def glance_at_desk() -> Iterator[Desk]:
    """For a look at what is committed by then, which waits for nobody who writes.

    Raises:
        RuntimeError: something was written; nothing of it is kept.
    """
    with glance() as session:
        yield Desk(session, clock.now(), calendar(), files(), settings())


@lru_cache(maxsize=32)
def _policy(text: str) -> Policy:
    return Policy.from_json(text)


@lru_cache(maxsize=32)
def _criteria(text: str) -> Criteria:
    return Criteria.model_validate_json(text)
