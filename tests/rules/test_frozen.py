"""Frozen values behave as the dataclasses they are."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from rules.frozen import frozen


@frozen
class Seat:
    """A value with a default."""

    reviewer: str
    place: int = 1


@frozen
class Chair:
    """The same fields, another meaning."""

    reviewer: str
    place: int = 1


@frozen
class Named:
    """A value that says itself how it is printed."""

    reviewer: str

    def __repr__(self) -> str:
        return f"<{self.reviewer}>"


@dataclass(frozen=True)
class Plain:
    """What the standard library would have made."""

    reviewer: str
    place: int = 1


def test_values_are_equal_when_class_and_fields_are() -> None:
    assert Seat("E01") == Seat("E01", 1)
    assert Seat("E01") != Seat("E02")
    assert Seat("E01") != Chair("E01")  # type: ignore[comparison-overlap]
    assert len({Seat("E01"), Seat("E01", 1), Seat("E01", 2)}) == 2


def test_a_value_cannot_be_changed_but_copied() -> None:
    seat = Seat("E01")

    with pytest.raises(FrozenInstanceError):
        seat.place = 2  # type: ignore[misc]

    assert replace(seat, place=2) == Seat("E01", 2)


def test_a_value_prints_as_a_dataclass_unless_it_says_itself() -> None:
    assert repr(Seat("E01")) == repr(Plain("E01")).replace("Plain", "Seat")
    assert repr(Named("E01")) == "<E01>"
