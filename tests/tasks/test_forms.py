"""A form that nobody filled in is no answer."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from tasks.forms import GateForm

FILLED = {"审批人": "覃示例", "动态验证码": "123456", "决定": "同意", "意见": "同意。"}


def _forms(form: type[GateForm] = GateForm) -> Iterator[type[GateForm]]:
    yield form
    for narrower in form.__subclasses__():
        yield from _forms(narrower)


@pytest.mark.parametrize("form", list(_forms()), ids=lambda form: form.__name__)
def test_no_field_of_a_gate_has_a_default(form: type[GateForm]) -> None:
    optional = [name for name, field in form.model_fields.items() if not field.is_required()]

    assert optional == []


def test_a_filled_form_is_taken() -> None:
    assert GateForm.model_validate(FILLED).审批人 == "覃示例"


@pytest.mark.parametrize(
    "changed",
    [{"动态验证码": "12345"}, {"动态验证码": "一二三四五六"}, {"决定": "再议"}, {"意见": ""}],
)
def test_what_is_no_code_no_choice_and_no_reason_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match=next(iter(changed))):
        GateForm.model_validate({**FILLED, **changed})
