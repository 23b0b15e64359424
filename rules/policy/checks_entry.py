"""What has to fit together at the entrance: every condition has somebody who settles it."""

from collections.abc import Iterator

from rules.policy.draft import Complaint, Draft


def conditions(draft: Draft) -> Iterator[Complaint]:
    """Every condition has somebody who settles it, and nobody is asked about an unknown one."""
    kinds = {
        item.plain("id"): item.value("kind", str) for item in draft.each("eligibility.conditions")
    }
    asked = tuple(_asked(draft))
    for key, own, kind in asked:
        if own not in kinds:
            yield key, f"没有编号为 {own} 的申报条件，请核对 eligibility.conditions。"
        elif kinds[own] != kind:
            yield key, f"条件 {own} 的审查方式不是 {kind}，请改其 kind 或从这里删去。"
    covered = {(own, kind) for _, own, kind in asked}
    for own, found in kinds.items():
        if found in _ASKED_KINDS and (own, found) not in covered:
            sentence = (
                f"审查方式为 {found}，却没有人核查它，请在 departments 或 verification 里列入。"
            )
            yield f"eligibility.conditions.{own}", sentence


_ASKED_KINDS = ("verification", "department_check")


def _asked(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Who is asked about what: the key that says so, the condition, the kind it must have."""
    for own in draft.texts("verification.conditions"):
        yield "verification.conditions", own, "verification"
    for item in draft.each("departments"):
        for own in item.texts("conditions"):
            yield f"{item.key}.conditions", own, "department_check"


def condition_params(draft: Draft) -> Iterator[Complaint]:
    """An automatic condition says what is computed."""
    for item in draft.each("eligibility.conditions"):
        params = Draft(item.value("params", dict) or {})
        check = params.plain("check")
        if item.value("kind", str) == "auto" and not check:
            yield f"{item.key}.params", "系统核对的条件须写明 check。"
        if check in ("listed", "minimum") and not params.plain("name"):
            yield f"{item.key}.params", f"check 为 {check} 时须写明 name。"
        if check == "minimum" and params.number("at_least") is None:
            yield f"{item.key}.params", "check 为 minimum 时须写明 at_least。"


def fixed_date(draft: Draft) -> Iterator[Complaint]:
    """A fixed reference date is named where the policy counts from one."""
    is_fixed = draft.value("eligibility.reference_date", str) == "fixed_date"
    if is_fixed and not draft.value("hard_cases.fixed_reference_date", str):
        yield "hard_cases.fixed_reference_date", "资格基准日为固定日期时须写明是哪一天。"


def last_withdrawal(draft: Draft) -> Iterator[Complaint]:
    """The last moment for withdrawing is a stage of this policy."""
    stage, order = draft.value("hard_cases.withdraw_until", str), draft.texts("stages.order")
    if stage is not None and stage not in order:
        yield "hard_cases.withdraw_until", f"没有名为 {stage} 的阶段，请填 stages.order 里的一个。"
