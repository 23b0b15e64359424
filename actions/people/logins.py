"""Logins: a browser is known by a random token, of which the database has the hash alone."""

from datetime import timedelta
from hashlib import sha256

from sqlmodel import col, select, update

from models.person import Login
from runtime.clock import real_now
from runtime.desk import Desk
from runtime.keys import fresh

IDLE = timedelta(minutes=30)
"""After which a person with a second factor is logged out."""
IDLE_OUTSIDE = timedelta(hours=4)
LONGEST = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)


def begin(desk: Desk, address: str, *, person_id: int | None = None, name: str = "") -> str:
    """A new login; gives the token for the browser's cookie."""
    token = fresh().hex()
    now = real_now()
    desk.session.add(
        Login(
            token_sha256=_hash(token), address=address, person_id=person_id,
            began_at=now, seen_at=now,
        )
    )  # fmt: skip
    if person_id is not None:
        desk.record("person.logged-in", name, actor=name)
    return token


def find(desk: Desk, token: str) -> Login | None:
    """The login of a token that is still good."""
    query = select(Login).where(Login.token_sha256 == _hash(token), col(Login.ended_at).is_(None))
    login = desk.session.exec(query).one_or_none()
    if login is None:
        return None
    idle = IDLE if login.person_id is not None else IDLE_OUTSIDE
    now = real_now()
    is_good = now - login.seen_at < idle and now - login.began_at < LONGEST
    return login if is_good else None


def is_to_note(login: Login) -> bool:
    """Whether it is worth a transaction to say that the browser was here."""
    return real_now() - login.seen_at > _SEEN_EVERY


def note_seen(desk: Desk, token: str) -> None:
    desk.session.exec(
        update(Login).where(col(Login.token_sha256) == _hash(token)).values(seen_at=real_now())
    )


def end(desk: Desk, token: str) -> None:
    desk.session.exec(
        update(Login)
        .where(col(Login.token_sha256) == _hash(token), col(Login.ended_at).is_(None))
        .values(ended_at=real_now())
    )


def end_all(desk: Desk, address: str, person_id: int | None) -> None:
    """Every browser of this address or person is logged out."""
    mine = Login.person_id == person_id if person_id is not None else Login.address == address
    desk.session.exec(
        update(Login).where(mine, col(Login.ended_at).is_(None)).values(ended_at=real_now())  # type: ignore[arg-type]
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
