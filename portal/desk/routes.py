"""The pages of the desk, each with its row of the table."""

from portal.desk import day, decide, of_edition, office, people
from portal.routing import page

ROUTES = (
    page("/desk", day.show_day, "desk"),
    page("/desk/decide/{key:path}", decide.decide, "decide"),
    page("/desk/do", office.choose, "act"),
    page("/desk/do/{action}", office.fill_in, "act"),
    page("/desk/run/{run}", office.show_run, "act"),
    *of_edition.ROUTES,
    page("/desk/people", people.show_people, "people", methods=("GET",)),
    page("/desk/people/act", people.act, "people", methods=("POST",)),
)
