"""``SEAMS_OFF`` names the seams that are not to be used, with commas between; ``all`` are all."""

import os

OFF = "SEAMS_OFF"
SEAMS = ("sqlite", "requests", "schemas", "answers", "related", "suspensions")


def is_on(seam: str) -> bool:
    """In the process that asks: the server reads it when it starts, a run when it begins."""
    off = os.environ.get(OFF, "").split(",")
    return seam not in off and "all" not in off
