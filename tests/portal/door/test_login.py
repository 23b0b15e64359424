import email
import time
from email import policy
from http import HTTPStatus
from pathlib import Path

import httpx
import pyotp
import pytest
from sqlmodel import select

from actions.people.enrolling import enrol
from actions.proving import FAILURES
from models.outbox import OutboxMessage
from runtime import keys
from runtime.desk import open_desk
from tests.portal.conftest import OUTSIDE, Enter


def _mailed(home: Path) -> list[str]:
    """The codes that went out, oldest first; a letter without a server becomes a file."""
    files = sorted((home / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    letters = [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [str(letter["Subject"])[-6:] for letter in letters]


def _ask(client: httpx.Client, address: str) -> None:
    answer = client.post("/login", data={"address": address})
    assert answer.status_code == HTTPStatus.SEE_OTHER


def _code(home: Path, client: httpx.Client, address: str) -> str:
    """The digits of the letter that follows the answer."""
    before = len(_mailed(home))
    _ask(client, address)
    while len(_mailed(home)) == before:
        time.sleep(0.01)
    return _mailed(home)[-1]


def test_an_applicant_logs_in_with_the_digits_of_the_letter(
    enter: Enter, installation: Path
) -> None:
    client = enter()
    code = _code(installation, client, OUTSIDE["applicant"])

    answer = client.post("/login/code", data={"code": code})

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert OUTSIDE["applicant"] in client.get("/account").text


def test_an_address_nobody_knows_gets_no_letter_and_the_same_answer(
    enter: Enter, installation: Path
) -> None:
    client = enter()
    _ask(client, "nobody@nowhere.example")

    assert _mailed(installation) == []
    assert "nobody@nowhere.example" in client.get("/login/code").text


def test_digits_are_good_once_and_five_tries_long(enter: Enter, installation: Path) -> None:
    client = enter()
    code = _code(installation, client, OUTSIDE["reviewer"])
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    for _ in range(FAILURES):
        assert client.post("/login/code", data={"code": wrong}).status_code == 422
    assert client.post("/login/code", data={"code": code}).status_code == 422


def test_another_browser_needs_the_address_too(enter: Enter, installation: Path) -> None:
    code, other = _code(installation, enter(), OUTSIDE["reviewer"]), enter()

    assert other.post("/login/code", data={"code": code}).status_code == 422
    answer = other.post("/login/code", data={"code": code, "address": OUTSIDE["reviewer"]})
    assert answer.status_code == HTTPStatus.SEE_OTHER


def test_an_officer_reaches_the_desk_with_a_second_factor_only(
    enter: Enter, installation: Path
) -> None:
    with open_desk() as desk:
        secret = enrol(desk, "黄示例", ["office"], "huang@office.example")
    client = enter()
    code = _code(installation, client, "huang@office.example")
    client.post("/login/code", data={"code": code})

    assert client.get("/desk").headers["location"] == "/login/second?to=/desk"
    code = pyotp.TOTP(secret).at(keys.totp_time())
    assert client.post("/login/second", data={"code": code}).status_code == HTTPStatus.SEE_OTHER
    assert client.get("/desk").status_code == HTTPStatus.OK


def test_five_wrong_codes_lock_and_are_told(enter: Enter, installation: Path) -> None:
    with open_desk() as desk:
        enrol(desk, "黄示例", ["office"], "huang@office.example")
    client = enter()
    code = _code(installation, client, "huang@office.example")
    client.post("/login/code", data={"code": code})

    for _ in range(FAILURES):
        client.post("/login/second", data={"code": "000000"})

    assert "暂停15分钟" in client.post("/login/second", data={"code": "000000"}).text
    with open_desk() as desk:
        told = desk.session.exec(
            select(OutboxMessage.to_address).where(OutboxMessage.message == "login-locked")
        ).all()
    assert list(told) == ["huang@office.example"]


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(enter: Enter, to: str) -> None:
    assert "evil.example" not in enter().get("/login", params={"to": to}).text


def test_logging_out_everywhere_ends_every_browser(enter: Enter) -> None:
    one, other = enter("office"), enter("office")

    one.post("/logout", data={"all": "1"})

    assert other.get("/desk").status_code == HTTPStatus.SEE_OTHER


def test_colleagues_of_one_mailbox_say_who_they_are(enter: Enter, installation: Path) -> None:
    with open_desk() as desk:
        enrol(desk, "黄示例", ["office"], "office@office.example")
        secret = enrol(desk, "李示例", ["office"], "office@office.example")
    client = enter()
    code = _code(installation, client, "office@office.example")
    client.post("/login/code", data={"code": code})
    digits = pyotp.TOTP(secret).at(keys.totp_time())

    assert client.post("/login/second", data={"name": "别人", "code": digits}).status_code == 422
    client.post("/login/second", data={"name": "李示例", "code": digits})

    assert "李示例" in client.get("/account").text
