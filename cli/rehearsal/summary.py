"""What a rehearsal came to: ``summary.json`` (its form is a contract) and a table on the screen."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlmodel import Session

from models.application import Application, ApplicationState, applications_of
from models.audit import events_of
from models.deliberation import ProposalState, proposals_of
from models.edition import Edition, StageAttempt, attempts_of, latest_attempt
from models.gate import decision_of, gate_at
from models.outbox import MailState, count_letters
from models.paper import papers_of
from models.types import id_of
from rules.chain import first_broken
from rules.policy import Policy
from runtime.database import transaction


def summarise(edition: int, seconds: float, record: Path) -> dict[str, Any]:
    """The summary of CONTRACTS: counts, winners, letters, papers and the state of the chain."""
    with transaction() as session:
        row = session.get(Edition, edition)
        assert row is not None, "the rehearsal opened it"
        policy = Policy.from_json(row.policy_json)
        winners = {p.id: _winners(session, edition, p.id) for p in policy.prizes}
        letters = count_letters(session, edition)
        events = [
            {**e.content(), "prev_sha256": e.prev_sha256, "sha256": e.sha256}
            for e in events_of(session)
        ]
        return {
            "edition": edition,
            "pack": row.pack,
            "seconds": round(seconds, 1),
            "stages": [_stage(session, attempt) for attempt in attempts_of(session, edition)],
            "applications": _counts(applications_of(session, edition)),
            "prizes": {p.id: p.name.value for p in policy.prizes},
            **winners,
            "vacant": {p.id: p.max_orgs.value - len(winners[p.id]) for p in policy.prizes},
            "mails": {"sent": letters[MailState.SENT], "failed": letters[MailState.FAILED]},
            "papers": [paper.file_name for paper in papers_of(session, edition)],
            "audit": {
                "events": len(events),
                "chain": "ok" if first_broken(events) is None else "broken",
            },
            "record": str(record),
        }


def show(summary: dict[str, Any], console: Console) -> None:
    """The same on the screen."""
    table = Table("阶段", "次", "状态", "决定人", title=f"第{summary['edition']}届")
    for stage in summary["stages"]:
        table.add_row(
            stage["stage"], str(stage["attempt"]), stage["phase"], stage["decided_by"] or ""
        )
    console.print(table)
    counts = summary["applications"]
    console.print(
        f"申报 {counts['received']}：逾期 {counts['late']}，不完整 {counts['incomplete']}，"
        f"合格 {counts['eligible']}，入围 {counts['shortlisted']}"
    )
    for prize, title in summary["prizes"].items():
        names = "、".join(summary[prize])
        console.print(f"{title}：{names}（空缺 {summary['vacant'][prize]}）")
    console.print(
        f"信函 {summary['mails']['sent']} 件，失败 {summary['mails']['failed']} 件；"
        f"公文 {len(summary['papers'])} 件；审计事件 {summary['audit']['events']} 条，"
        f"链 {summary['audit']['chain']}；用时 {summary['seconds']} 秒"
    )


def write(summary: dict[str, Any], file: Path) -> None:
    file.write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")


def _stage(session: Session, attempt: StageAttempt) -> dict[str, Any]:
    decision = decision_of(session, gate_at(attempt.key))
    return {
        "stage": attempt.stage,
        "attempt": attempt.attempt,
        "phase": str(attempt.phase),
        "flow_run_id": attempt.flow_run_id,
        "decided_by": decision.approver if decision else None,
    }


def _counts(applications: list[Application]) -> dict[str, int]:
    codes = Counter(
        code for a in applications for code in {reason.get("code", "") for reason in a.refusals}
    )
    refused = {ApplicationState.REFUSED, ApplicationState.INELIGIBLE}
    out = {ApplicationState.RECEIVED, ApplicationState.ACCEPTED, *refused}
    later = {
        ApplicationState.CANDIDATE,
        ApplicationState.SHORTLISTED,
        ApplicationState.PROPOSED,
        ApplicationState.NOT_PROPOSED,
        ApplicationState.REMOVED,
        ApplicationState.AWARDED,
    }
    return {
        "received": len(applications),
        "late": codes["late"],
        "incomplete": codes["incomplete"],
        "eligible": sum(a.state not in out for a in applications),
        "shortlisted": sum(a.state in later for a in applications),
    }


def _winners(session: Session, edition: int, prize: str) -> list[str]:
    attempt = latest_attempt(session, edition, "deliberation")
    assert attempt is not None, "the committee voted"
    names = {a.ref: a.name for a in applications_of(session, edition)}
    return [
        names[p.ref]
        for p in proposals_of(session, id_of(attempt))
        if p.prize == prize and p.state is ProposalState.AWARDED
    ]
