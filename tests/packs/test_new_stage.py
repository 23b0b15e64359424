"""A stage of another city, 现场答辩 (a public defence): its value, and a line of a pack."""

from pathlib import Path

import pytest

from actions.gates import Evidence
from actions.owed import Owed
from actions.reminding.duties import duties_of
from actions.reopening.rewind import entry_state
from actions.stage import Judgement, Stage, all_in
from actions.stage_inputs import running
from actions.stages import NEEDS, STAGES, input_sha256
from deployments.catalogue import catalogue
from documents.forms.tally import Round
from models.application import ApplicationState, applications_of
from models.audit import events_of
from models.edition import StageAttempt
from models.gate import Decision
from rules.policy import Policy, parse_pack
from runtime.desk import Desk, open_desk
from tasks.course import look
from tests.packs import city
from tests.packs.city import EDITION, Candidate
from tests.packs.play import Play
from tests.rules.packs import changed_files

FIRST, SECOND = "济宁示例重工有限公司", "济宁示例纺织有限公司"
CITE = 'basis = "project_default", cite = "测试"'
ENTRY = f"""
[[stages.stage]]
name = "defence"
articles = ["现场答辩"]
title = {{ value = "现场答辩", {CITE} }}
approver_role = {{ value = "office", {CITE} }}
days = {{ value = 3, {CITE} }}
unit = {{ value = "working", {CITE} }}
reminders = {{ value = [1], {CITE} }}
"""


def pack_with_defence() -> Policy:
    changes = ("stages.toml", '    "site-review",\n', '    "site-review",\n    "defence",\n')
    files = changed_files(changes, name="modelled-jining")
    files["stages.toml"] += ENTRY
    return parse_pack(files, {**NEEDS, "defence": DEFENCE.needs})


def _heard(desk: Desk, attempt: StageAttempt) -> set[str]:
    events = events_of(desk.session, attempt.edition)
    return {event.subject for event in events if event.action == "defence.heard"}


def _open(desk: Desk, attempt: StageAttempt) -> None:
    desk.record("defence.convened", attempt.key, edition=attempt.edition)


def _owed(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    heard = _heard(desk, attempt)
    return [
        Owed(
            subject=f"defence/{one.ref}", name=one.name, address=one.email, matter="现场答辩",
            due_at=attempt.due_at or desk.at, basis="现场答辩", request="请到场答辩。",
        )
        for one in applications_of(desk.session, attempt.edition)
        if one.state is ApplicationState.CANDIDATE and one.ref not in heard
    ]  # fmt: skip


def _close(desk: Desk, attempt: StageAttempt) -> None:
    desk.record("defence.closed", attempt.key, edition=attempt.edition)


def _evidence(desk: Desk, attempt: StageAttempt) -> Evidence:
    heard = sorted(_heard(desk, attempt))
    return Evidence(f"已答辩：{'、'.join(heard)}", {"heard": heard})


def _enact(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    desk.record("defence.noted", attempt.key, actor=decision.approver, edition=attempt.edition)


def _input(desk: Desk, attempt: StageAttempt) -> object:
    return running(desk, attempt.edition)


DEFENCE = Stage(
    name="defence",
    open=_open,
    waits=all_in(_owed),
    owed=_owed,
    close=_close,
    decision=Judgement(_evidence),
    enact=_enact,
    input=_input,
    needs=("site-review",),
)


class PlayWithDefence(Play):
    """The applicants come one by one; the others are still owed."""

    owed: tuple[int, ...] = ()

    def _open(self) -> None:
        super()._open()
        policy = pack_with_defence()
        with open_desk() as desk:
            row = desk.edition(EDITION)
            row.policy_json, row.policy_sha256 = policy.canonical_json(), policy.sha256

    def _defence(self, attempt_id: int) -> None:
        for ref in [one.ref for one in self.named().values()]:
            with open_desk() as desk:
                attempt = desk.session.get_one(StageAttempt, attempt_id)
                self.owed += (len(duties_of(desk, attempt)),)
                assert input_sha256(desk, attempt)
            assert not look(attempt_id).is_over
            with open_desk() as desk:
                desk.record("defence.heard", ref, edition=EDITION)


def votes(play: Play) -> list[Round]:
    named = play.named()
    return [city.round_of(1, "award", [(named[FIRST], 9), (named[SECOND], 5)])]


def test_a_stage_needs_its_value_and_a_line_of_a_pack(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(STAGES, "defence", DEFENCE)
    candidates = (Candidate(FIRST, 60, 60), Candidate(SECOND, 55, 60))
    surveyed = {FIRST: 500, SECOND: 900}

    play = PlayWithDefence(
        home, "modelled-jining", "370811", candidates, votes, surveyed=surveyed
    ).run()

    order = play.stages
    assert order[order.index("site-review") + 1] == "defence"
    assert play.owed == (2, 1), "who has not come is reminded, whoever has is not"
    assert "defence" in {one.name for one in catalogue()}
    assert entry_state(play.policy(), "defence") is ApplicationState.CANDIDATE
    assert sorted(play.winners()["award"]) == sorted([FIRST, SECOND])
    assert play.record()["edition"]


def test_a_pack_that_puts_it_too_early_is_told() -> None:
    changes = ("stages.toml", '    "panels",\n', '    "defence",\n    "panels",\n')
    files = changed_files(changes, name="modelled-jining")
    files["stages.toml"] += ENTRY

    with pytest.raises(Exception, match="defence 必须排在 site-review 之后"):
        parse_pack(files, {**NEEDS, "defence": DEFENCE.needs})
