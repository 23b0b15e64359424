from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle
from stdnum.exceptions import ValidationError

from rules.uscc import ALPHABET, check_character, check_uscc

GOOD = (
    "91450700MA5XAAAA0W",
    "91450702MA5XAAAA1W",
    "91450703MA5XAAAA2E",
    "91450721MA5XAAAA3K",
    "91450722MA5XAAAA45",
    "12450700MA5XAAAA5H",
    "52450700MA5XAAAA6G",
    "93450721MA5XAAAA7R",
    "92450702MA5XAAAA8F",
    "91440300MA5XAAAA90",
)
RURAL_COLLECTIVE = "N2450702MF00000014"


@pytest.mark.parametrize("code", [*GOOD, RURAL_COLLECTIVE])
def test_a_code_with_the_right_check_character_is_valid(code: str) -> None:
    report = check_uscc(code)

    assert (report.valid, report.problems, report.code) == (True, (), code)


def test_a_rural_collective_is_valid_although_its_code_begins_with_a_letter() -> None:
    with pytest.raises(ValidationError):
        oracle.validate(RURAL_COLLECTIVE)

    assert check_uscc(RURAL_COLLECTIVE).valid


def test_only_92_is_a_sole_trader() -> None:
    assert [code for code in GOOD if check_uscc(code).is_sole_trader] == ["92450702MA5XAAAA8F"]


def test_the_region_is_that_of_the_first_registering_authority() -> None:
    assert check_uscc("91450721MA5XAAAA3K").region == "450721"
    assert check_uscc("91440300MA5XAAAA90").region == "440300"


def test_spaces_lower_case_and_full_width_are_forgiven() -> None:
    assert check_uscc(" 91450700 ma5xaaaa０w ").code == "91450700MA5XAAAA0W"


def test_a_wrong_check_character_is_named_with_the_right_one() -> None:
    report = check_uscc("91450700MA5XAAAA0X")

    assert report.problems == ("校验位应为“W”，现为“X”，请核对营业执照。",)
    assert (report.valid, report.region, report.is_sole_trader) == (False, "", False)


def test_a_wrong_length_is_the_only_problem_named() -> None:
    assert check_uscc("9145070").problems == ("统一社会信用代码应为18位，现为7位。",)


def test_letters_that_never_occur_are_named() -> None:
    report = check_uscc("91450700MA5XAAOI0W")

    assert report.problems == ("统一社会信用代码含有不会出现的字符：I、O。",)


def test_a_foreign_authority_and_a_region_of_letters_are_named_together() -> None:
    body = "01A50700MA5XAAAA0"
    report = check_uscc(body + check_character(body))

    assert report.problems == (
        "第1位“0”不是登记管理部门代码。",
        "第3至8位“A50700”应为行政区划数字。",
    )


def test_the_old_inner_check_character_is_a_warning_only() -> None:
    warned = check_uscc("91450700MA5XAAAA0W")

    assert warned.valid
    assert warned.warnings == ("主体标识码校验位通常为“3”，现为“0”，请对照营业执照核实。",)
    assert check_uscc("91450721MA5XAAAA3K").warnings == ()


@given(st.text("0123456789", min_size=7, max_size=7), st.text(ALPHABET, min_size=8, max_size=8))
def test_stdnum_agrees_on_every_code_with_a_digit_in_front(front: str, body: str) -> None:
    first_17 = "9" + front + body + "0"

    for last in ALPHABET:
        assert check_uscc(first_17 + last).valid == oracle.is_valid(first_17 + last)


@given(st.sampled_from(GOOD), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_no_single_mistyped_character_goes_unnoticed(code: str, place: int, other: str) -> None:
    mistyped = code[:place] + other + code[place + 1 :]

    assert check_uscc(mistyped).valid == (mistyped == code)


def test_every_alphabet_character_can_be_a_check_character() -> None:
    bodies = ("91450700" + "".join(pair) + "0000000" for pair in product(ALPHABET, repeat=2))

    assert {check_character(body) for body in bodies} == set(ALPHABET)
