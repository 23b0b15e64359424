import pytest

from actions.people import codes
from runtime.desk import Desk

ADDRESS = "s001@applicant.example"


def test_digits_are_known_by_a_keyed_hash_alone(desk: Desk) -> None:
    code = codes.ask(desk, ADDRESS, "browser")

    assert code is not None
    assert len(code) == 6
    codes.spend(desk, ADDRESS, code)
    with pytest.raises(codes.CodeRefused):
        codes.spend(desk, ADDRESS, code)


def test_digits_of_one_address_open_no_other(desk: Desk) -> None:
    code = codes.ask(desk, ADDRESS, "browser")

    with pytest.raises(codes.CodeRefused):
        codes.spend(desk, "other@applicant.example", code or "")


def test_an_address_is_not_flooded_with_letters(desk: Desk) -> None:
    asked = [codes.ask(desk, ADDRESS, "browser") for _ in range(7)]

    assert [one is None for one in asked] == [False] * 6 + [True]


def test_the_browser_that_asked_need_not_name_the_address(desk: Desk) -> None:
    codes.ask(desk, ADDRESS, "browser")

    assert codes.address_of(desk, "browser") == ADDRESS
    assert codes.address_of(desk, "another") == ""
