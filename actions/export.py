"""The export of an edition: record, papers and inputs in one file that verifies without us.

The same rows at the same moment give the same bytes: fixed order, fixed times, nothing compressed.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from actions.errors import ActionRefused, UnknownSubject
from actions.record_ballot import ballot_record
from actions.record_draws import draws_record
from actions.record_entry import eligibility_record
from actions.record_publicity import publicity_record
from actions.record_reviews import combined_record, review_records, shortlist_record
from models.application import ApplicationState, applications_of
from models.audit import AuditEvent, events_of
from models.edition import Edition, attempts_of
from models.files import files_of
from models.paper import papers_of
from rules.record import MANIFEST, RECORD, AttemptRecord, manifest_text, record_text, write_pack
from runtime.desk import Desk

_OWN_KINDS = {"paper", "form", "blank"}  # what we wrote ourselves and can write again


def export_record(desk: Desk, edition: int, out: Path) -> Path:
    """Write the pack of an edition to ``out``, whole or not at all; gives ``out``.

    Raises:
        ActionRefused: there is no such edition, or a file of it is missing from the store.
    """
    if desk.session.get(Edition, edition) is None:
        raise UnknownSubject(f"没有第{edition}届，请核对届次。")
    files = {RECORD: record_of(desk, edition).encode()}
    files |= dict(_papers(desk, edition))
    files |= dict(_inputs(desk, edition))
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    files[MANIFEST] = manifest_text(hashes).encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    with part.open("wb") as packed:
        write_pack(packed, sorted(files.items()))
    os.replace(part, out)  # noqa: PTH105 - a reader sees the whole pack
    return out


def record_of(desk: Desk, edition: int) -> str:
    """The text of record.json, from the rows of the attempts in force."""
    return record_text(
        edition=edition,
        exported_at=desk.at,
        policy=desk.policy(edition),
        criteria=desk.criteria(edition),
        withdrawn=[
            row.ref for row in applications_of(desk.session, edition, ApplicationState.WITHDRAWN)
        ],
        attempts=[
            AttemptRecord(
                stage=row.stage, attempt=row.attempt, phase=row.phase.value, confirms=row.confirms
            )
            for row in attempts_of(desk.session, edition)
        ],
        eligibility=eligibility_record(desk, edition),
        draws=draws_record(desk, edition),
        reviews=review_records(desk, edition),
        shortlist=shortlist_record(desk, edition),
        combined=combined_record(desk, edition),
        ballot=ballot_record(desk, edition),
        publicity=publicity_record(desk, edition),
        events=[_event(row, edition) for row in events_of(desk.session)],
    )


def _event(row: AuditEvent, edition: int) -> dict[str, Any]:
    """An event; one of another edition keeps only its place in the chain."""
    hashes = {"prev_sha256": row.prev_sha256, "sha256": row.sha256}
    return hashes if row.edition not in {None, edition} else {**row.content(), **hashes}


def _papers(desk: Desk, edition: int) -> Iterator[tuple[str, bytes]]:
    """Each paper under its stage and attempt."""
    for row in papers_of(desk.session, edition):
        place = "/".join(row.key.split("/")[1:3])
        yield f"papers/{place}/{row.file_name}", _bytes(desk, row.sha256, row.file_name)


def _inputs(desk: Desk, edition: int) -> Iterator[tuple[str, bytes]]:
    """Each file that came in, once; the hash in front keeps equal names apart."""
    for row in files_of(desk.session, edition):
        if row.kind not in _OWN_KINDS:
            name = PurePath(row.name.replace("\\", "/")).name
            yield f"inputs/{row.sha256[:12]}-{name}", _bytes(desk, row.sha256, row.name)


def _bytes(desk: Desk, sha256: str, name: str) -> bytes:
    try:
        return desk.files.fetch(sha256)
    except FileNotFoundError:
        raise ActionRefused(
            f"文件库中找不到“{name}”（{sha256[:12]}），请先从备份恢复再导出。"
        ) from None
