"""A small edition from opening to conferral, by the stages' own tasks and gates.

Only Prefect is left out: its clock and its runs. Files are imported as people send
them, deadlines pass, every gate takes a name and a fresh code, and the policy says which stage
comes next.
"""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

import pyotp

from actions.deciding.decide import decide_at, put_question
from actions.edition.editions import open_edition
from actions.gates import Answer
from actions.handed_in.importing import import_paths
from actions.people.enrolling import enrol
from actions.record.export import export_record
from actions.stages import STAGES
from actions.starting import start_attempt
from cli.rehearsal import seen
from cli.verify import verify_file
from documents.forms.applicants import Applicant
from documents.forms.channels import ChannelProof, write_channels
from documents.forms.tally import Round, write_tally
from examples.playing.after_declarations import after_declaration_files
from examples.playing.posting import post
from examples.playing.site_facts import site_facts_file
from models.application import ApplicationState
from models.audit import events_of
from models.conferral import certificates_of
from models.edition import Phase, StageAttempt, attempts_of
from models.gate import Outcome
from models.outbox import OutboxMessage, letters_of
from models.paper import papers_of
from models.people import officers_of
from models.types import SHANGHAI, id_of
from rules.policy import Policy
from runtime import clock, keys
from runtime.desk import Desk, open_desk
from tasks.course import look, stop_waiting
from tasks.verbs import closing, enacting, opening
from tests.actions.drawing import announce_and_draw
from tests.documents.papers.reading import text_of
from tests.packs import city
from tests.packs.city import EDITION, Candidate

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
Votes = Callable[["Play"], Sequence[Round]]


@dataclass
class Play:
    """One edition: what its people do where the stage needs somebody."""

    home: Path
    pack: str
    region: str
    candidates: Sequence[Candidate]
    votes: Votes
    listed: Sequence[str] = ()  # names in the list that a condition asks for
    surveyed: Mapping[str, int] = field(default_factory=dict)  # name → score from outside
    struck: Sequence[str] = ()  # names the city government does not agree to
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # of gates, by stage
    stages: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def run(self) -> Self:
        """Every stage in the order of the policy."""
        self.at(BEGINS)
        self._open()
        stage: str | None = self.policy().stages.order.value[0]
        while stage:
            self.stages.append(stage)
            self._perform(stage)
            stage = self.policy().next_stage(stage)
        return self

    def policy(self) -> Policy:
        with open_desk() as desk:
            return desk.policy(EDITION)

    def named(self, *states: ApplicationState) -> dict[str, Applicant]:
        """Applicants by name."""
        return {one.name: one for one in seen.applicants(EDITION, *states)}

    def candidates_by_score(self) -> list[Applicant]:
        return seen.by_score(EDITION)

    def winners(self) -> dict[str, list[str]]:
        """Names by prize, as on the certificates."""
        found: dict[str, list[str]] = {}
        with open_desk() as desk:
            for row in certificates_of(desk.session, EDITION):
                found.setdefault(row.prize, []).append(row.name)
        return found

    def letters(self, message: str) -> list[OutboxMessage]:
        with open_desk() as desk:
            return [one for one in letters_of(desk.session, EDITION) if one.message == message]

    def paper(self, kind: str) -> str:
        """The text of the newest paper of a kind."""
        with open_desk() as desk:
            row = [one for one in papers_of(desk.session, EDITION) if one.kind == kind][-1]
            return text_of(desk.files.fetch(row.sha256))

    def phases(self) -> list[tuple[str, Phase]]:
        with open_desk() as desk:
            return [(row.stage, row.phase) for row in attempts_of(desk.session, EDITION)]

    def record(self) -> dict[str, Any]:
        """The exported record, once it verified."""
        with open_desk() as desk:
            pack = export_record(desk, EDITION, self.home / "record.zip")
        verdict = verify_file(pack)
        assert verdict.discrepancies == (), verdict.discrepancies
        with zipfile.ZipFile(pack) as archive:
            content: dict[str, Any] = json.loads(archive.read("record.json"))
        return content

    def at(self, moment: datetime) -> None:
        stopped = clock.ScaledTime(real=moment, sim=moment, rate=1.0, hold=moment)
        clock.write_scaled(self.home / "clock.json", stopped)

    def pass_days(self, days: int) -> None:
        self.at(clock.now() + timedelta(days=days))

    def hand_in(self, *paths: Path) -> None:
        """Import the files; what is refused is kept for the test to look at."""
        self.refused += [
            line.sentence for line in import_paths(list(paths), EDITION) if not line.ok
        ]
        before = _events()
        import_paths(list(paths), EDITION)
        assert _events() == before, "a file that comes twice, as after a crash, changes nothing"

    def decide(self, key: str, details: Mapping[str, Any]) -> None:
        with open_desk() as desk:
            asked = put_question(desk, key, run_id="")
            officers = officers_of(desk.session, EDITION) if asked.spec.role == "chair" else []
            person = officers[0].name if officers else f"决定人{key}"
            secret = enrol(desk, person, [asked.spec.role])
            code = pyotp.TOTP(secret).at(keys.totp_time())
            answer = Answer(person, code, Outcome.APPROVED, "同意", dict(details))
            decide_at(desk, key, answer, asked.evidence.sha256)

    @property
    def inbox(self) -> Path:
        return self.home / "inbox" / f"{clock.now():%m-%d}"

    def _open(self) -> None:
        with open_desk() as desk:
            open_edition(
                desk, number=EDITION, year=2026, pack=self.pack,
                draw_source="抽签当日上证指数收盘点位", run_id="opening",
            )  # fmt: skip
        self.hand_in(*city.registers(self.policy(), self.region, self.inbox))
        self.decide(f"{EDITION}/edition/opening/gate", {})

    def _perform(self, stage: str) -> None:
        value = STAGES[stage]
        self.pass_days(1)
        with open_desk() as desk:
            attempt_id = id_of(start_attempt(desk, EDITION, stage, 1))
        opening(value).fn(attempt_id)
        played = f"_{stage.replace('-', '_')}"
        players: Callable[[int], None] = getattr(self, played, lambda _attempt: None)
        players(attempt_id)
        situation = look(attempt_id)
        assert situation.is_over, (stage, situation.why, self.refused)
        stop_waiting(attempt_id)
        closing(value).fn(attempt_id)
        gate = f"{EDITION}/{stage}/1/gate"
        self.decide(gate, {**self._fields(stage, attempt_id), **self.fields.get(stage, {})})
        enacting(value).fn(attempt_id)

    def _fields(self, stage: str, attempt_id: int) -> dict[str, Any]:
        return {"leaders": seen.leaders(attempt_id)} if stage == "panels" else {}

    def _intake(self, attempt_id: int) -> None:
        self.hand_in(*city.lists(self.policy(), self._codes(self.listed), self.inbox))
        self.hand_in(*city.applications(self.candidates, self.region, 2026, self.inbox))
        with _attempt(attempt_id) as (_, row):
            due = row.due_at
        assert due is not None
        self.at(due + timedelta(minutes=1))

    def _eligibility(self, _attempt_id: int) -> None:
        asked = seen.applicants(EDITION, ApplicationState.ACCEPTED)
        today = clock.now().date()
        self.hand_in(*city.replies(self.policy(), asked, on=today, folder=self.inbox))

    def _panels(self, attempt_id: int) -> None:
        with open_desk() as desk:
            announce_and_draw(desk, EDITION)
        panels = seen.drawn_panels(EDITION, attempt_id, set())
        today = clock.now().date()
        self.hand_in(*city.declarations(panels, on=today, folder=self.inbox))

    def _document_review(self, attempt_id: int) -> None:
        self._score("document-review", attempt_id)

    def _site_review(self, attempt_id: int) -> None:
        visits = seen.visits(EDITION)
        self.at(max(at for one in visits for _, at in one.days))
        for one in visits:
            self.hand_in(site_facts_file(one.panel, one.leader, one.days, folder=self.inbox))
        self._score("site-review", attempt_id)
        named = self.named(ApplicationState.SHORTLISTED)
        scores = [(named[name], score) for name, score in self.surveyed.items()]
        self.hand_in(*city.outside_scores(self.policy(), scores, self.inbox))

    def _score(self, stage: str, attempt_id: int) -> None:
        tasks = seen.score_tasks(EDITION, stage, attempt_id)
        today = clock.now().date()
        self.hand_in(*after_declaration_files(EDITION, tasks, on=today, folder=self.inbox))
        self.hand_in(*city.score_sheets(tasks, self.candidates, self.inbox))

    def _deliberation(self, _attempt_id: int) -> None:
        form = city.tally(clock.now().date(), self.votes(self))
        if not self.policy().vote.secret.value:
            form = city.named(form)
        self.hand_in(post(self.inbox, "计票单.xlsx", write_tally(form)))

    def _codes(self, names: Sequence[str]) -> dict[str, str]:
        known = city.codes(self.region, self.candidates)
        return {name: known[name] for name in names}

    def _publicity(self, attempt_id: int) -> None:
        proofs = []
        for channel in self.policy().publicity.channels.value:
            self.hand_in(post(self.inbox, f"{channel}.pdf", channel.encode()))
            proofs.append(
                ChannelProof(
                    channel=channel, url="https://city.example/1", published_at=clock.now(),
                    proof=f"{channel}.pdf",
                )
            )  # fmt: skip
        self.hand_in(post(self.inbox, "公示发布证明.xlsx", write_channels(proofs)))
        with _attempt(attempt_id) as (_, row):
            due = row.due_at
        assert due is not None, self.refused
        self.at(due + timedelta(minutes=1))

    def _approval(self, _attempt_id: int) -> None:
        names = [one for rows in seen.listed(EDITION).values() for one in rows]
        struck = [self.named()[name].ref for name in self.struck]
        today = clock.now().date()
        self.hand_in(*city.city_reply(names, struck, on=today, folder=self.inbox))


@contextmanager
def _attempt(attempt_id: int) -> Iterator[tuple[Desk, StageAttempt]]:
    with open_desk() as desk:
        row = desk.session.get(StageAttempt, attempt_id)
        assert row is not None
        yield desk, row


def _events() -> list[str]:
    with open_desk() as desk:
        return [f"{one.action} {one.subject}" for one in events_of(desk.session, EDITION)]
