"""The three years after the award: one case of each kind, and a barred firm applying again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlmodel import select

from cli.rehearsal.office import Details, Stuck, await_phase, await_true
from cli.rehearsal.play import CITY, HEAD, Play
from documents.forms.incidents import Incident
from documents.forms.progress import Progress
from examples.playing import after
from models.case import Case, untriaged
from models.conferral import fund_orders_of
from models.edition import Phase
from models.gate import gate_at
from models.types import id_of
from rules.cases import CasePhase
from runtime import clock
from runtime.desk import open_desk

TITLE, FUND, ACCIDENT, FRAUD = (
    "钦州市北垌电子科技有限公司",
    "钦州市平陆港航物流有限公司",
    "广西钦州湾新材料有限公司",
    "灵山县荔乡果业有限公司",
)
CHEAT = "弄虚作假骗取奖项"
LATER = "授奖后发生事故、质量问题或违法违规"
CHANNELS = ("信用中国（广西钦州）网站", "市级主要新闻媒体")


class After(Play):
    """Continues the conferred edition; every file goes through the same import."""

    clock_name = "after"

    def run(self) -> None:
        self.begun = clock.now()
        super().run()

    def acts(self) -> tuple[Callable[[], None], ...]:
        return (self.paid, self.title, self.fund, self.accident, self.fraud)

    def paid(self) -> None:
        """The money goes out and its plans come in."""
        self.in_months(1)
        funded = self.funded()
        folder, edition = self.inbox(), self.edition
        plans = [after.plan_file(edition, *winner, folder=folder) for winner in funded.items()]
        paid = after.payments_file(edition, funded, on=self.this_day(), folder=folder)
        self.hand_in(paid, *plans)

    def title(self) -> None:
        """A nominee prints the title on its boxes; the local authority has it put right."""
        self.in_months(3)
        uses = [(FUND, False), (TITLE, True)]
        self.hand_in(after.title_file(self.edition, uses, on=self.this_day(), folder=self.inbox()))
        case = self.heard(TITLE)
        self.office.decide(gate_at(case.key), HEAD, "包装箱使用称号，事实清楚")
        self.await_phase(case, CasePhase.EXECUTING)
        self.note(case, self.step("已改正", note="已更换包装，旧箱全部回收"))
        self.closes(case)

    def fund(self) -> None:
        """Reports come in after a year; one winner bought a car."""
        self.in_months(12)
        folder, on = self.inbox(), self.this_day()
        well = {"人员培训": 100_000, "质量攻关": 200_000}
        badly = {"人员培训": 120_000, "购置车辆": 180_000}
        for ref, name in self.funded().items():
            uses = badly if name == FUND else well
            self.hand_in(
                after.report_file(self.edition, ref, name, uses, on=on, folder=folder),
                folder / after.PROOF,
            )
        case = self.heard(FUND)
        self.office.decide(gate_at(case.key), HEAD, "购置车辆不属于规定用途")
        self.await_phase(case, CasePhase.EXECUTING)
        self.note(case, self.step("已改正", note="车款18万元已归还，改用于检验设备"))
        self.closes(case)

    def accident(self) -> None:
        """A major accident: title and plaque go, the money and the right to apply stay."""
        self.in_months(14)
        self.report(ACCIDENT, "发生重大质量、安全生产、环境污染事故", "车间爆炸，认定为重大事故")
        case = self.heard(ACCIDENT)
        self.decided(case, {"ground": LATER}, "钦政函〔2028〕6号")
        notice = self.step("发布公告", channel="向社会公告", proof="公告截图.pdf")
        self.note(case, self.step("收回奖牌"), self.step("收回证书"), notice)
        self.closes(case)

    def fraud(self) -> None:
        """Forged papers: everything comes back, the money in three instalments over the years."""
        self.in_months(16)
        self.report(FRAUD, CHEAT, "申报材料中的检测报告系伪造", "检测机构证明.pdf")
        case = self.heard(FRAUD, statement="承认检测报告系伪造")
        days = [self.begun + timedelta(days=30 * month) for month in (19, 28, 36)]
        parts = [{"due_on": f"{day:%Y-%m-%d}", "yuan": "100000"} for day in days]
        self.decided(case, {"ground": CHEAT, "instalments": parts}, "钦政函〔2028〕12号")
        notices = [
            self.step("发布公告", channel=channel, proof=f"公告{number}.pdf")
            for number, channel in enumerate(CHANNELS, start=1)
        ]
        self.note(case, self.step("收回奖牌"), self.step("收回证书"), *notices)
        self.fraud_case, self.due = case, days

    def pay_back(self) -> None:
        """The instalments of the recovery, each on its day."""
        for number, day in enumerate(self.due, start=1):
            if day > clock.now():
                self.days.go_to(day)
            paid = self.step("缴回资金", amount=Decimal(100_000), voucher=f"JK-{number}")
            self.note(self.fraud_case, paid)
        self.closes(self.fraud_case)

    def report(self, who: str, ground: str, facts: str, *evidence: str) -> None:
        """Two departments report the same thing; the office triages it once."""
        rows = [
            Incident.model_validate(
                {
                    "edition": self.edition,
                    "subject": who,
                    "ground": ground,
                    "facts": facts,
                    "occurred_on": self.this_day() - timedelta(days=10),
                    "reporter": reporter,
                    "evidence": evidence,
                }
            )
            for reporter in ("市市场监督管理局", "市应急管理局")
        ]
        folder = self.inbox()
        form = after.incident_file(rows, folder=folder)
        self.hand_in(form, *(folder / name for name in evidence))
        self.days.tick()
        with open_desk() as desk:
            key = untriaged(desk.session)[-1].key
        found = {"ground": ground}
        self.office.decide(gate_at(key), next(self.on_duty), "线索明确，予以立案", lambda: found)
        self.days.tick()

    def heard(self, who: str, statement: str = "") -> Case:
        """The case of that winner after its hearing: a statement, or its last day."""
        self.days.tick()
        case = self.newest(who)
        self.await_phase(case, CasePhase.HEARING)
        if statement:
            self.note(case, self.step("书面说明", note=statement))
        else:
            due = self.newest(who).due_at
            assert due is not None, "a hearing has a last day"
            self.days.go_past(due)
        return case

    def decided(self, case: Case, details: Details, number: str) -> None:
        """Established by the office, approved by the city government."""
        self.office.decide(gate_at(case.key), HEAD, "事实清楚，证据充分", lambda: details)
        reply = {"number": number, "replied_on": self.this_day().isoformat()}
        self.office.decide(gate_at(f"{case.key}/request"), CITY, "同意撤销", lambda: reply)
        self.await_phase(case, CasePhase.EXECUTING)

    def closes(self, case: Case) -> None:
        gate = gate_at(f"{case.key}/check/1")
        self.office.decide(gate, next(self.on_duty), "应办事项均已办结")
        self.await_phase(case, CasePhase.CLOSED)

    def note(self, case: Case, *steps: Callable[[int], Progress]) -> None:
        """Hand in what was done, and let the clock see it."""
        rows = [step(id_of(case)) for step in steps]
        name = f"{id_of(case)}-{rows[0].step}-{rows[0].voucher}"
        folder = self.inbox()
        form = after.progress_file(rows, folder=folder, name=name)
        self.hand_in(form, *(folder / row.proof for row in rows if row.proof))
        self.days.tick()

    def step(self, step: str, **fields: object) -> Callable[[int], Progress]:
        today = self.this_day()
        return lambda case: Progress.model_validate(
            {"case": case, "step": step, "on": today, **fields}
        )

    def newest(self, who: str) -> Case:
        with open_desk() as desk:
            found = desk.session.exec(select(Case).where(Case.name == who)).all()
        if not found:
            raise Stuck(f"没有为{who}立案。")
        return found[-1]

    def await_phase(self, case: Case, phase: CasePhase) -> None:
        def is_there() -> bool:
            with open_desk() as desk:
                row = desk.session.get(Case, case.id)
                return row is not None and row.phase is phase

        await_true(is_there, f"{case.number}没有进入{phase}")

    def funded(self) -> dict[str, str]:
        with open_desk() as desk:
            orders = fund_orders_of(desk.session, self.edition)
            return {order.ref: order.name for order in orders}

    def in_months(self, months: int) -> None:
        moment = self.begun + timedelta(days=30 * months)
        if moment > clock.now():
            self.days.go_to(moment)

    @staticmethod
    def this_day() -> date:
        return clock.now().date()


class NextEdition(Play):
    """The next edition as far as the list of those who may take part."""

    clock_name = "next"

    def acts(self) -> tuple[Callable[[], None], ...]:
        return (self.open, self.call, self.intake, self.eligibility, self.settle)

    def settle(self) -> None:
        """A decision is written before it is carried out: until the list is settled."""
        await_phase(self.edition, "eligibility", Phase.APPROVED)


def next_examples(examples: Path, folder: Path, *names: str, years: int) -> Path:
    """A folder like the examples, with the packages of these firms some years later."""
    for register in (examples / "registers").iterdir():
        (folder / "registers").mkdir(parents=True, exist_ok=True)
        (folder / "registers" / register.name).write_bytes(register.read_bytes())
    (folder / "late").mkdir(parents=True, exist_ok=True)
    for source in sorted((examples / "applications").iterdir()):
        if any(source.name.endswith(name) for name in names):
            after.package_for(source, folder / "applications" / source.name, years=years)
    return folder


def day_in(year: int) -> datetime:
    """The first of March of a year, nine o'clock: when the biennial schedule opens an edition."""
    return datetime(year, 3, 1, 9, 0, tzinfo=clock.now().tzinfo)
