"""Rows with boring values; keyword arguments replace single fields."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import SQLModel

from actions import starting
from models.application import Application, ApplicationState
from models.edition import Edition, EditionState, Phase, StageAttempt
from models.gate import Decision, Outcome
from models.people import CommitteeMember, Contact, ContactKind, Reviewer
from models.person import Person
from models.types import SHANGHAI
from rules.canonical import canonical_json, sha256_of
from runtime.desk import Desk
from tests.documents.forms import factories as forms
from tests.rules.packs import gbt19580, pack

Row = TypeVar("Row", bound=SQLModel)
OPENED = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)


def edition(**changes: Any) -> Edition:
    policy, criteria = pack(), gbt19580()
    values = {
        "number": 3,
        "year": 2026,
        "pack": "qinzhou-2021",
        "title": "第三届钦州市市长质量奖",
        "state": EditionState.RUNNING,
        "policy_json": policy.canonical_json(),
        "policy_sha256": policy.sha256,
        "criteria_json": canonical_json(criteria),
        "criteria_sha256": sha256_of(criteria),
        "draw_source": "2026年8月3日双色球开奖号码",
        "opened_at": OPENED,
    }
    return Edition(**{**values, **changes})


def add(desk: Desk, row: Row) -> Row:
    """The row, in the desk's transaction."""
    desk.session.add(row)
    desk.session.flush()
    return row


def at(desk: Desk, moment: datetime) -> Desk:
    """The same desk at another moment."""
    return replace(desk, at=moment)


def attempt(
    desk: Desk, stage: str, *, number: int = 1, phase: Phase = Phase.WAITING
) -> StageAttempt:
    """An attempt of edition 3 in any phase, with the deadline of the policy."""
    row = StageAttempt(
        edition=3,
        stage=stage,
        attempt=number,
        phase=phase,
        started_at=desk.at,
        due_at=starting._due(desk, 3, stage),
    )
    return add(desk, row)


def decision(**changes: Any) -> Decision:
    """An approval that was never stored."""
    values = {
        "gate_id": 1,
        "outcome": Outcome.APPROVED,
        "approver": "覃示例",
        "role": "office",
        "opinion": "同意",
        "details": {},
        "evidence_sha256": "0" * 64,
        "decided_at": OPENED,
    }
    return Decision(**{**values, **changes})


def application(ref: str = "S001", **changes: Any) -> Application:
    form = forms.application()
    values = {
        "edition": 3,
        "ref": ref,
        "state": ApplicationState.RECEIVED,
        "name": f"钦州{ref}有限公司",
        "uscc": form.uscc if ref == "S001" else f"91450700MA5X{ref}00",
        "contact": "黄春燕",
        "email": f"{ref.lower()}@applicant.example",
        "form": form.model_dump(mode="json"),
        "package_sha256": sha256_of(ref),
        "source": f"{ref}.zip",
        "received_at": OPENED,
    }
    return Application(**{**values, **changes})


def contact(kind: ContactKind = ContactKind.COUNTY, **changes: Any) -> Contact:
    values = {
        "kind": kind,
        "name": "钦南区质量强区办公室" if kind is ContactKind.COUNTY else f"示例{kind}",
        "person": "陆志强",
        "email": "office@city.example",
        "phone": "0777-2800002",
        "region": "450702" if kind is ContactKind.COUNTY else "",
    }
    return Contact(**{**values, **changes})


def reviewer(number: int, **changes: Any) -> Reviewer:
    values = {
        "id": f"E{number:02d}",
        "name": f"评审员{number}",
        "employer": f"广西第{number}质量中心",
        "specialty": "卓越绩效",
        "email": f"e{number:02d}@reviewer.example",
    }
    return Reviewer(**{**values, **changes})


def member(number: int, **changes: Any) -> CommitteeMember:
    values = {
        "edition": 3,
        "name": f"委员{number}",
        "employer": "北部湾大学",
        "post": "教授",
        "role": "主任委员" if number == 1 else "委员",
        "email": f"m{number:02d}@committee.example",
    }
    return CommitteeMember(**{**values, **changes})


def approver(name: str, role: str, address: str = "") -> Person:
    return Person(name=name, roles=[role], address=address, secret="-", enrolled_at=OPENED)
