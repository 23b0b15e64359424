"""A city's own computed conditions: membership of a named list, a figure of a certain size."""

from rules.eligibility.facts import Case, found, passed
from rules.findings import Finding, Outcome
from rules.policy.entry import Condition


def on_list(condition: Condition, case: Case) -> Finding:
    """Whether the applicant is on the list the condition names (a nursery pool, say)."""
    name = condition.params.value.name
    if name in case.application.listings:
        return passed(condition, f"已列入{name}。")
    if name in case.application.unknown_lists:
        sentence = f"尚未取得{name}，不能核对。"
        return found(condition, Outcome.CHECK, "list_unknown", sentence, name)
    return found(condition, Outcome.FAIL, "not_listed", f"未列入{name}。")


def at_least(condition: Condition, case: Case) -> Finding:
    """Whether the reported figure reaches the floor, in the figure's own unit."""
    params = condition.params.value
    figure, floor = case.application.figures.get(params.name), params.at_least or 0
    if figure is None:
        sentence = f"尚未填报{params.name}。"
        return found(condition, Outcome.EVIDENCE, "figure_unknown", sentence, f"{params.name}证明")
    if figure < floor:
        sentence = f"{params.name}为{figure}，低于{floor}。"
        return found(condition, Outcome.FAIL, "figure_low", sentence)
    return passed(condition, f"{params.name}达到{floor}。")
