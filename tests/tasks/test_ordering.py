"""What an action must be told, from the function that does it."""

import pytest

from actions.details import DetailsRefused
from flows.every_action import ACTIONS, form_of_action


def test_what_is_ordered_is_checked_before_it_is_placed() -> None:
    told = {"届次": 3, "阶段": "conferral", "新截止时间": "2026-05-01T17:30:00", "理由": "节假日"}

    with pytest.raises(DetailsRefused) as refused:
        ACTIONS["move-deadline"].checked({**told, "经办人": "别人"})

    assert set(refused.value.fields) == {"阶段", "经办人"}
    checked = ACTIONS["move-deadline"].checked({**told, "阶段": "intake"})
    assert checked["新截止时间"] == "2026-05-01T17:30:00+08:00"


@pytest.mark.parametrize("name", list(ACTIONS))
def test_every_field_of_an_action_is_explained_and_none_asks_who_acts(name: str) -> None:
    form = form_of_action(name)

    fields = form["properties"]
    assert isinstance(fields, dict)
    assert not {"经办人", "提出人"} & set(fields)
    assert {field for field, told in fields.items() if not told.get("description")} == set()
    assert form["description"]
