"""After the award: fund, title, names, reports about winners, and the memory of all editions."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import select

from actions.cases.fund_overview import accounts, overview
from actions.cases.history import history, history_json
from actions.cases.incidents import (
    Reported,
    Triage,
    evidence_of_report,
    get_report,
    report_incident,
    ruling_on_report,
    settle_report,
)
from actions.entry.eligibility_facts import bars
from actions.entry.lineage import predecessors
from actions.errors import ActionRefused, UnknownSubject
from actions.handed_in.importing import import_paths
from actions.handed_in.registers import take_reviewers
from actions.people.enrolling import enrol
from actions.reminding.duties import duties_in_cases
from documents.forms.activities import Activity, write_activities
from documents.forms.fund_payments import Payment, write_fund_payments
from documents.forms.fund_statement import FundStatement, Item, write_fund_statement
from documents.forms.incidents import Incident, write_incidents
from documents.forms.successions import Succession, write_successions
from documents.forms.title_uses import TitleUse, write_title_uses
from models.application import ApplicationState
from models.case import Case, Disqualification, ReportState, cases_of, untriaged
from models.gate import Outcome
from models.people import Reviewer
from models.supervision import items_of, statements_of
from models.types import id_of
from rules.cases import CaseKind
from rules.eligibility import ApplicationFacts, Ban, assess
from runtime import database
from runtime.desk import Desk, open_desk
from tests.actions import factories as make
from tests.actions.conferred import conferred_edition, decided, later
from tests.actions.proceedings import FRAUD, approved, carried_out, judged, opened
from tests.documents.forms import factories as forms
from tests.rules.packs import pack

WINNER = "钦州S001有限公司"


@pytest.fixture
def winners(installation: Path) -> Path:
    """A conferred edition in the database, and a folder to hand files in."""
    with open_desk() as desk:
        conferred_edition(desk)
    folder = installation / "inbox"
    folder.mkdir()
    return folder


def handed_in(folder: Path, **files: bytes) -> list[tuple[bool, str]]:
    for name, data in files.items():
        (folder / f"{name}.{'pdf' if name.startswith('proof') else 'xlsx'}").write_bytes(data)
    return [(line.ok, line.sentence) for line in import_paths([folder], 3)]


def paid() -> bytes:
    return write_fund_payments(
        [
            Payment(
                edition=3, ref="S001", name=WINNER, instalment=1, amount=Decimal(300000),
                paid_on=date(2026, 4, 1), voucher="CZ-1",
            )
        ]
    )  # fmt: skip


def report(*items: Item) -> bytes:
    return write_fund_statement(
        FundStatement(edition=3, ref="S001", name=WINNER, kind="report", month=12, items=items)
    )


def item(use: str, amount: int, proof: str = "proof.pdf") -> Item:
    return Item(
        use=use, purpose="按计划", amount=Decimal(amount), spent_on=date(2026, 4, 1), proof=proof
    )


def test_money_used_as_allowed_is_reported_and_nothing_follows(winners: Path) -> None:
    lines = handed_in(
        winners, paid=paid(), proof=b"%PDF-1.4", used=report(item("人员培训", 300000))
    )

    assert [ok for ok, _ in lines] == [True, True, True]
    with open_desk() as desk:
        (account,) = [one for one in accounts(desk) if one.ref == "S001"]
        assert (account.paid, account.reported, account.open) == (30_000_000, 30_000_000, 0)
        assert cases_of(desk.session) == []
        assert "| 第三届 已拨 | ████████████████████ | 30 |" in overview(desk)


def test_money_outside_its_uses_or_over_the_sum_becomes_a_case(winners: Path) -> None:
    lines = handed_in(
        winners, proof=b"%PDF-1.4",
        used=report(item("购置车辆", 200000), item("人员培训", 200000)),
    )  # fmt: skip

    (case,) = _cases()
    assert case.trigger == "fund_misuse"
    assert case.facts == (
        "授奖后第12个月的资金使用报告：第1项：“购置车辆”不属于第二十三条规定的资金用途；"
        "合计400000元，超过质量发展资金300000元。"
    )
    assert (False, f"{case.facts}已立案（{case.number}），请等待认定。") in lines


def test_a_missing_proof_is_asked_for_and_is_no_misuse(winners: Path) -> None:
    lines = handed_in(winners, used=report(item("人员培训", 100000, proof="")))

    assert (False, "“人员培训”的支出没有附证明材料，请补交。") in lines
    assert _cases() == []


def test_a_report_handed_in_again_replaces_the_former(winners: Path) -> None:
    handed_in(winners, proof=b"%PDF-1.4", used=report(item("人员培训", 100000)))
    handed_in(winners, used=report(item("质量攻关", 90000)))

    with open_desk() as desk:
        (statement,) = statements_of(desk.session, 3, "S001")
        items = items_of(desk.session, id_of(statement))
        assert [(one.use, one.amount_fen) for one in items] == [("质量攻关", 9_000_000)]


def test_a_payment_that_was_not_ordered_is_refused(winners: Path) -> None:
    wrong = [
        Payment(
            edition=3, ref=ref, name=name, instalment=1, amount=Decimal(amount),
            paid_on=date(2026, 4, 1), voucher="CZ-1",
        )
        for ref, name, amount in (("S001", WINNER, 200000), ("S003", "钦州S003有限公司", 300000))
    ]  # fmt: skip

    lines = handed_in(winners, paid=write_fund_payments(wrong))

    assert [ok for ok, _ in lines] == [False, False]
    assert "应拨300000元，登记为200000元" in lines[0][1]


def test_plans_and_reports_are_owed_until_they_come(winners: Path) -> None:
    handed_in(winners, paid=paid())

    with open_desk() as desk:
        (part,) = [one for one in duties_in_cases(desk, 3) if one.key == "3/fund-report"]

    assert [(one.subject, one.due_at.date()) for one in part.owed] == [
        ("S001/plan", date(2026, 5, 31)),
        ("S001/12", date(2027, 4, 1)),
        ("S002/12", date(2027, 4, 1)),
    ]


def test_the_title_on_products_or_without_the_year_becomes_a_case(winners: Path) -> None:
    uses = [
        TitleUse(
            edition=3, holder=WINNER, medium="企业形象宣传", place="官网", shows_year=True,
            seen_on=date(2026, 4, 1),
        ),
        TitleUse(
            edition=3, holder="S002", medium="产品宣传", place="包装箱", shows_year=False,
            seen_on=date(2026, 4, 1),
        ),
    ]  # fmt: skip

    lines = handed_in(winners, uses=write_title_uses(uses))

    assert [ok for ok, _ in lines] == [True, False]
    assert [(one.trigger, one.ref, one.facts) for one in _cases()] == [
        (
            "title_misuse", "S002",
            "2026-04-01在“包装箱”将称号用于产品宣传、未注明获奖年度。",
        )
    ]  # fmt: skip


def test_reports_of_one_incident_are_joined_and_triaged_once(winners: Path) -> None:
    told = {
        "edition": 3, "subject": WINNER, "ground": "发生重大质量、安全生产、环境污染事故",
        "occurred_on": date(2026, 3, 1), "facts": "发生重大事故",
    }  # fmt: skip
    rows = [
        Incident.model_validate({**told, "reporter": "市应急管理局"}),
        Incident.model_validate({**told, "reporter": "市生态环境局"}),
        Incident.model_validate({**told, "reporter": "市应急管理局"}),
        Incident.model_validate({**told, "reporter": "市应急管理局", "subject": "无名公司"}),
    ]

    lines = handed_in(winners, reports=write_incidents(rows))

    assert [ok for ok, _ in lines] == [True, True, True, False]
    with open_desk() as desk:
        (waiting,) = untriaged(desk.session)
        shown = evidence_of_report(desk, waiting).text
        assert "市应急管理局" in shown
        assert "市生态环境局" in shown
        ground = Triage(ground="发生重大质量、安全生产、环境污染事故")
        decided(
            desk, f"{waiting.key}/gate", Outcome.APPROVED, ruling_on_report(desk, waiting, ground)
        )
        settle_report(desk, waiting, Outcome.APPROVED)
        assert waiting.state is ReportState.ACCEPTED
        assert get_report(desk, 2).case_id == waiting.case_id
        assert [one.trigger for one in cases_of(desk.session)] == ["accident"]


def test_a_dismissed_report_keeps_its_reason(desk: Desk) -> None:
    conferred_edition(desk)
    said = Reported(3, WINNER, "violation", date(2026, 3, 1), "被举报", "市税务局")
    row = report_incident(desk, said, files_in=3, actor="甲")
    decided(desk, f"{row.key}/gate", Outcome.RETURNED, {})

    settle_report(desk, row, Outcome.RETURNED)

    assert (row.state, row.reason) == (ReportState.DISMISSED, "同意")
    assert cases_of(desk.session) == []


def test_who_was_barred_is_refused_under_any_name_of_its_own(desk: Desk) -> None:
    conferred_edition(desk)
    row = opened(desk, WINNER, "fraud")
    judged(desk, row, FRAUD)
    approved(desk, row)
    carried_out(desk, row)
    (ban,) = bars(desk)
    facts = ApplicationFacts(uscc=ban.uscc, name="改名后的公司")

    findings = assess(facts, policy=pack(), reference_date=date(2028, 6, 30), bans=bars(desk))

    assert [(f.code, f.article) for f in findings if f.condition == "25"] == [
        ("banned", "第二十五条")
    ]


def test_a_merged_firm_is_shown_to_a_person() -> None:
    ban = Ban("91450700MA5XAA0106", date(2031, 4, 1), name="钦州S001有限公司")
    facts = ApplicationFacts(uscc="91450700MA5XAA0990", name="新公司", former_names=(ban.name,))

    findings = assess(facts, policy=pack(), reference_date=date(2028, 6, 30), bans=[ban])

    (found,) = [f for f in findings if f.condition == "25"]
    assert (found.code, found.outcome.value) == ("banned_name", "check")


def test_the_history_is_found_by_code_and_by_any_name(winners: Path) -> None:
    code = forms.application().uscc
    changed = Succession(
        kind="更名", former_uscc=code, former_name=WINNER, uscc=code, name="广西新名股份有限公司",
        since=date(2026, 3, 1),
    )  # fmt: skip
    merged = Succession(
        kind="合并", former_uscc=code, former_name="广西新名股份有限公司",
        uscc="91450700MA5XAA0990", name="广西合并集团有限公司", since=date(2026, 3, 15),
    )  # fmt: skip
    activity = Activity(
        edition=3, ref="S001", kind="宣传交流", held_on=date(2026, 4, 1), title="经验交流会"
    )
    handed_in(
        winners,
        names=write_successions([changed, merged]),
        shown=write_activities([activity]),
        paid=paid(),
    )

    with open_desk() as desk:
        found = [history_json(history(desk, who)) for who in (code, WINNER, "广西合并集团有限公司")]
        assert predecessors(desk, "91450700MA5XAA0990") == ("广西新名股份有限公司", WINNER)
        assert predecessors(desk, "91450700MA5XAA0990", until=later(desk, -1).at) == ()
        with pytest.raises(UnknownSubject, match="没有"):
            history(desk, "从未出现有限责任公司")

    assert found[0] == found[1] == found[2]
    assert found[0]["获奖"][0]["届次"] == "第三届"
    assert list(found[0]) == [
        "名称和代码", "更名、合并、分立", "申报", "获奖", "质量发展资金", "宣传交流和自我报告",
    ]  # fmt: skip


def test_who_was_disqualified_does_not_come_back_by_a_list(desk: Desk) -> None:
    pool = forms.pool()
    who = pool.reviewers[0].id
    make.add(desk, make.application(state=ApplicationState.ELIGIBLE))
    case = make.add(
        desk,
        Case(
            kind=CaseKind.CONDUCT, trigger="breach", edition=3, name="甲某", person=who,
            facts="泄密", opened_by="乙", opened_at=desk.at,
        ),
    )  # fmt: skip
    for person in (who, "丙某"):
        make.add(
            desk,
            Disqualification(person=person, name=person, case_id=id_of(case), since=desk.at.date()),
        )

    take_reviewers(desk, 3, pool, source="pool.xlsx", sha256="0" * 64)

    reviewer = desk.session.get(Reviewer, who)
    assert reviewer is not None
    assert not reviewer.is_active
    with pytest.raises(ActionRefused, match="取消参与评审"):
        enrol(desk, "丙某", ["office"])


def _cases() -> list[Case]:
    with database.transaction() as session:
        return list(session.exec(select(Case)))
