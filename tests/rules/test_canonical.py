from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction

import pytest
from pydantic import BaseModel, Field

from rules.canonical import NotCanonical, canonical_json, sha256_of


class Colour(StrEnum):
    RED = "red"


class Model(BaseModel):
    pass_: int = Field(alias="pass")
    day: date


@dataclass(frozen=True)
class Value:
    name: str
    parts: tuple[int, ...]


def test_canonical_json_sorts_keys_and_leaves_no_spaces() -> None:
    assert canonical_json({"乙": 1, "甲": [True, None]}) == '{"乙":1,"甲":[true,null]}'


def test_canonical_json_of_equal_mappings_is_equal_whatever_their_order() -> None:
    assert canonical_json({"a": 1, "b": 2}) == canonical_json({"b": 2, "a": 1})


def test_canonical_json_writes_dates_fractions_and_enums_as_text() -> None:
    value = {Colour.RED: Colour.RED, "day": date(2026, 3, 5), "mean": Fraction(1225, 2)}

    assert canonical_json(value) == '{"day":"2026-03-05","mean":"1225/2","red":"red"}'


def test_canonical_json_writes_one_instant_one_way() -> None:
    in_utc = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    here = in_utc.astimezone(timezone(timedelta(hours=8)))

    assert canonical_json(in_utc) == canonical_json(here) == '"2026-03-05T17:00:00+08:00"'


def test_canonical_json_of_models_and_dataclasses_is_that_of_their_fields() -> None:
    model = Model.model_validate({"pass": 1, "day": date(2026, 1, 1)})

    assert canonical_json(model) == '{"day":"2026-01-01","pass":1}'
    assert canonical_json(Value("甲", (1, 2))) == '{"name":"甲","parts":[1,2]}'


@pytest.mark.parametrize(
    "value",
    [0.5, {1, 2}, {1: "a"}, datetime(2026, 3, 5, 9, 0), object(), Value],  # noqa: DTZ001
)
def test_canonical_json_refuses_what_has_no_single_text(value: object) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical_json(value)

    assert "留痕记录" in refused.value.sentence
    assert refused.value.code == "not_canonical"


def test_sha256_of_is_the_hash_of_the_text() -> None:
    assert sha256_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
