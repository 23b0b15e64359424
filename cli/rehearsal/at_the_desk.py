"""The office at its own pages: each person logs in with a mailed code and an authenticator.

They decide as anybody does in a browser: open the page, fill it in, look at it again, sign.
"""

import email
import re
from collections.abc import Mapping, Sequence
from email import policy
from http import HTTPStatus
from typing import Any

import httpx

from actions.gates import EvidenceChanged
from cli.rehearsal.office import Details, Office, Stuck, await_true
from models.person import find_person
from runtime.clock import real_now
from runtime.database import glance
from runtime.settings import settings

_SHOWN = re.compile(r'name="evidence" value="(\w+)"')
_TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_PROBLEM = re.compile(
    r'<div class="errors".*?</div>|<p class="lead" role="alert">.*?</p>', re.DOTALL
)


class AtTheDesk(Office):
    """Decides through the front door."""

    _browsers: dict[str, httpx.Client]

    def _decide(
        self, gate: str, who: str, opinion: str, details: Details, *, is_late: bool
    ) -> None:
        browser, path = self._browser(who), f"/desk/decide/{gate}"
        page = browser.get(path)
        shown, title = _SHOWN.search(page.text), _TITLE.search(page.text)
        if shown is None or title is None:
            raise Stuck(f"{who} 打不开 {path}：{page.status_code}")
        answer = {"evidence": shown[1], "outcome": "同意", "opinion": opinion, **_fields(details)}
        looked = browser.post(path, data=answer)
        _expect(looked, HTTPStatus.OK, gate)
        code = self._code(who, is_late=is_late)
        _expect(
            browser.post(path, data={**answer, "step": "sign", "code": code}),
            HTTPStatus.SEE_OTHER,
            gate,
        )
        self._say(f"{who} 在网页上决定“{title[1].strip()}”：同意，{opinion}")

    def _browser(self, who: str) -> httpx.Client:
        """A browser in which this person is logged in."""
        known = self.__dict__.setdefault("_browsers", {})
        if who not in known:
            known[who] = self._logged_in(who)
        found: httpx.Client = known[who]
        return found

    def _logged_in(self, who: str) -> httpx.Client:
        own = settings().portal_url
        browser = httpx.Client(base_url=own, headers={"Origin": own}, timeout=60)
        with glance() as session:
            person = find_person(session, who)
        assert person is not None, "the play enrolled everybody"
        await_true(lambda: browser.get("/login").is_success, "网站没有应答")
        since = real_now().timestamp()
        _expect(browser.post("/login", data={"address": person.address}), HTTPStatus.SEE_OTHER, who)
        await_true(lambda: bool(_codes_to(person.address, since)), "登录验证码没有寄到")
        code = _codes_to(person.address, since)[0]
        _expect(browser.post("/login/code", data={"code": code}), HTTPStatus.SEE_OTHER, who)
        second = {"name": who, "code": self._code(who)}
        _expect(browser.post("/login/second", data=second), HTTPStatus.SEE_OTHER, who)
        return browser


def _codes_to(address: str, since: float) -> list[str]:
    """The codes that were mailed to an address since then; without a server, letters are files."""
    found = []
    for file in (settings().home / "mail").glob("*.eml"):
        if file.stat().st_mtime < since:
            continue
        letter = email.message_from_bytes(file.read_bytes(), policy=policy.default)
        if address in str(letter["To"]) and "登录验证码" in str(letter["Subject"]):
            found.append(str(letter["Subject"])[-6:])
    return found


def _fields(details: Mapping[str, Any]) -> dict[str, str]:
    """Details as the fields of the page: ``verdicts.0.reason``."""
    found: dict[str, str] = {}
    for name, value in details.items():
        if isinstance(value, Sequence) and not isinstance(value, str):
            for number, row in enumerate(value):
                rows = {f"{name}.{number}.{field}": _text(one) for field, one in row.items()}
                found |= rows
        elif value is not None:
            found[name] = _text(value)
    return found


def _text(value: Any) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def _expect(answer: httpx.Response, status: HTTPStatus, about: str) -> None:
    if answer.status_code == status:
        return
    said = _PROBLEM.search(answer.text)
    sentence = re.sub(r"<[^>]+>", " ", said[0]).strip() if said else str(answer.status_code)
    if "材料有变化" in sentence:
        raise EvidenceChanged
    raise Stuck(f"{about}：{sentence}")
