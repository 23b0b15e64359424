"""Secrets at rest: TOTP secrets and the like, encrypted with the installation's key."""

import hmac
import os
import time
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

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


def totp_time() -> int:
    """Seconds since 1970 on the real clock: an authenticator app knows no simulated time."""
    return int(time.time())


def code_for(text: str) -> str:
    """Ten characters only this installation can make of the text, printed on certificates.

    The same text has the same code, so that a certificate made again is the same certificate.
    """
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(alphabet[byte % len(alphabet)] for byte in _mac(f"code/{text}")[:10])


def seal(text: str) -> str:
    """32 hex digits that only this installation can make of the text: part of a secret address."""
    return _mac(text).hex()[:32]


def _mac(text: str) -> bytes:
    key = settings().secret_key.get_secret_value().encode() or _kept_key(
        settings().home / "secret.key"
    )
    return hmac.digest(key, text.encode(), "sha256")


@cache
def fernet() -> Fernet:
    configured = settings().secret_key.get_secret_value()
    return Fernet(configured.encode() if configured else _kept_key(settings().home / "secret.key"))


def _kept_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes that start together agree on one key.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = Fernet.generate_key()
        file.write(key)
    return key
