"""Browsers of people outside the office, known by the address that a register has."""

import httpx

from actions.people import logins
from runtime.desk import open_desk


def browser_of(where: str, address: str) -> httpx.Client:
    client = httpx.Client(base_url=where, headers={"Origin": where}, timeout=30)
    with open_desk() as desk:
        client.cookies.set("zhijiang", logins.begin(desk, address))
    return client
