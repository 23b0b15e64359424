from datetime import timedelta

import pytest
from sqlmodel import select

from actions.people import logins
from actions.people.enrolling import appoint
from models.person import Login
from runtime.desk import Desk


def _age(desk: Desk, by: timedelta, *, seen: bool) -> None:
    for row in desk.session.exec(select(Login)):
        row.began_at -= by
        row.seen_at -= by if seen else timedelta()
        desk.session.add(row)
    desk.session.flush()


def test_the_token_is_not_in_the_database(desk: Desk) -> None:
    token = logins.begin(desk, "s001@applicant.example")

    login = logins.find(desk, token)
    assert login is not None
    assert token not in login.token_sha256


@pytest.mark.parametrize(("is_office", "idle"), [(True, logins.IDLE), (False, logins.IDLE_OUTSIDE)])
def test_who_was_idle_for_too_long_logs_in_again(
    desk: Desk, *, is_office: bool, idle: timedelta
) -> None:
    person = appoint(desk, "覃示例", ["office"], "")
    token = logins.begin(desk, "", person_id=person.id if is_office else None, name="覃示例")

    _age(desk, idle - timedelta(minutes=1), seen=True)
    assert logins.find(desk, token) is not None
    _age(desk, timedelta(minutes=1), seen=True)
    assert logins.find(desk, token) is None


def test_no_login_lasts_longer_than_half_a_day(desk: Desk) -> None:
    token = logins.begin(desk, "s001@applicant.example")

    _age(desk, logins.LONGEST, seen=False)

    assert logins.find(desk, token) is None


def test_logging_out_everywhere_leaves_others_alone(desk: Desk) -> None:
    mine, other = logins.begin(desk, "a@b.example"), logins.begin(desk, "c@d.example")

    logins.end_all(desk, "a@b.example", None)

    assert logins.find(desk, mine) is None
    assert logins.find(desk, other) is not None
