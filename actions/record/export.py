"""The export of an edition: record, papers and inputs in one file that verifies without us.

The same edition in the same state gives the same bytes, whenever it is exported and whatever other
editions did since: fixed order, fixed times, nothing compressed.
"""

import hashlib
from pathlib import Path
from typing import Any

from actions.errors import UnknownSubject
from actions.record.archive_index import index_of, readme_of
from actions.record.archive_parts import Part, parts_of
from actions.record.ballot import ballot_record
from actions.record.cases import case_records
from actions.record.draws import draws_record
from actions.record.entry import eligibility_record
from actions.record.publicity import publicity_record
from actions.record.reviews import combined_record, review_records, shortlist_record
from models.application import ApplicationState, applications_of
from models.audit import AuditEvent, events_of
from models.edition import Edition, attempts_of
from rules.record import MANIFEST, RECORD, AttemptRecord, manifest_text, record_text, write_pack
from runtime.desk import Desk
from runtime.plain_file import written_whole
from verifier.page import PAGE


def export_record(desk: Desk, edition: int, out: Path) -> Path:
    """Write the pack of an edition to ``out``, whole or not at all; gives ``out``.

    Raises:
        ActionRefused: there is no such edition, or a file of it is missing from the store.
    """
    if desk.session.get(Edition, edition) is None:
        raise UnknownSubject(f"没有第{edition}届，请核对届次。")
    record = Part(RECORD, record_of(desk, edition).encode(), "记录", "评审记录")
    parts = [record, *parts_of(desk, edition)]
    files = {part.path: part.data for part in parts}
    files["index.xlsx"] = index_of(desk, edition, parts)
    files["README.txt"] = readme_of(desk, edition, len(files) + 1).encode()
    files["verify.html"] = PAGE.read_bytes()
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    files[MANIFEST] = manifest_text(hashes).encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(out) as packed:
        write_pack(packed, sorted(files.items()))
    return out


def record_of(desk: Desk, edition: int) -> str:
    """The text of record.json, from the rows of the attempts in force."""
    events = _events_up_to_the_last_of(desk, edition)
    return record_text(
        edition=edition,
        exported_at=events[-1].at if events else desk.edition(edition).opened_at,
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
        cases=case_records(desk, edition),
        events=[_event(row, edition) for row in events],
    )


def _events_up_to_the_last_of(desk: Desk, edition: int) -> list[AuditEvent]:
    """The chain as far as it concerns the edition: what others do later changes no byte of it."""
    events = events_of(desk.session)
    own = [place for place, row in enumerate(events, start=1) if row.edition == edition]
    return events[: own[-1]] if own else []


def _event(row: AuditEvent, edition: int) -> dict[str, Any]:
    """An event; one of another edition keeps only its place in the chain."""
    hashes = {"prev_sha256": row.prev_sha256, "sha256": row.sha256}
    return hashes if row.edition not in {None, edition} else {**row.content(), **hashes}
