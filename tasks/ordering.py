"""The office's actions: what each asks for, and how its run gets it, from an order alone.

Whoever reaches Prefect can start a run with anything in it. So a run of an action has one
parameter, the id of an order in our database, and refuses without one that is good for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, get_origin, get_type_hints

from prefect.runtime import flow_run as this_run
from prefect.utilities.callables import parameter_schema
from pydantic import BaseModel, create_model

from actions import orders
from actions.details import Details, plain_details, read_details
from runtime.desk import open_desk
from runtime.prefect_api import is_scheduled
from tasks.course import start_order

FROM_ORDER = "who placed the order"
Actor = Annotated[str, FROM_ORDER]
"""Whoever placed the order; nobody fills it in."""

REHEARSAL, REHEARSED = "仅预演", "预演"
"""The parameter of an action that only says what it would do, and how its run ends."""


@dataclass(frozen=True)
class Action:
    """Something the office does: ``work`` says with its signature what it must be told."""

    name: str
    run_name: str
    work: Callable[..., Any]
    has_schedule: bool = field(default=False)

    @property
    def entrypoint(self) -> str:
        """``flows/<file>.py:<function>``."""
        return f"flows/{Path(self.work.__code__.co_filename).name}:{self.work.__name__}"

    @cached_property
    def actor(self) -> str:
        """The parameter that is whoever placed the order, "" when there is none."""
        hints = get_type_hints(self.work, include_extras=True)
        return next((name for name, hint in hints.items() if _is_actor(hint)), "")

    @cached_property
    def model(self) -> type[Details]:
        """Everything but the actor, as a model."""
        hints = get_type_hints(self.work, include_extras=True)
        fields = {
            name: (hints[name], ... if one.default is Parameter.empty else one.default)
            for name, one in signature(self.work).parameters.items()
            if name != self.actor
        }
        made: type[Details] = create_model(self.name, __base__=Details, **fields)  # type: ignore[call-overload]
        return made

    @property
    def form(self) -> dict[str, Any]:
        """The JSON schema of what must be told, each field with its explanation."""
        schema: dict[str, Any] = parameter_schema(self.work).model_dump_for_openapi()
        schema["properties"].pop(self.actor, None)
        schema["required"] = [one for one in schema.get("required", ()) if one != self.actor]
        schema["description"] = (self.work.__doc__ or "").partition("\n\n")[0]
        return schema

    def checked(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments in plain JSON.

        Raises:
            DetailsRefused: each wrong field has a sentence.
        """
        return plain_details(read_details(self.model, arguments))

    def named(self, arguments: Mapping[str, Any]) -> str:
        """The name of the run, which says so when it is a rehearsal."""
        defaults = {n: one.get_default() for n, one in self.model.model_fields.items()}
        told = self.run_name.format(**{**defaults, **arguments})
        is_rehearsal = REHEARSAL in defaults and {**defaults, **arguments}[REHEARSAL]
        return f"{told}（{REHEARSED}）" if is_rehearsal else told


ACTIONS: dict[str, Action] = {}
"""By name; complete once ``flows.every_action`` is imported."""


def order(
    name: str,
    arguments: Mapping[str, Any],
    *,
    actor: str,
    proof: Mapping[str, Any] | None = None,
    key: str = "",
) -> str:
    """Place an order and start its run; gives the run's id. With a ``key`` it is done once.

    Raises:
        DetailsRefused: fields of the action are not filled in right.
    """
    action = ACTIONS[name]
    checked = action.checked(arguments)
    with open_desk() as desk:
        order_id = orders.place(
            desk, name, checked, actor=actor, proof=proof, run_name=action.named(checked), key=key
        )
    return start_order(order_id)


def given_by_order(action: Action, order_id: str) -> dict[str, Any]:
    """What the order of this run tells it; nothing where its schedule has started it.

    Raises:
        OrderRefused: there is no order that is good for this run.
    """
    if not order_id and action.has_schedule and is_scheduled():
        return {}
    with open_desk() as desk:
        row = orders.spend(desk, order_id, action.name, str(this_run.id))
        read: BaseModel = read_details(action.model, row.arguments)
        given = {name: getattr(read, name) for name in type(read).model_fields}
        return {**given, **({action.actor: row.actor} if action.actor else {})}


def _is_actor(hint: Any) -> bool:
    return get_origin(hint) is Annotated and FROM_ORDER in hint.__metadata__
