"""What a decision settles is read field by field; what is wrong is told by its path."""

from typing import Literal

import pytest
from pydantic import Field

from actions.details import Details, DetailsRefused, Reason, by_subject, plain_details, read_details
from actions.errors import ActionRefused


class Row(Details):
    ref: str = Field(title="受理编号")
    verdict: Literal["合格", "不合格"] = Field(title="裁定")
    reason: Reason


class Verdicts(Details):
    rows: tuple[Row, ...] = Field((), title="裁定")


GOOD = {"ref": "S001", "verdict": "合格", "reason": " 经核对无误 "}


def test_what_is_filled_in_right_is_kept_as_plain_json() -> None:
    read = read_details(Verdicts, {"rows": [GOOD]})

    assert plain_details(read) == {"rows": [{**GOOD, "reason": "经核对无误"}]}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"extra": 1}, {"extra": "没有“extra”这一栏，请去掉。"}),
        (
            {"rows": [GOOD, {"ref": "S002", "verdict": "大概", "reason": ""}]},
            {
                "rows.1.verdict": "第2行“裁定”填写的内容不能识别，请按说明填写。",
                "rows.1.reason": "第2行“理由”没有填写，请补填。",
            },
        ),
        ({"rows": [{"ref": "S001"}]}, {
            "rows.0.verdict": "第1行“裁定”没有填写，请补填。",
            "rows.0.reason": "第1行“理由”没有填写，请补填。",
        }),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_sentence_at_its_field(
    given: dict[str, object], fields: dict[str, str]
) -> None:
    with pytest.raises(DetailsRefused) as refused:
        read_details(Verdicts, given)

    assert refused.value.fields == fields


def test_two_rows_about_the_same_are_refused() -> None:
    rows = read_details(Verdicts, {"rows": [GOOD, GOOD]}).rows

    with pytest.raises(ActionRefused, match="申报单位S001填了不止一行"):
        by_subject(rows, lambda one: one.ref, "申报单位")
