"""The pages of the desk, each with its row of the table."""

from portal.desk import day, decide
from portal.routing import page

ROUTES = (
    page("/desk", day.show_day, "desk"),
    page("/desk/decide/{key:path}", decide.decide, "decide"),
)
