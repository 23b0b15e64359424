import pytest

from actions.handed_in.blanks import BLANKS, blank_form
from documents.forms.kinds import kind_of
from runtime.desk import Desk


@pytest.mark.parametrize("kind", BLANKS)
def test_a_blank_form_is_of_the_kind_that_it_says(desk: Desk, kind: str) -> None:
    name, data = blank_form(desk, 3, kind)

    assert kind_of(data, name) == kind
