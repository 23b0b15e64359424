"""Every question there is, by its key."""

import pytest
from pydantic import BaseModel

from actions.award.approval import ReplyDetails
from actions.cases.incidents import Triage
from actions.cases.ruling import DETAILS
from actions.deciding.gates import spec_of
from actions.details import Details
from actions.errors import UnknownSubject
from actions.stages import STAGES
from models.edition import EditionState, Phase
from runtime.desk import Desk
from tests.actions import factories as make

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


@pytest.mark.parametrize("stage", list(STAGES))
def test_a_stage_has_its_gate_by_key(desk: Desk, stage: str) -> None:
    make.attempt(desk, stage, phase=Phase.DECIDING)

    spec = spec_of(desk, f"3/{stage}/1/gate")

    assert spec.key == f"3/{stage}/1/gate"
    assert spec.details is STAGES[stage].decision.details


def test_the_setup_is_the_one_of_the_run_that_asks(desk: Desk) -> None:
    edition = desk.edition(3)
    edition.state, edition.setup_run_id = EditionState.PREPARING, "0123456789"
    make.add(desk, edition)

    assert spec_of(desk, "3/edition/01234567/gate").role == "chair"
    with pytest.raises(UnknownSubject):
        spec_of(desk, "3/edition/76543210/gate")


@pytest.mark.parametrize(
    "key",
    [
        "", "gate", "3", "3/gate", "3/intake/1", "3/intake/2/gate", "03/intake/1/gate",
        "3/intake/01/gate", "3/intake/１/gate", "9/intake/1/gate", "3/../1/gate", "3/case/1/gate",
        "3/case/1/check/x/gate", "3/matter/1/gate", "3/recusal/0/gate", "3/recusal/-1/gate",
        "3/reopening/1/gate", "3/report/1/gate", "3/late-permit/1/gate", "3/intake/1/x/gate",
    ],
)  # fmt: skip
def test_what_is_no_question_is_none(desk: Desk, key: str) -> None:
    make.attempt(desk, "intake", phase=Phase.DECIDING)

    with pytest.raises(UnknownSubject):
        spec_of(desk, key)
