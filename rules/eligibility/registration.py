"""Registered here, a legal person, and in business long enough (article 13(1))."""

from collections.abc import Iterator

from rules.calendar import add_years
from rules.eligibility.facts import Case, found, passed
from rules.findings import Finding, Outcome
from rules.policy.entry import Condition
from rules.policy.words import shown
from rules.uscc import check_uscc

_LICENCE = "营业执照或法人登记证书副本"


def findings(condition: Condition, case: Case) -> Iterator[Finding]:
    """What is wrong or missing, or that all is well; then remarks."""
    open_points = (
        *_code(condition, case),
        *_legal_person(condition, case),
        *_region(condition, case),
        *_operation(condition, case),
    )
    if not open_points:
        yield passed(condition, "法人资格、登记注册地和经营年限符合要求。")
    yield from open_points
    yield from _remarks(condition, case)


def _code(condition: Condition, case: Case) -> Iterator[Finding]:
    report = check_uscc(case.application.uscc)
    if not report.valid:
        sentence = "".join(report.problems)
        yield found(condition, Outcome.EVIDENCE, "uscc_invalid", sentence, _LICENCE)


def _legal_person(condition: Condition, case: Case) -> Iterator[Finding]:
    """Decided by the declared form and the licence; of the code only 92 tells anything."""
    facts, accepted = case.application, case.policy.eligibility.legal_forms.value
    form = "sole_trader" if check_uscc(facts.uscc).is_sole_trader else facts.legal_form
    if form in accepted and (facts.legal_person is not False or form in _WITHOUT_PERSON):
        return
    if form or facts.legal_person is False:
        kind = shown(form) if form and form not in accepted else "不具有法人资格的组织"
        code = form if form in _WITHOUT_PERSON else "not_legal_person"
        yield found(condition, Outcome.FAIL, code, f"{kind}不在可申报的组织类型之内。")
    elif facts.legal_person is None:
        sentence = "尚未说明组织类型，不能认定法人资格。"
        yield found(condition, Outcome.EVIDENCE, "legal_person_unknown", sentence, _LICENCE)


_WITHOUT_PERSON = frozenset({"sole_trader", "partnership", "branch"})


def _region(condition: Condition, case: Case) -> Iterator[Finding]:
    """Decided by the licence: the digits in the code survive a move."""
    facts, city = case.application, case.policy.meta.city.value
    if not facts.registered_region:
        sentence = "尚未填写登记注册地的行政区划。"
        yield found(condition, Outcome.EVIDENCE, "region_unknown", sentence, _LICENCE)
    elif not _inside(facts.registered_region, case):
        sentence = f"登记注册地（{facts.registered_region}）不在{city}行政区域。"
        yield found(condition, Outcome.FAIL, "region_elsewhere", sentence)
    elif facts.moved_in_on and facts.moved_in_on > case.reference_date:
        sentence = f"基准日{case.reference_date.isoformat()}时尚未在{city}登记注册。"
        yield found(condition, Outcome.FAIL, "region_elsewhere", sentence)
    else:
        yield from _years_in_city(condition, case)


def _years_in_city(condition: Condition, case: Case) -> Iterator[Finding]:
    """Where a city asks for years in the city itself; whoever never moved counts from the start."""
    facts, years = case.application, case.policy.hard.years_in_city.value
    since = facts.moved_in_on or facts.established_on
    if since and case.reference_date < add_years(since, years):
        sentence = (
            f"自{since.isoformat()}起在{case.policy.meta.city.value}登记注册，"
            f"至基准日{case.reference_date.isoformat()}不满{years}年。"
        )
        yield found(condition, Outcome.FAIL, "new_in_city", sentence)


def _inside(region: str, case: Case) -> bool:
    return region.startswith(case.policy.eligibility.regions.value)


def _operation(condition: Condition, case: Case) -> Iterator[Finding]:
    facts, years = case.application, case.policy.eligibility.min_operation_years.value
    if facts.established_on is None:
        sentence = "尚未填写成立日期，不能计算经营年限。"
        yield found(condition, Outcome.EVIDENCE, "established_unknown", sentence, _LICENCE)
        return
    reached = add_years(facts.established_on, years)
    if case.reference_date < reached:
        sentence = (
            f"成立于{facts.established_on.isoformat()}，至{reached.isoformat()}才满{years}年，"
            f"基准日为{case.reference_date.isoformat()}。"
        )
        yield found(condition, Outcome.FAIL, "too_young", sentence)
    elif facts.interrupted:
        sentence = f"申报材料显示经营曾经中断，须认定是否从事合法经营{years}年以上。"
        proof = "历年纳税或社会保险缴费记录"
        yield found(condition, Outcome.CHECK, "interrupted", sentence, proof)


def _remarks(condition: Condition, case: Case) -> Iterator[Finding]:
    """Worth reading, without effect: a move, digits that name another registering authority."""
    facts, report = case.application, check_uscc(case.application.uscc)
    if (
        report.region
        and _inside(facts.registered_region, case)
        and not _inside(report.region, case)
    ):
        sentence = f"信用代码中的登记机关区划为{report.region}，与登记注册地不同，请对照营业执照。"
        yield found(condition, Outcome.PASS, "code_region", sentence)
    years = case.policy.eligibility.min_operation_years.value
    moved = facts.moved_in_on
    if moved and moved <= case.reference_date < add_years(moved, years):
        sentence = f"{moved.isoformat()}迁入，经营年限自成立之日起算，请留意。"
        yield found(condition, Outcome.PASS, "moved_in", sentence)
    for warning in report.warnings:
        yield found(condition, Outcome.PASS, "uscc_inner", warning)
