"""Secrets at rest: TOTP secrets and the like, encrypted with the installation's key."""

import contextlib
import hmac
import os
import secrets
import time
from functools import cache
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken
from sqlmodel import Session, select

from models.person import Person
from runtime.database import engine, is_there
from runtime.errors import WrongKey
from runtime.settings import settings


def encrypt(secret: str) -> str:
    return fernet().encrypt(secret.encode()).decode()


def decrypt(token: str) -> str:
    """The secret again.

    Raises:
        ValueError: it was encrypted with another key.
    """
    try:
        return fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise ValueError(
            "密钥不符：secret.key 与加密时使用的不是同一个，请恢复原密钥文件。"
        ) from None


def check() -> None:
    """Looked at when something starts: the database's secrets can be read with this key.

    Raises:
        WrongKey: there is no key, or another; none is made in place of a lost one.
    """
    token = _something_encrypted()
    if token is None:
        return
    try:
        fernet().decrypt(token.encode())
    except InvalidToken:
        raise WrongKey(
            f"这里的密钥与数据库加密时所用的不是同一个：请把原来的 secret.key 放到 "
            f"{settings().home}，或在 ZHIJIANG_SECRET_KEY 中写原来的密钥，然后再启动。"
        ) from None


def totp_time() -> int:
    """Seconds since 1970 on the real clock: an authenticator app knows no simulated time."""
    return int(time.time())


def code_for(text: str) -> str:
    """Ten characters only this installation can make of the text, printed on certificates.

    The same text has the same code, so that a certificate made again is the same certificate.
    """
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(alphabet[byte % len(alphabet)] for byte in _mac(f"code/{text}")[:10])


def fresh() -> bytes:
    """32 random bytes: a token or a challenge nobody can guess."""
    return secrets.token_bytes(32)


def digits() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def seal(text: str) -> str:
    """32 hex digits that only this installation can make of the text: part of a secret address."""
    return _mac(text).hex()[:32]


def installation() -> str:
    """Twelve hex digits that tell this installation from others; every machine of it has them."""
    return seal("installation")[:12]


def _mac(text: str) -> bytes:
    return hmac.digest(_key(), text.encode(), "sha256")


@cache
def fernet() -> Fernet:
    try:
        return Fernet(_key())
    except ValueError:
        raise WrongKey(
            "密钥不是 Fernet 格式（44 个字符）：请恢复原来的 secret.key 或 ZHIJIANG_SECRET_KEY。"
        ) from None


def _key() -> bytes:
    configured = settings().secret_key.get_secret_value()
    if configured:
        return configured.encode()
    path = settings().home / "secret.key"
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Two processes that start together agree on one key: a link to a whole file, once."""
    if _something_encrypted() is not None:
        raise WrongKey(
            f"数据库里有加密的口令，这里却没有密钥：请把原来的 secret.key 放到 {path.parent}，"
            "或设置 ZHIJIANG_SECRET_KEY，然后再启动。"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid4().hex}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(Fernet.generate_key())
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(part)
    part.unlink()


def _something_encrypted() -> str | None:
    """A secret of the database; ``None`` when it has none yet."""
    on = engine()
    if not is_there(on):
        return None
    # Without a transaction: the caller may be in one, and the only one that may write.
    with on.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if not connection.dialect.has_table(connection, str(Person.__tablename__)):
            return None
        kept = select(Person.secret).where(Person.secret != "")
        return Session(connection).exec(kept.limit(1)).first()
