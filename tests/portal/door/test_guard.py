from http import HTTPStatus

import pytest

from tests.portal.conftest import Enter


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost"])
def test_another_host_is_refused(enter: Enter, host: str) -> None:
    answer = enter().get("/", headers={"Host": host})

    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_a_form_of_another_page_is_refused(enter: Enter, origin: str) -> None:
    answer = enter("office").post("/logout", headers={"Origin": origin})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert enter("office").get("/desk").status_code == HTTPStatus.OK


def test_no_page_runs_foreign_scripts_or_stays_in_a_cache(enter: Enter) -> None:
    answer = enter().get("/login")

    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
