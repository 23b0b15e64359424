"""What must not be seen is not seen: each test holds the thing that could have leaked."""

from dataclasses import fields

import pytest

from documents.papers.compose import compose
from documents.papers.contexts.vote import ObjectionCase
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.examples.of_vote import public_list
from documents.papers.examples.shared import HEAVY
from documents.papers.masks import mask_identity_numbers, mask_name, mask_phone, mask_public
from documents.papers.render import render_docx
from tests.documents.papers.reading import text_of

IDENTITY = "110101199003070273"
"""A made-up resident identity number whose check digit holds."""


def test_public_paper_masks_identity_numbers_wherever_they_stand() -> None:
    paper = compose("public-list", public_list(name_rule=f"联系人身份证号{IDENTITY}。"))

    text = text_of(render_docx(paper))

    assert IDENTITY not in text
    assert "110101**********73" in text


def test_public_paper_masks_mobile_phones_but_the_one_to_ring_up() -> None:
    paper = compose("public-list", public_list(name_rule="联系人电话13812345678。"))

    text = text_of(render_docx(paper))

    assert "13812345678" not in text
    assert "138****5678" in text
    assert mask_public("请拨13812345678", shown="13812345678") == "请拨13812345678"


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("138-1234-5679", "138******5679"),
        ("+86 13812345670", "+86********5670"),
        ("0771-5551234", "077*****1234"),
        ("077155512345", "077*****2345"),
        ("１３８１２３４５６７９", "１３８****５６７９"),
    ],
)
def test_phones_are_masked_however_they_are_written(written: str, masked: str) -> None:
    paper = compose("public-list", public_list(name_rule=f"请致电{written}。"))

    text = text_of(render_docx(paper))

    assert f"请致电{masked}。" in text


def test_credit_codes_and_hashes_are_no_identity_numbers() -> None:
    text = f"{HEAVY.uscc} 110101199003070270 a{IDENTITY}"

    assert mask_identity_numbers(text) == text


def test_report_on_objections_has_no_place_for_who_objected() -> None:
    names = {field.name for field in fields(ObjectionCase)}

    assert names.isdisjoint({"objector", "contact", "phone", "email"})


def test_ballot_paper_tells_nothing_about_its_owner() -> None:
    text = text_of(render_docx(compose("ballot-paper", EXAMPLES["ballot-paper"])))

    assert "姓名：" not in text
    assert "不按人编号" in text
    assert "编号：" not in text.replace("票叠编号：", "")
    assert "S001" not in text


@pytest.mark.parametrize(
    ("name", "masked"), [("", ""), ("张三", "张*"), ("欧阳小明", "欧**明"), ("李", "李")]
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(("phone", "masked"), [("13812345678", "138****5678"), ("12345", "*****")])
def test_phones_are_masked(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked
