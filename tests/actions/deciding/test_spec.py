"""What a gate settles is explained field by field."""

import pytest
from pydantic import BaseModel

from actions.award.approval import ReplyDetails
from actions.cases.incidents import Triage
from actions.cases.ruling import DETAILS
from actions.details import Details
from actions.stages import STAGES

STAGE_MODELS = [stage.decision.details for stage in STAGES.values()]
MODELS: list[type[Details]] = [*STAGE_MODELS, *DETAILS.values(), Triage, ReplyDetails]


def _fields(model: type[BaseModel]) -> list[tuple[str, str | None, str | None]]:
    """Name, title and description of each field, of rows too, as the schema tells them."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return [
        (name, field.get("title"), field.get("description"))
        for part in parts
        for name, field in part.get("properties", {}).items()
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_a_decision_has_a_chinese_title_and_a_sentence(
    model: type[Details],
) -> None:
    for name, title, description in _fields(model):
        assert title, name
        assert not title.isascii(), title
        assert description, name
