"""The pages of reviewers and panel leaders, each with its row of the table."""

from portal.reviewers import panel, seats, sheet
from portal.routing import page

_GET = ("GET",)

ROUTES = (
    page("/review", seats.my_reviews, "review", methods=_GET),
    page("/review/{edition:int}/{stage}/pack", sheet.pack, "review.read", methods=_GET),
    page("/review/{edition:int}/{stage}/panel", panel.panel, "review.lead", methods=_GET),
    page("/review/{edition:int}/{stage}/{ref}", sheet.sheet, "review.score"),
    page(
        "/review/{edition:int}/{stage}/{ref}/{number:int}", sheet.material, "review.read",
        methods=_GET,
    ),
)  # fmt: skip
