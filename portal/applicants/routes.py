"""The pages of applicants, each with its row of the table."""

from portal.applicants import handing_in, own, registering
from portal.routing import page

_GET = ("GET",)

ROUTES = (
    page("/apply", own.show_own, "apply"),
    page("/apply/register", registering.register_organisation, "register"),
    page("/apply/form/{edition:int}", registering.blank, "register", methods=_GET),
    page("/apply/{edition:int}/hand-in", handing_in.hand_in_package, "apply"),
    page("/apply/{edition:int}/{ref}", own.show_application, "apply"),
    page("/apply/{edition:int}/{ref}/file/{file:int}", own.file, "apply", methods=_GET),
)
