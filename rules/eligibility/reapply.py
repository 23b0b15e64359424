"""Years to wait after a prize (article 13(8)); lower prizes count only where a city says so."""

from collections.abc import Iterator
from datetime import date, timedelta

from rules.calendar import add_years
from rules.eligibility.facts import Case, PastPrize, found, passed
from rules.findings import Finding, Outcome
from rules.names import same_organisation
from rules.policy.entry import Condition
from rules.uscc import normalise_uscc


def findings(condition: Condition, case: Case) -> Iterator[Finding]:
    """What earlier prizes mean; a revoked prize does not count (the ban governs then)."""
    own = [past for past in case.history if _is_own(past, case)]
    open_points = [
        f for past in own if _blocks(past, case) for f in _waiting(past, condition, case)
    ]
    open_points += _namesakes(condition, case)
    if not open_points:
        yield passed(condition, "没有仍在间隔期内的获奖记录。")
    yield from open_points
    yield from (_exempt(past, condition) for past in own if not _blocks(past, case))


def _is_own(past: PastPrize, case: Case) -> bool:
    same = normalise_uscc(past.uscc) == normalise_uscc(case.application.uscc)
    return same and not past.revoked


def _blocks(past: PastPrize, case: Case) -> bool:
    """Whether it makes its winner wait; the highest prize always does."""
    lower_ones = case.policy.eligibility.nomination_blocks.value
    return _is_highest(past, case) or lower_ones


def _is_highest(past: PastPrize, case: Case) -> bool:
    return past.prize == case.policy.prizes[0].id


def _years(past: PastPrize, case: Case) -> int:
    """How many years that prize makes its winner wait."""
    own = 0 if _is_highest(past, case) else case.policy.hard.nominee_wait_years.value
    return own or case.policy.eligibility.reapply_years.value


def _exempt(past: PastPrize, condition: Condition) -> Finding:
    sentence = (
        f"曾于{past.decided_on.isoformat()}获得不计间隔的奖项，可以申报；再次获同一奖项时请留意。"
    )
    return found(condition, Outcome.PASS, "nominated_before", sentence)


def _waiting(past: PastPrize, condition: Condition, case: Case) -> Iterator[Finding]:
    match case.policy.eligibility.reapply_count_by.value:
        case "award_year":
            yield from _by_year(past, condition, case)
        case "edition":
            yield from _by_edition(past, condition, case)
        case _:
            yield from _by_date(past, condition, case)


def _by_date(past: PastPrize, condition: Condition, case: Case) -> Iterator[Finding]:
    rules = case.policy.eligibility
    years, margin = _years(past, case), timedelta(days=rules.window_days.value)
    reached = add_years(past.decided_on, years)
    if not case.policy.hard.reapply_inclusive.value:
        reached += timedelta(days=1)
    sentence = f"{_told(past.decided_on)}，至{reached.isoformat()}满{years}年，基准日为{{}}。"
    sentence = sentence.format(case.reference_date.isoformat())
    if abs(case.reference_date - reached) <= margin:
        settled_by = "表彰决定的成文日期和承办机构的书面认定"
        yield found(condition, Outcome.CHECK, "near_boundary", sentence, settled_by)
    elif case.reference_date < reached:
        yield found(condition, Outcome.FAIL, "too_soon", sentence)


def _by_year(past: PastPrize, condition: Condition, case: Case) -> Iterator[Finding]:
    years = _years(past, case)
    year = past.award_year or past.decided_on.year
    if case.reference_date.year - year < years:
        sentence = f"{year}年度获奖，按获奖年度计算至{year + years}年才满{years}年。"
        yield found(condition, Outcome.FAIL, "too_soon", sentence)


def _by_edition(past: PastPrize, condition: Condition, case: Case) -> Iterator[Finding]:
    if past.edition is None or case.edition is None:
        sentence = f"{_told(past.decided_on)}，届次不明，不能按届次计算间隔。"
        yield found(condition, Outcome.CHECK, "edition_unknown", sentence, "表彰决定")
        return
    years = _years(past, case)
    passed_years = (case.edition - past.edition) * case.policy.cycle.every_years.value
    if passed_years < years:
        sentence = f"第{past.edition}届获奖，按届次计算仅间隔{passed_years}年，不满{years}年。"
        yield found(condition, Outcome.FAIL, "too_soon", sentence)


def _told(decided_on: date) -> str:
    return f"曾于{decided_on.isoformat()}获奖"


def _namesakes(condition: Condition, case: Case) -> list[Finding]:
    """A winner of the same name under another code: a human says whether it is the same one."""
    names = (case.application.name, *case.application.former_names)
    others = (p for p in case.history if _blocks(p, case) and not p.revoked and p.name)
    return [
        found(
            condition,
            Outcome.CHECK,
            "same_name",
            f"“{past.name}”（{past.uscc}）曾于{past.decided_on.isoformat()}获奖，名称相同而代码不同。",
            "工商变更登记材料",
        )
        for past in others
        if not _is_own(past, case) and any(same_organisation(name, past.name) for name in names)
    ]
