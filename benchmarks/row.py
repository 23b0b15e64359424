"""One measured figure, beside a peer's where there is one, and the target it must meet."""

import operator
from collections.abc import Callable
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure in ``unit``; ``target`` is about the ratio to ``reference``, else about ``ours``.

    A target is a comparison and a bound: ``"<= 1/12"``, ``"< 10"``. What could not be measured has
    no figure, and ``skipped`` says why.
    """

    name: str
    unit: str
    ours: float | None = None
    reference: float | None = None
    against: str = ""
    target: str = ""
    skipped: str = ""

    @property
    def ratio(self) -> float | None:
        if self.ours is None or not self.reference:
            return None
        return self.ours / self.reference

    @property
    def ok(self) -> bool | None:
        """Is the target met? None without a target, or without the figures to judge it by."""
        measured = self.ratio if self.against else self.ours
        if not self.target or measured is None:
            return None
        sign, bound = self.target.split()
        return _COMPARE[sign](measured, float(Fraction(bound)))

    def as_json(self) -> dict[str, Any]:
        """The row as ``var/bench/summary.json`` has it; an unmeasured one without figures."""
        facts = {**asdict(self), "ratio": self.ratio, "ok": self.ok}
        return {name: value for name, value in facts.items() if value not in {None, ""}}
