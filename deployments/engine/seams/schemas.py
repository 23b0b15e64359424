"""Prefect's server holds a schema against the rules for schemas once, and not at each run.

With each new run it checks the one of the work pool's variables again, twice, which took longer
than all else it does for it. Prefect has no setting for it.
"""

import json
from functools import lru_cache
from typing import Any

from prefect.utilities.schema_tools import validation

_SCHEMAS = 64


def remember_valid_schemas() -> None:
    """The validator class that Prefect uses finds the same schema valid without a second look."""
    validator = validation._VALIDATOR  # noqa: SLF001
    check = validator.check_schema

    @lru_cache(maxsize=_SCHEMAS)  # an error is not kept
    def look(text: str, *args: Any, **options: Any) -> None:
        check(json.loads(text), *args, **options)

    def check_schema(schema: Any, *args: Any, **options: Any) -> None:
        look(json.dumps(schema, sort_keys=True), *args, **options)

    validator.check_schema = check_schema
