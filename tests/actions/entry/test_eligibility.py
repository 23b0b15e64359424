from datetime import date, timedelta
from typing import Any

import pytest

from actions.attempts import move_deadline
from actions.entry import eligibility, inquiries
from actions.entry.eligibility_facts import reviewed
from actions.entry.eligibility_ruling import (
    Silence,
    Verdict,
    Verdicts,
    rows_in_eligibility,
    ruling_in_eligibility,
)
from actions.errors import ActionRefused
from actions.reminding.deadlines import tell_moved
from documents.forms.reply import ReplyForm, ReplyLine
from documents.forms.verification import VerificationForm, VerificationLine
from models.application import Application, ApplicationState, Bar
from models.audit import events_of
from models.edition import Phase, StageAttempt
from models.eligibility import findings_of, inquiries_of
from models.outbox import letters_of
from models.paper import papers_of
from models.people import ContactKind
from models.types import id_of
from notifications.wording import deadline_text
from rules.calendar import working_days_between
from runtime.desk import Desk
from tests.actions import factories as rows
from tests.documents.forms import factories as forms

USCCS = {"S001": "91450700MA5XAAAA0W", "S002": "91450700MA5XBBBB0J"}
VERIFIER = "示例第三方"


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """Two accepted applicants, every department but the tax office with a contact."""
    rows.attempt(desk, "intake", phase=Phase.APPROVED)
    for ref in ("S001", "S002"):
        _applicant(desk, ref)
    for department in desk.policy(3).departments[:-1]:
        name = f"钦州{department.name.value}"
        rows.add(desk, rows.contact(ContactKind.DEPARTMENT, name=name))
    rows.add(desk, rows.contact(ContactKind.THIRD_PARTY, name=VERIFIER))
    return rows.attempt(desk, "eligibility")


def _applicant(desk: Desk, ref: str) -> Application:
    form = forms.application(uscc=USCCS[ref], former_names=())
    return rows.add(
        desk,
        rows.application(
            ref,
            state=ApplicationState.ACCEPTED,
            uscc=USCCS[ref],
            form=form.model_dump(mode="json"),
        ),
    )


def _reply(desk: Desk, department: str, **objection: Any) -> list[bool]:
    lines = [
        ReplyLine(ref=ref, name=f"钦州{ref}有限公司", uscc=USCCS[ref], opinion="无异议")
        for ref in USCCS
    ]
    if objection:
        lines[1] = lines[1].model_copy(update={"opinion": "有异议", **objection})
    form = ReplyForm(
        edition=3,
        department=department,
        signed_by="x",
        replied_on=date(2026, 4, 9),
        lines=tuple(lines),
    )
    taken = inquiries.take_reply(desk, 3, form, source="r.xlsx", sha256="0" * 64)
    return [line.ok for line in taken]


def _verify(desk: Desk) -> None:
    lines = [
        VerificationLine(
            ref=ref, name=f"钦州{ref}有限公司", condition=condition,
            outcome="满足", evidence="查阅台账", checker="韦示例",
        )
        for ref in USCCS
        for condition in ("13(3)", "13(4)", "13(5)")
    ]  # fmt: skip
    form = VerificationForm(
        edition=3, verifier=VERIFIER, signed_by="x", replied_on=date(2026, 4, 9), lines=tuple(lines)
    )
    inquiries.take_verification(desk, 3, form, source="v.xlsx", sha256="0" * 64)


def _answer_all(desk: Desk, **objection: Any) -> list[str]:
    """Everybody answers, the ecology bureau perhaps with an objection to S002; gives the names."""
    names = [d.name.value for d in desk.policy(3).departments]
    for name in names[:-1]:
        _reply(desk, name, **(objection if "生态" in name else {}))
    _verify(desk)
    return names


def test_every_department_and_verifier_is_asked_with_paper_and_form(
    desk: Desk, attempt: StageAttempt
) -> None:
    eligibility.open_eligibility(desk, attempt)
    sent = letters_of(desk.session, 3)
    kinds = [letter.message for letter in sent]
    assert kinds == ["consultation"] * 7 + ["verification-request"]
    assert all(len(letter.attachments) == 3 for letter in sent)
    owed = eligibility.owed_in_eligibility(desk, attempt)
    assert len(owed) == 9
    assert owed[7].matter == "反馈征求意见反馈表（市发展和改革委员会）"


def _accepted(name: str) -> Verdicts:
    return Verdicts(departments=(Silence(name=name, accepted=True, reason="已电话核实"),))


def test_what_is_open_is_told_row_by_row(desk: Desk, attempt: StageAttempt) -> None:
    eligibility.open_eligibility(desk, attempt)
    names = _answer_all(desk)
    eligibility.close_eligibility(desk, attempt)

    rows_open = rows_in_eligibility(desk, attempt)

    assert [(one.field, dict(one.fixed), one.must) for one in rows_open] == [
        ("departments", {"name": names[-1]}, True),
        ("verdicts", {"ref": "S001"}, False),
        ("verdicts", {"ref": "S002"}, False),
    ]
    assert rows_open[1].facts["建议"] == "建议合格"


def test_silence_is_accepted_by_name_or_the_gate_asks_again(
    desk: Desk, attempt: StageAttempt
) -> None:
    eligibility.open_eligibility(desk, attempt)
    names = _answer_all(desk)
    eligibility.close_eligibility(desk, attempt)
    with pytest.raises(ActionRefused, match=names[-1]):
        ruling_in_eligibility(desk, attempt, Verdicts())
    ruled = ruling_in_eligibility(desk, attempt, _accepted(names[-1]))
    assert ruled["silences"] == {names[-1]: "已电话核实"}
    assert [one["eligible"] for one in ruled["results"].values()] == [True, True]


def test_an_objection_with_facts_makes_the_applicant_ineligible(
    desk: Desk, attempt: StageAttempt
) -> None:
    eligibility.open_eligibility(desk, attempt)
    facts = {
        "conditions": ("13(6)",),
        "facts": "废水事故",
        "occurred_on": date(2025, 3, 1),
        "major": True,
    }
    names = _answer_all(desk, **facts)
    eligibility.close_eligibility(desk, attempt)
    assert "建议不合格" in eligibility.evidence_of_eligibility(desk, attempt).text
    ruled = ruling_in_eligibility(desk, attempt, _accepted(names[-1]))
    eligibility.enact_eligibility(desk, attempt, rows.decision(details=ruled))
    states = {a.ref: a.state for a in reviewed(desk, 3)}
    assert states == {"S001": ApplicationState.ELIGIBLE, "S002": ApplicationState.INELIGIBLE}
    told = [m for m in letters_of(desk.session, 3) if m.message == "eligibility-result"]
    assert "废水事故，发生于2025-03-01，属重大" in told[1].text
    assert [len(m.attachments) for m in told] == [1, 1]
    silent = [f for f in findings_of(desk.session, id_of(attempt)) if f.code == "silent"]
    assert all("覃示例接受逾期未反馈" in finding.settled_by for finding in silent)
    assert sum(p.kind == "eligibility-list" for p in papers_of(desk.session, 3)) == 1


@pytest.mark.parametrize(
    ("level", "told"), [("特别重大", "属重大"), ("较大", "主管部门认定不属重大")]
)
def test_case_06_the_level_of_an_accident_is_the_departments_word_and_the_policy_reads_it(
    desk: Desk, attempt: StageAttempt, level: str, told: str
) -> None:
    eligibility.open_eligibility(desk, attempt)
    accident = {"facts": "燃气泄漏事故", "occurred_on": date(2025, 3, 1), "level": level}
    _answer_all(desk, conditions=("13(6)",), **accident)
    eligibility.close_eligibility(desk, attempt)

    shown = eligibility.evidence_of_eligibility(desk, attempt).text

    assert f"燃气泄漏事故，发生于2025-03-01，{told}" in shown


def test_a_reply_about_somebody_else_or_with_gaps_is_not_a_reply(
    desk: Desk, attempt: StageAttempt
) -> None:
    eligibility.open_eligibility(desk, attempt)
    line = ReplyLine(ref="S009", name="x", uscc=USCCS["S001"], opinion="无异议")
    form = ReplyForm(
        edition=3, department="市税务局", signed_by="x", replied_on=date(2026, 4, 9), lines=(line,)
    )
    taken = inquiries.take_reply(desk, 3, form, source="r.xlsx", sha256="0" * 64)
    assert [one.ok for one in taken] == [False, False]
    assert len(eligibility.owed_in_eligibility(desk, attempt)) == 9


def test_article_16_departments_and_verifiers_have_their_own_days(
    desk: Desk, attempt: StageAttempt
) -> None:
    eligibility.open_eligibility(desk, attempt)

    owed = {one.role: one.due_at for one in eligibility.owed_in_eligibility(desk, attempt)}

    days = {
        role: working_days_between(desk.calendar, desk.at.date(), due.date())
        for role, due in owed.items()
    }
    assert days == {"department": 10, "verifier": 15}
    letters = letters_of(desk.session, 3)
    asked = {one.due_at for one in letters if one.message == "consultation"}
    ordered = {one.due_at for one in letters if one.message == "verification-request"}
    assert (asked, ordered) == ({owed["department"]}, {owed["verifier"]})
    assert attempt.due_at
    assert owed["verifier"] < attempt.due_at


def test_article_16_a_late_answer_is_kept_and_shown(desk: Desk, attempt: StageAttempt) -> None:
    eligibility.open_eligibility(desk, attempt)
    due = eligibility.owed_in_eligibility(desk, attempt)[0].due_at
    late = rows.at(desk, due + timedelta(minutes=1))

    _reply(late, "市税务局")

    assert len(eligibility.owed_in_eligibility(late, attempt)) == 8
    shown = eligibility.evidence_of_eligibility(late, attempt).text
    assert f"市税务局（{deadline_text(late.at)}反馈，期限为{deadline_text(due)}）" in shown


def test_article_16_another_deadline_of_the_review_is_that_of_the_silent(
    desk: Desk, attempt: StageAttempt
) -> None:
    eligibility.open_eligibility(desk, attempt)
    _reply(desk, "市税务局")
    assert attempt.due_at
    former = attempt.due_at

    move_deadline(desk, attempt, former + timedelta(days=7), actor="覃示例", reason="台风")
    tell_moved(desk, attempt, former, "台风")

    owed = eligibility.owed_in_eligibility(desk, attempt)
    assert {one.due_at for one in owed} == {attempt.due_at}
    answered = [one.due_at for one in inquiries_of(desk.session, id_of(attempt)) if one.replied_at]
    assert answered < [former]


def test_article_13_7_what_was_put_right_reaches_the_decision(
    desk: Desk, attempt: StageAttempt
) -> None:
    eligibility.open_eligibility(desk, attempt)
    _answer_all(
        desk, conditions=("13(7)",), facts="罚款200元", occurred_on=date(2009, 3, 1),
        cured="当年已缴清",
    )  # fmt: skip
    eligibility.close_eligibility(desk, attempt)

    shown = eligibility.evidence_of_eligibility(desk, attempt).text

    assert "罚款200元（发生日期：2009-03-01；等级：未认定；整改：当年已缴清）" in shown
    assert "待人工确认" in shown
    assert "建议不合格" not in shown


def test_a_reply_taken_twice_counts_once(desk: Desk, attempt: StageAttempt) -> None:
    eligibility.open_eligibility(desk, attempt)
    assert _reply(desk, "市税务局") == _reply(desk, "市税务局") == [True, True]
    assert len(eligibility.owed_in_eligibility(desk, attempt)) == 8
    told = [one.subject for one in events_of(desk.session, 3) if one.action == "inquiry.answered"]
    assert told == ["市税务局"]


def test_nobody_can_rule_a_bar_away(desk: Desk, attempt: StageAttempt) -> None:
    rows.add(
        desk,
        Bar(
            uscc=USCCS["S001"], name="x", ground="弄虚作假", article="第二十五条",
            since=date(2025, 1, 1), until=date(2028, 1, 1),
        ),
    )  # fmt: skip
    eligibility.open_eligibility(desk, attempt)
    names = _answer_all(desk)
    eligibility.close_eligibility(desk, attempt)
    ruled = Verdict(ref="S001", verdict="合格", reason="情况特殊")
    said = _accepted(names[-1]).model_copy(update={"verdicts": (ruled,)})
    with pytest.raises(ActionRefused, match="不能裁定为合格"):
        ruling_in_eligibility(desk, attempt, said)
