"""An edition begun before an upgrade goes on while a gate waits, by the rules it was begun with.

``first_release/policy.json`` is the text that release pinned, with its hash.
"""

import json
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import Engine, MetaData
from sqlmodel import Session

from actions.attempts import advance
from actions.edition.editions import open_edition
from actions.entry import intake
from actions.gates import Answer, decide
from actions.people.enrolling import enrol
from actions.reminding.board import board
from actions.reopening.reopening import role_for
from models.edition import Phase, StageAttempt, attempts_of, latest_attempt
from models.gate import Gate, Outcome, find_gate
from models.outbox import MailState, OutboxMessage, letters_of
from rules.canonical import canonical_json, sha256_of
from runtime.database import migrate
from runtime.keys import totp_time
from tests.actions import factories as make
from tests.models.conftest import AT, OpenDesk

PINNED = (Path(__file__).parent / "first_release" / "policy.json").read_text("utf-8").strip()
PINNED_SHA256 = "97528e2a73d91e51e34ca1007329a5218bf08c5f9cf2b2e78cfc3612188a1b83"


@pytest.fixture
def begun(empty_database: Engine) -> Engine:
    """The call is published, one application is in, intake waits at its gate."""
    migrate(empty_database)
    application = make.application()
    facts = {
        "accepted": ["S001"],
        "refused": {},
        "packages": {"S001": application.package_sha256},
    }
    rows = [
        make.edition(policy_json=PINNED, policy_sha256=PINNED_SHA256, opened_at=AT),
        _attempt(1, "call", Phase.APPROVED),
        _attempt(2, "intake", Phase.DECIDING),
        application,
        _letter("3/call/1/钦南区/published"),
        _gate(sha256_of(facts)),
    ]
    with Session(empty_database) as session, session.begin():
        for row in rows:
            session.add(row)
            session.flush()
    return empty_database


def test_a_waiting_gate_is_decided_after_the_upgrade_and_nothing_is_repeated(
    begun: Engine, desks: OpenDesk
) -> None:
    migrate(begun)

    with desks(begun) as desk:
        code = pyotp.TOTP(enrol(desk, "覃示例", ["office"])).at(totp_time())
        gate, attempt = (
            find_gate(desk.session, "3/intake/1/gate"),
            latest_attempt(desk.session, 3, "intake"),
        )
        assert gate is not None
        assert attempt is not None
        answer = Answer("覃示例", code, Outcome.APPROVED, "同意")
        decision = decide(desk, gate, answer, intake.evidence_of_intake(desk, attempt))
        advance(desk, attempt, Phase.ENACTING)
        intake.enact_intake(desk, attempt, decision)
        advance(desk, attempt, Phase.APPROVED)

    with desks(begun) as desk:
        rows = [(a.stage, a.attempt, a.phase) for a in attempts_of(desk.session, 3)]
        assert rows == [("call", 1, Phase.APPROVED), ("intake", 1, Phase.APPROVED)]
        assert [one.key for one in letters_of(desk.session, 3)] == ["3/call/1/钦南区/published"]
        assert "申报受理" in board(desk, 3)


def test_a_pinned_policy_is_read_as_it_was_pinned(begun: Engine, desks: OpenDesk) -> None:
    migrate(begun)

    with desks(begun) as desk:
        policy = desk.policy(3)

        assert policy.sha256 == PINNED_SHA256 == desk.edition(3).policy_sha256
        assert policy.canonical_json() == PINNED
        assert role_for(desk, 3, "call") == "chair"


def test_a_stage_inserted_or_renamed_in_the_pack_never_touches_a_running_edition(
    begun: Engine, desks: OpenDesk
) -> None:
    policy = json.loads(PINNED)
    policy["stages"]["order"]["value"].remove("site-review")
    stages = [one for one in policy["stages"]["stage"] if one["name"] != "site-review"]
    stages[1]["title"]["value"] = "材料接收"
    policy["stages"]["stage"] = stages
    text = canonical_json(policy)
    tables = MetaData()
    tables.reflect(begun)
    with begun.begin() as connection:
        pinned = {"policy_json": text, "policy_sha256": sha256_of(policy)}
        connection.execute(tables.tables["edition"].update().values(pinned))

    migrate(begun)

    with desks(begun) as desk:
        open_edition(
            desk, number=4, year=2028, pack="qinzhou-2021", draw_source="另一公开数", run_id="run-4"
        )
        assert desk.policy(3).next_stage("document-review") == "deliberation"
        assert "材料接收" in board(desk, 3)
        assert desk.policy(4).next_stage("document-review") == "site-review"
        assert desk.policy(4).stage("intake").title.value == "申报受理"


def _attempt(number: int, stage: str, phase: Phase) -> StageAttempt:
    return StageAttempt(
        id=number, edition=3, stage=stage, attempt=1, phase=phase,
        flow_run_id=f"run-{number}", started_at=AT, due_at=AT, closed_at=AT,
    )  # fmt: skip


def _letter(key: str) -> OutboxMessage:
    return OutboxMessage(
        key=key, message="call-published", edition=3, to_name="钦南区",
        to_address="qn@city.example", subject="通知", text="", html="", attachments=[],
        state=MailState.SENT, queued_at=AT, next_try_at=AT, attempts=1, sent_at=AT, answer="",
    )  # fmt: skip


def _gate(evidence_sha256: str) -> Gate:
    return Gate(
        key="3/intake/1/gate", edition=3, title="受理", role="office", asks=1, asked_at=AT,
        evidence="", evidence_sha256=evidence_sha256, flow_run_id="run-2", is_cancelled=False,
    )  # fmt: skip
