"""The end state of an edition as plain values, without what two undisturbed plays differ in."""

import json
import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from actions.record.export import export_record
from chaos.persistent import DEPUTIES
from cli.verify import verify_file
from models.tables import METADATA
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.settings import settings

Thing = dict[str, Any]

MASKED: dict[str, str] = {
    "flow_run_id": "Prefect's ids are new in every installation",
    "setup_run_id": "as flow_run_id",
    "secret": "the authenticators' secrets are drawn at random and encrypted",
    "last_step": "codes follow real time",
    "asks": "a question is put anew whenever somebody looks after its evidence has changed",
    "asked_at": "as asks",
    "next_try_at": "a letter leaves with the first clock that lives long enough",
    "sent_at": "as next_try_at",
    "attempts": "as next_try_at",
    "next_at": "when a look comes again: by the clock that looked last, as seen",
    "seen": "the number of the newest event, which counts the repeated ones (gate.asked) as well",
    "message_id": "made from the letter's key, which names Prefect's run in an edition's setup",
    "prev_sha256": "the chain covers codes, people and ids; that it holds is checked by itself",
}
"""Columns that are left out, and why."""
IDENTITY = {
    "audit_event": ("action", "subject"),
    "outbox_message": ("key",),
    "paper": ("key",),
    "stored_file": ("name", "kind", "subject"),
    "gate": ("key",),
    "stage_attempt": ("edition", "stage", "attempt"),
}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SETUP = re.compile(r"(\d+)([/-])edition[/-][0-9a-f]{8}[/-]")
_PORT = re.compile(r"127\.0\.0\.1:\d+")
_DEPUTY = re.compile("|".join(sorted(DEPUTIES, key=len, reverse=True)))
_REPEATED = {"gate.asked"}  # see asks
_OF_THE_MOMENT = re.compile(
    r'"upkeep/'  # how far the clock looked after the installation
    r"|/digest/\d{4}-|办理摘要：待决定"  # a digest: there is one if a clock ticked that morning
)


def write_snapshot(home: Path, edition: int, retried: list[str]) -> None:
    """``snapshot.json``: tables, letters, public files, whether the record holds, retries."""
    with open_desk() as desk:
        record = export_record(desk, edition, home / "record.zip")
    taken = {
        "things": [one for one in _things(home) if not _OF_THE_MOMENT.search(one["named"])],
        "holds": verify_file(record).holds,
        "retried": retried,
    }
    text = json.dumps(taken, ensure_ascii=False, indent=0, default=str, sort_keys=True)
    (home / "snapshot.json").write_text(text, encoding="utf-8")


def _things(home: Path) -> Iterator[Thing]:
    for table in METADATA.sorted_tables:
        yield from _rows(table)
    yield from _letters(home / "mail")
    for path in sorted(settings().public.rglob("*")):
        if path.is_file():
            yield _thing("public", path.name, sha256(path.read_bytes()).hexdigest())


def _rows(table: Table) -> Iterator[Thing]:
    columns = [column for column in table.columns if not _is_left_out(column)]
    with transaction() as session:
        rows = [dict(row) for row in session.execute(select(*columns)).mappings()]
    for row in rows:
        if row.get("action") not in _REPEATED and row.get("name") not in DEPUTIES:
            named = [row[name] for name in IDENTITY.get(table.name, row)]
            yield _thing(table.name, named, row)


def _is_left_out(column: Any) -> bool:
    is_number = column.type.python_type is int and (column.primary_key or column.foreign_keys)
    is_chain = column.table.name == "audit_event" and column.name == "sha256"
    return column.name in MASKED or is_chain or (is_number and column.name != "edition")


def _letters(folder: Path) -> Iterator[Thing]:
    for path in sorted(folder.glob("*.eml")):
        with path.open("rb") as file:
            letter: Any = BytesParser(policy=policy.default).parse(file)
        body = letter.get_body(("plain",)).get_content()
        yield _thing("mail", [letter["To"], letter["Subject"]], body)


def _thing(kind: str, named: object, content: object) -> Thing:
    return {"kind": kind, "named": _plain(named), "content": _plain(content)}


def _plain(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_shown)
    text = _SETUP.sub(r"\1\2edition\2*\2", _ID.sub("*", _PORT.sub("*", text)))
    return _DEPUTY.sub(lambda found: found[0].partition("代")[0], text)


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
