"""Everything below /prefect, whatever the method: what is not on the list is refused in words."""

from portal.prefect.passing import pass_on
from portal.routing import streamed

ROUTES = (
    streamed("/prefect", pass_on, "prefect"),
    streamed("/prefect/{rest:path}", pass_on, "prefect"),
)
