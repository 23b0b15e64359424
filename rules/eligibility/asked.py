"""Conditions somebody else settles: departments, verifiers, papers, the applicant's word."""

from collections.abc import Iterator

from rules.calendar import add_years
from rules.eligibility.facts import Case, DepartmentReply, Incident, Verification, found, passed
from rules.findings import Finding, Outcome
from rules.policy.entry import Condition, Department


def by_departments(condition: Condition, case: Case) -> Iterator[Finding]:
    """What the consulted departments settle (article 16); silence is never consent.

    A self-declared accident counts like a department's objection where the condition looks at
    the clean years.
    """
    asked = [d for d in case.policy.departments if condition.id in d.conditions.value]
    relevant = [reply for reply in case.replies if _concerns(reply, condition, asked)]
    open_points = (
        *_awaited(condition, case, asked),
        *(f for reply in relevant for f in _of_reply(condition, case, reply)),
        *_declared(condition, case),
    )
    if not open_points:
        yield passed(condition, f"征求意见的{len(asked)}个部门均已反馈，未提出异议。")
    yield from open_points
    yield from _accepted(condition, case, relevant)


def by_verification(condition: Condition, case: Case) -> Iterator[Finding]:
    """What a report of experts or a third party settles (article 9(5))."""
    reports = [v for v in case.verifications if v.condition == condition.id]
    if not reports:
        by = "、".join(case.policy.verification.by.value)
        sentence = f"尚无核实报告，请由{by}核实。"
        yield found(condition, Outcome.EVIDENCE, "not_verified", sentence, "核实报告")
    for report in reports:
        said = _said(report)
        if report.satisfied is None:
            sentence = said or "核实报告未能得出结论。"
            yield found(condition, Outcome.CHECK, "inconclusive", sentence, "承办机构的书面认定")
        elif report.satisfied:
            yield passed(condition, said or "经核实符合要求。")
        else:
            yield found(condition, Outcome.FAIL, "not_satisfied", said or "经核实不符合要求。")


def _said(report: Verification) -> str:
    by = f"{report.by}核实：" if report.by and report.summary else ""
    return f"{by}{report.summary.rstrip('。')}。" if report.summary else ""


def by_evidence(condition: Condition, case: Case) -> Finding:
    """Whether the paper that proves the condition was handed in."""
    if condition.id in case.application.evidence:
        return passed(condition, "已提交证明材料。")
    sentence = "尚未提交证明材料。"
    return found(condition, Outcome.EVIDENCE, "no_evidence", sentence, condition.text.value)


def by_attestation(condition: Condition, case: Case) -> Finding:
    """Whether the applicant declared the condition met."""
    if condition.id in case.application.attested:
        return passed(condition, "申报单位已作出承诺。")
    sentence = "申报单位尚未作出承诺。"
    return found(condition, Outcome.EVIDENCE, "not_attested", sentence, "申报单位承诺书")


def _concerns(reply: DepartmentReply, condition: Condition, asked: list[Department]) -> bool:
    """An objection may come from a department nobody asked about this condition."""
    if reply.conditions:
        return condition.id in reply.conditions
    return reply.department in {department.id for department in asked}


def _awaited(condition: Condition, case: Case, asked: list[Department]) -> Iterator[Finding]:
    """A department that objects to one condition has answered about the others."""
    answered = {reply.department for reply in case.replies}
    missing = [d.name.value for d in asked if d.id not in answered]
    if missing:
        names = "、".join(missing)
        sentence = f"尚待{names}反馈意见。"
        yield found(condition, Outcome.EVIDENCE, "awaited", sentence, f"{names}的书面意见")


def _of_reply(condition: Condition, case: Case, reply: DepartmentReply) -> Iterator[Finding]:
    name = _name_of(case, reply.department)
    if _is_silent(reply, case) and not reply.accepted_by:
        fails = case.policy.consultation.silent_means.value == "fail"
        outcome = Outcome.FAIL if fails else Outcome.CHECK
        sentence = f"{name}逾期未反馈，不视为同意。"
        yield found(condition, outcome, "silent", sentence, f"{name}补充反馈，或指定人员书面认定")
    elif reply.answer == "objects":
        fact = Incident(reply.facts, reply.occurred_on, reply.major, reply.level, reply.cured)
        yield from _judged(condition, case, fact, source=name)


def _is_silent(reply: DepartmentReply, case: Case) -> bool:
    """Whether it has not answered: what comes late closes the silence noted before."""
    own = (other for other in case.replies if other.department == reply.department)
    return all(other.answer == "silent" for other in own)


def _accepted(
    condition: Condition, case: Case, relevant: list[DepartmentReply]
) -> Iterator[Finding]:
    for reply in relevant:
        if _is_silent(reply, case) and reply.accepted_by:
            name = _name_of(case, reply.department)
            sentence = f"{name}逾期未反馈，{reply.accepted_by}已书面认定。"
            yield found(condition, Outcome.PASS, "silent_accepted", sentence)


def _declared(condition: Condition, case: Case) -> Iterator[Finding]:
    if condition.params.value.clean_period:
        for fact in case.application.accidents:
            yield from _judged(condition, case, fact, source="申报单位自述")


def _judged(condition: Condition, case: Case, fact: Incident, *, source: str) -> Iterator[Finding]:
    """A reported fact as the condition weighs it.

    Only what falls into a period that the condition names can fail by itself; the text of the
    others has no measure of age or weight, so a person reads what was told.
    """
    told = f"{source}：{fact.facts.rstrip('。')}"
    if not fact.facts.strip():
        sentence = f"{source}提出异议而未说明事实。"
        proof = f"{source}补充事实和依据"
        yield found(condition, Outcome.CHECK, "objection_without_facts", sentence, proof)
    elif condition.params.value.clean_period:
        yield from _in_clean_years(condition, case, fact, told)
    else:
        sentence = f"{told}（{_circumstances(fact)}），该项条件未定年限和轻重，须由人工认定。"
        proof = "承办机构的书面认定"
        yield found(condition, Outcome.CHECK, "objection", sentence, proof)


def _circumstances(fact: Incident) -> str:
    """When it happened, how grave it is and what was put right, as far as anybody said."""
    weight = {True: "重大", False: "不属重大", None: "未认定"}[fact.major]
    day = fact.occurred_on.isoformat() if fact.occurred_on else "不明"
    return f"发生日期：{day}；等级：{fact.level or weight}；整改：{fact.cured or '未说明'}"


def _in_clean_years(
    condition: Condition, case: Case, fact: Incident, told: str
) -> Iterator[Finding]:
    """A fact counts from the clean years before the reference date to the last day looked at."""
    begins = add_years(case.reference_date, -case.policy.eligibility.clean_years.value)
    period = f"{begins.isoformat()}至{case.until.isoformat()}"
    day, major = fact.occurred_on, fact.is_major(case.policy.hard.major_levels.value)
    if day is None:
        sentence, proof = f"{told}，发生日期不明（看{period}）。", "事故发生日期"
        yield found(condition, Outcome.CHECK, "undated", sentence, proof)
    elif not begins <= day <= case.until:
        sentence = f"{told}，发生于{day.isoformat()}，不在{period}之内。"
        yield found(condition, Outcome.PASS, "outside_period", sentence)
    elif major:
        yield found(condition, Outcome.FAIL, "major", f"{told}，发生于{day.isoformat()}，属重大。")
    else:
        sentence = f"{told}，发生于{day.isoformat()}，{_graded(fact, major=major)}。"
        proof = "主管部门的等级认定"
        yield found(condition, Outcome.CHECK, "level_unclear", sentence, proof)


def _graded(fact: Incident, *, major: bool | None) -> str:
    if major is False:
        return "主管部门认定不属重大" + (f"（等级：{fact.level}）" if fact.level else "")
    if fact.major:
        return "勾选为重大而所述等级不属重大，请核实等级"
    return "是否重大尚未认定"


def _name_of(case: Case, department: str) -> str:
    names = {d.id: d.name.value for d in case.policy.departments}
    return names.get(department, department)
