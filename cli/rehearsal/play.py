"""The play: ten stages, each as its people would go through it."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import ClassVar

from actions.handed_in.importing import import_paths
from actions.people.enrolling import enrol
from actions.report import Line
from cli.rehearsal import seen
from cli.rehearsal.days import Days
from cli.rehearsal.issuing import issue_what_waits
from cli.rehearsal.office import (
    Details,
    Office,
    await_phase,
    await_true,
    is_out,
    newest_gate,
)
from examples.making.registers import committee
from examples.playing.after_declarations import after_declaration_files
from examples.playing.city import city_reply_file
from examples.playing.declarations import declaration_files
from examples.playing.inquiries import reply_files, verification_files
from examples.playing.meeting import tally_file
from examples.playing.publicity import (
    channel_file,
    investigation_file,
    objection_file,
    opinion_file,
    recheck_file,
)
from examples.playing.scenario import Scenario
from examples.playing.scores import consensus_talk, cut_choices, score_sheet_files
from examples.playing.site_facts import site_facts_file
from models.application import ApplicationState
from models.deliberation import ProposalState
from models.edition import Edition, Phase
from models.eligibility import InquiryKind
from models.gate import gate_at
from runtime import clock
from runtime.desk import open_desk

HEAD, CHAIR, CITY = "韦立新", committee()[0].name, "市政府办"
# In turn: a code is good for one decision, and the next one comes after half a minute.
OFFICERS = ("龙海宁", "黄秋月", "苏文博", "覃丽华", "梁雨晴", "莫家宁")
ROLES = {HEAD: "office_head", CHAIR: "chair", CITY: "government"} | dict.fromkeys(
    OFFICERS, "office"
)


class Play:
    """One edition from opening to conferral; every file goes through the same import."""

    roles: ClassVar[Mapping[str, str]] = ROLES
    hire: ClassVar[type[Office]] = Office
    clock_name: ClassVar[str] = "clock"  # a second play on one server needs a name of its own

    def __init__(self, scenario: Scenario, examples: Path, folder: Path, pack: str) -> None:
        self.scenario = scenario
        self.edition = scenario.edition
        self.examples = examples
        self.folder = folder
        self.pack = pack
        self.lines: list[Line] = []
        self.on_duty = cycle(OFFICERS)
        keys = {}
        with open_desk() as desk:
            for name, role in self.roles.items():
                keys[name] = enrol(desk, name, [role], f"{role}@office.example")
        self.office = self.hire(keys, say)
        self.days = Days(self.office, self.clock_name)

    def run(self) -> None:
        for act in self.acts():
            act()

    def acts(self) -> tuple[Callable[[], None], ...]:
        return (
            self.open, self.call, self.intake, self.eligibility, self.panels,
            self.document_review, self.site_review, self.deliberation,
            self.publicity, self.approval, self.conferral,
        )  # fmt: skip

    def open(self) -> None:
        self.office.start(
            "open-edition", f"open/{self.edition}", 届次=self.edition,
            年度=self.scenario.opens_at.year, 政策包=self.pack,
            抽签公开数来源=self.scenario.draw.source,
        )  # fmt: skip
        self.await_edition()
        self.hand_in(*sorted((self.examples / "registers").iterdir()))
        self.days.tick()
        await_form = newest_when_there(self.edition, "edition")
        self.office.decide(await_form, CHAIR, "确认本届取值和委员会组成")

    def call(self) -> None:
        self.decide("call", HEAD, "同意发布")
        issue_what_waits(self.edition, "call", say)

    def intake(self) -> None:
        attempt = self.waiting("intake")
        self.hand_in(*sorted((self.examples / "applications").iterdir()))
        self.days.go_past(seen.due_of(attempt))
        self.await_form("intake")
        self.hand_in(*sorted((self.examples / "late").iterdir()))
        self.decide("intake", next(self.on_duty), "受理名单无误")

    def eligibility(self) -> None:
        issue_what_waits(self.edition, "eligibility", say)
        attempt = self.waiting("eligibility")
        accepted = seen.applicants(self.edition, ApplicationState.ACCEPTED)
        today = clock.now().date()
        departments = [i.office for i in seen.inquiries(attempt, InquiryKind.DEPARTMENT)]
        verifiers = seen.inquiries(attempt, InquiryKind.VERIFICATION)
        conditions = seen.verified_conditions(self.edition)
        asked = [(i.office, accepted, conditions) for i in verifiers]
        self.hand_in(
            *reply_files(self.scenario, departments, accepted, on=today, folder=self.inbox()),
            *verification_files(self.scenario, asked, on=today, folder=self.inbox()),
        )
        self.days.go_past(seen.due_of(attempt))
        silence = self.scenario.consultation
        row = {"name": silence.silent, "accepted": True, "reason": silence.acceptance}
        said = {"departments": [row]}
        self.decide("eligibility", next(self.on_duty), "同意资格审查结果", lambda: said)

    def panels(self) -> None:
        attempt = self.waiting("panels")
        part = self.scenario.draw
        self.office.run(
            "announce-draw", "announce", 届次=self.edition,
            见证人承诺=[w.commitment for w in part.witnesses],
        )  # fmt: skip
        self.office.run(
            "draw-panels", "draw", 届次=self.edition, 公开数=part.public_value,
            见证人所写=[w.opening for w in part.witnesses], 监督人员=part.observer,
        )  # fmt: skip
        known: set[str] = set()
        for _ in range(3):  # the drawn, then those who replaced the recused
            panels = seen.drawn_panels(self.edition, attempt, known)
            known |= {who for panel in panels for who, _ in (*panel.reviewers, *panel.reserves)}
            files = declaration_files(
                self.scenario, panels, on=clock.now().date(), folder=self.inbox()
            )
            if not files:
                break
            self.hand_in(*files)
        self.days.tick()
        self.decide(
            "panels", next(self.on_duty), "抽取程序合规", lambda: {"leaders": seen.leaders(attempt)}
        )

    def document_review(self) -> None:
        attempt = self.waiting("document-review")
        self.score("document-review", attempt)
        codes = {a.uscc: a.ref for a in seen.applicants(self.edition)}
        said = {
            "choices": cut_choices(self.scenario, codes),
            "consensus": [consensus_talk(self.scenario, codes)],
        }
        self.decide("document-review", next(self.on_duty), "同意入围名单", lambda: said)

    def site_review(self) -> None:
        attempt = self.waiting("site-review")
        visits = seen.visits(self.edition)
        self.days.go_to(max(at for one in visits for _, at in one.days))
        inbox = self.inbox()
        facts = [site_facts_file(v.panel, v.leader, v.days, folder=inbox) for v in visits]
        self.hand_in(*facts)
        self.score("site-review", attempt)
        self.decide("site-review", next(self.on_duty), "同意现场评审结果")

    def deliberation(self) -> None:
        self.waiting("deliberation")
        candidates = seen.by_score(self.edition)
        today = clock.now().date()
        self.hand_in(tally_file(self.scenario, candidates, held_on=today, folder=self.inbox()))
        self.days.tick()
        note = {"note": "以无记名投票结果为准，得分仅供参考"}
        self.decide("deliberation", CHAIR, "同意提请公示", lambda: note)

    def publicity(self) -> None:
        attempt = self.waiting("publicity")
        begins = clock.now()
        self.days.pass_hours(4)
        self.hand_in(channel_file(self.scenario, starts_at=begins, folder=self.inbox()))
        self.days.pass_hours(60)
        lists = seen.listed(self.edition)
        self.hand_in(objection_file(self.scenario, lists, starts_at=begins, folder=self.inbox()))
        self.days.tick()
        today = clock.now().date()
        self.hand_in(investigation_file(self.scenario, on=today, folder=self.inbox()))
        names = seen.members(self.edition)
        self.hand_in(opinion_file(self.scenario, names, on=today, folder=self.inbox()))
        self.days.go_past(max(seen.due_of(attempt), seen.opinions_due()))
        self.await_form("publicity")
        now = clock.now()
        self.hand_in(recheck_file(self.scenario, begins, now, folder=self.inbox()))
        handled = [
            {"number": one.number, "verdict": one.opinion, "reason": one.findings}
            for one in self.scenario.objections
        ]
        self.decide(
            "publicity", next(self.on_duty), "异议已依程序处理", lambda: {"objections": handled}
        )

    def approval(self) -> None:
        self.await_form("approval")
        submitted = seen.listed(self.edition, ProposalState.CLEARED)
        names = [one for listed in submitted.values() for one in listed]
        today = clock.now().date()
        self.hand_in(city_reply_file(self.scenario, names, on=today, folder=self.inbox()))
        reply = {"number": self.scenario.city_reply.number, "replied_on": today.isoformat()}
        self.decide("approval", CITY, "同意表彰", lambda: reply)

    def conferral(self) -> None:
        self.decide("conferral", next(self.on_duty), "证书、奖牌和拨付通知已核对")
        await_phase(self.edition, "conferral", Phase.APPROVED)
        self.days.tick()

    def score(self, stage: str, attempt: int) -> None:
        tasks = seen.score_tasks(self.edition, stage, attempt)
        today, folder = clock.now().date(), self.inbox()
        self.hand_in(
            *after_declaration_files(self.edition, tasks, on=today, folder=folder),
            *score_sheet_files(self.scenario, tasks, folder=folder),
        )
        self.days.tick()

    def waiting(self, stage: str) -> int:
        attempt = await_phase(self.edition, stage, Phase.WAITING)
        say(f"—— {stage} 进行中（{clock.now():%Y-%m-%d}）")
        self.days.tick_beside()
        return attempt

    def decide(
        self, stage: str, who: str, opinion: str, details: Callable[[], Details] = dict
    ) -> None:
        self.office.decide(gate_at(f"{self.edition}/{stage}/1"), who, opinion, details)

    def await_form(self, stage: str) -> None:
        """What comes in now changes what the question was about: it is put anew."""
        gate = gate_at(f"{self.edition}/{stage}/1")
        await_true(partial(is_out, gate), f"{stage} 没有提请决定")

    def hand_in(self, *paths: Path) -> None:
        self.office.settle()
        lines = import_paths([path.resolve() for path in paths], self.edition)
        self.lines += lines
        refused = [line for line in lines if not line.ok]
        say(f"收到 {len(paths)} 份材料，{len(refused)} 处未接收")
        for line in refused:
            say(f"  ✗ {line.file} {line.place} {line.sentence}")

    def inbox(self) -> Path:
        return self.folder / f"{clock.now():%Y-%m-%d}"

    def await_edition(self) -> None:
        def is_open() -> bool:
            with open_desk() as desk:
                return desk.session.get(Edition, self.edition) is not None

        await_true(is_open, "没有开启新一届")


def newest_when_there(edition: int, kind: str) -> str:
    def is_there() -> bool:
        try:
            newest_gate(edition, kind)
        except IndexError:
            return False
        return True

    await_true(is_there, f"{kind} 没有提请决定")
    return newest_gate(edition, kind)


def say(sentence: str) -> None:
    print(f"  {sentence}", flush=True)
