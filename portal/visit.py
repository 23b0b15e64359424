"""A visit: one request with who makes it and what was typed; what every page is given."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from actions.people.who import Who
from portal.access import Place, places_for
from runtime import clock

_OF_AN_EDITION = re.compile(r"^/desk/edition/\d+/")
NOBODY = Who(address="", name="", roles=frozenset())


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page knows of its visitor; ``who`` is `NOBODY` before the login."""

    request: Request
    who: Who = NOBODY
    token: str = ""  # of the login, to end it or to make a new one
    form: FormData = field(default_factory=FormData)

    def text(self, name: str) -> str:
        """A field as typed, without blanks around it; empty when it was not sent."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """All values of a field that is there several times."""
        return [one.strip() for one in self.form.getlist(name) if isinstance(one, str)]

    def files(self, name: str) -> list[UploadFile]:
        """The files of a field; an empty choice is none."""
        found = self.form.getlist(name)
        return [one for one in found if isinstance(one, UploadFile) and one.filename]

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def number(self, name: str) -> int:
        """A part of the path that the route says is a number."""
        found: int = self.request.path_params[name]
        return found

    def asked(self, name: str) -> str:
        """A parameter of the address."""
        return self.request.query_params.get(name, "")

    @property
    def is_posted(self) -> bool:
        return self.request.method == "POST"

    @property
    def now(self) -> datetime:
        """The server's time, which every deadline goes by."""
        return clock.now()

    @property
    def places(self) -> tuple[Place, ...]:
        return places_for(self.who)

    def is_at(self, place: Place) -> bool:
        """Whether this is the page of an entry, or one below it that has no entry of its own.

        The pages of an edition bear its number, the entries of the navigation do not.
        """
        path = _OF_AN_EDITION.sub("/desk/", self.request.url.path)
        above = [p for p in self.places if path == p.path or path.startswith(f"{p.path}/")]
        return bool(above) and place == max(above, key=lambda one: len(one.path))

    @property
    def typed(self) -> dict[str, Any]:
        """Every text of the form, so that a refused page shows it again."""
        return {key: self.text(key) for key in self.form if isinstance(self.form[key], str)}
