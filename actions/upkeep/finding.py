"""What a check of the installation found, in sentences for the person who looks after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Problem:
    """``say`` is what is wrong, ``do`` what to do about it: a Chinese sentence each."""

    say: str
    do: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One check.

    ``name`` is for programs, ``title`` for people. ``since`` is the moment the check is about: the
    last run of the clock, the oldest letter that waits. ``said`` is what there is to say when
    nothing is wrong.
    """

    name: str
    title: str
    problems: tuple[Problem, ...] = ()
    since: datetime | None = None
    said: str = "正常。"

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def say(self) -> str:
        return "".join(one.say for one in self.problems) or self.said

    @property
    def do(self) -> str:
        return "".join(_once(one.do for one in self.problems))


def _once(sentences: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(sentences)
