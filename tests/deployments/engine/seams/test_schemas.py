"""A schema that was found good is good without a second look, and nothing else is."""

import pytest
from prefect.utilities.schema_tools import validation
from prefect.utilities.schema_tools.validation import is_valid_schema, validate

from deployments.engine.seams.schemas import remember_valid_schemas

GOOD = {"type": "object", "properties": {"env": {"type": "object"}}}


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    own = validation._VALIDATOR.check_schema
    monkeypatch.setattr(validation._VALIDATOR, "check_schema", own)  # put back afterwards
    remember_valid_schemas()


@pytest.mark.usefixtures("remembering")
def test_a_bad_schema_is_refused_however_often_it_comes() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="Invalid schema"):
            is_valid_schema({"type": "nothing"})


@pytest.mark.usefixtures("remembering")
def test_values_are_still_held_against_a_schema_that_was_seen() -> None:
    for _ in range(2):
        is_valid_schema(GOOD)
        assert validate({"env": {}}, GOOD) == []
        assert validate({"env": "no"}, GOOD) != []


@pytest.mark.usefixtures("remembering")
def test_a_good_schema_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(validation._VALIDATOR, "check_schema", lambda one, **_: seen.append(one))
    remember_valid_schemas()

    for _ in range(3):
        is_valid_schema(GOOD, preprocess=False)

    assert seen == [GOOD]
