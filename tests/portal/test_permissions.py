"""Every route as every role, compared with the table."""

import re

import pytest
from starlette.routing import Route

from actions.people.roles import NAMES
from portal.access import EVERYONE, Permission, permissions
from portal.app import routes
from tests.portal.conftest import OUTSIDE, Enter

ROLES = (*NAMES, *OUTSIDE)
ROUTES = [one for one in routes() if isinstance(one, Route)]
_SAMPLES = {"int": "1", "path": "3/intake/1/gate", "": "S001"}


def _row(route: Route) -> Permission:
    found: Permission = route.permission  # type: ignore[attr-defined]
    return found


def _path(route: Route) -> str:
    return re.sub(r"{\w+:?(\w*)}", lambda part: _SAMPLES[part[1]], route.path)


def _statuses(enter: Enter, *roles: str) -> dict[tuple[str, str], str]:
    """What a visitor of these roles meets at every route: in, to the login, or refused."""
    client = enter(*roles)
    found = {}
    token = client.cookies.get("zhijiang")
    for route in ROUTES:
        for method in sorted((route.methods or set()) & {"GET", "POST"}):
            if token:
                client.cookies.set("zhijiang", token)
            answer = client.request(method, _path(route))
            is_sent = answer.status_code == 303 and answer.headers["location"].startswith("/login")
            is_refused = "您没有这项权限" in answer.text
            met = "refused" if is_refused else "to the login" if is_sent else "in"
            found[method, route.path] = met
            assert answer.status_code < 500, (method, route.path, answer.text)
            if route.path in {"/logout", "/account/passkey"} and token:
                client = enter(*roles)
                token = client.cookies.get("zhijiang")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_let_in_where_the_table_says_so_and_nowhere_else(enter: Enter, role: str) -> None:
    met = _statuses(enter, role)

    for route in ROUTES:
        is_allowed = bool({role, EVERYONE} & _row(route).roles)
        for method in sorted((route.methods or set()) & {"GET", "POST"}):
            assert (met[method, route.path] != "refused") is is_allowed, (method, route.path)


def test_who_is_not_logged_in_sees_what_everyone_sees(enter: Enter) -> None:
    met = _statuses(enter)

    for route in ROUTES:
        if EVERYONE not in _row(route).roles:
            assert met["GET" if "GET" in (route.methods or ()) else "POST", route.path] == (
                "to the login"
            )


def test_every_row_of_the_table_is_used_and_names_roles_that_exist() -> None:
    used = {_row(route).name for route in ROUTES}

    assert used == set(permissions())
    for row in permissions().values():
        assert row.roles <= {*ROLES, EVERYONE}, row.name
        assert row.whose in {"any", "own"}, row.name
