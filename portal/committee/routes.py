"""The pages of the committee and of the observer, each with its row of the table."""

from portal.committee import member, observer
from portal.routing import page

_GET = ("GET",)

ROUTES = (
    page("/committee", member.seats, "committee", methods=_GET),
    page("/committee/{edition:int}/opinions", member.opinions, "committee.opinion"),
    page("/observe", observer.editions, "observe", methods=_GET),
    page("/observe/{edition:int}", observer.watch, "observe"),
)
