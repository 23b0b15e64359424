"""The parameters of a deployment in Prefect's UI, for administrators: each named and explained.

What the office is asked for stands on its own pages (`tasks.ordering`), not here.
"""

from typing import Any

from prefect import Flow
from prefect.utilities.callables import parameter_schema

_FILLED_IN_BY_THE_SYSTEM = {
    "edition": ("届次", "第几届；由系统填写"),
    "attempt": ("次数", "本阶段第几次进行；由系统填写"),
    "case": ("案件", "案件的序号；由系统填写"),
    "report": ("通报", "通报的序号；由系统填写"),
    "命令": ("命令", "由办公室的页面下达，不能手工填写"),
}


def form_of(flow: Flow[..., object]) -> dict[str, Any]:
    """The schema of a flow's parameters."""
    schema: dict[str, Any] = parameter_schema(flow).model_dump_for_openapi()
    for name, field in schema["properties"].items():
        if name in _FILLED_IN_BY_THE_SYSTEM:
            field["title"], field["description"] = _FILLED_IN_BY_THE_SYSTEM[name]
    return schema
