"""The played people wait for a database that is away, as they would before a page that loads."""

import time
from typing import Any

from sqlalchemy import Dialect, Engine, event

_PATIENCE = 120.0  # seconds
_LOOK_SECONDS = 0.3


def wait_for_connections(on: Engine) -> None:
    """From now on a connection is asked for until there is one."""

    def connect(dialect: Dialect, _record: object, arguments: list[Any], named: Any) -> Any:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return dialect.connect(*arguments, **named)
            except dialect.loaded_dbapi.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(_LOOK_SECONDS)

    event.listen(on, "do_connect", connect)
