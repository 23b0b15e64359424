"""The first page, and the one that says what becomes of personal data."""

from starlette.responses import Response

from portal.looks import show
from portal.visit import Visit
from rules.policy import read_pack
from runtime.packs import pack_folder
from runtime.settings import settings


def front(visit: Visit) -> Response:
    folder = pack_folder(settings().pack)
    assert folder is not None, "the start has looked for the pack"
    policy = read_pack(folder)
    return show(
        visit, "front.html", award=policy.meta.award_name.value, office=policy.bodies.office.value
    )


def privacy(visit: Visit) -> Response:
    return show(visit, "privacy.html")
