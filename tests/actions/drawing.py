"""The draw as tests make it: announced, then drawn with what the witnesses open."""

from actions.panels.announcing import announce_draw
from actions.panels.draw import draw_panels
from actions.report import Line
from rules.commitment import commitment
from runtime.desk import Desk

VALUE, OPENINGS = "3214.55", ("周正 s1 青山", "陶安民 s2 绿水")


def committed(*openings: str) -> list[str]:
    """What the witnesses hand in before the value is known."""
    parts = [line.split(maxsplit=2) for line in openings]
    return [f"{name} {commitment(salt, entry)}" for name, salt, entry in parts]


def announce_and_draw(desk: Desk, edition: int) -> list[Line]:
    """Both steps, in their order."""
    announce_draw(desk, edition, "", committed(*OPENINGS))
    return draw_panels(desk, edition, VALUE, OPENINGS, "监督员")
