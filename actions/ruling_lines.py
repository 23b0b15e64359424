"""Rulings and nominations written into a gate's text field, by subject."""

from actions.errors import ActionRefused
from actions.rulings import lines_of


def rulings(text: str, field: str, choices: frozenset[str]) -> dict[str, tuple[str, str]]:
    """Subject → (choice, reason) of lines such as ``S003 合格 理由``.

    Raises:
        ActionRefused: a line without a reason, with another choice, or a subject named twice.
    """
    form = f"编号 {'|'.join(sorted(choices))} 理由"
    found: dict[str, tuple[str, str]] = {}
    for subject, choice, reason in lines_of(field, text, 3, form):
        if choice not in choices:
            raise ActionRefused(f"“{field}”中{subject}的“{choice}”无法识别，每行须写成：{form}。")
        _once(subject, found, field)
        found[subject] = (choice, reason)
    return found


def pairs(text: str, field: str, form: str) -> dict[str, str]:
    """First → second of lines such as ``1 E07``.

    Raises:
        ActionRefused: a line that has not two parts, or a first part named twice.
    """
    found: dict[str, str] = {}
    for subject, value in lines_of(field, text, 2, form):
        _once(subject, found, field)
        found[subject] = value
    return found


def _once(subject: str, found: dict[str, str] | dict[str, tuple[str, str]], field: str) -> None:
    if subject in found:
        raise ActionRefused(f"“{field}”中对{subject}写了不止一行，请只留一行。")
