"""The login of Prefect's API: one string that whoever asks the API must know.

It is kept beside ``secret.key``, so that a command in another terminal finds it through the home
folder. It says that somebody may ask, and not who they are.
"""

import os
import secrets
import tempfile
from pathlib import Path

_FILE = "prefect.login"
_BYTES = 32


def login_file(home: Path) -> Path:
    return home / _FILE


def kept_login(home: Path) -> str:
    """The login of the server that runs, or ran last, on this folder; "" before the first one."""
    file = login_file(home)
    return file.read_text(encoding="ascii").strip() if file.is_file() else ""


def new_login() -> str:
    """A name, which Prefect wants and does not look at, and what nobody guesses."""
    return f"zhijiang:{secrets.token_urlsafe(_BYTES)}"


def keep_login(home: Path, login: str) -> None:
    """Whole whenever somebody reads it, and from its first byte on readable by this user only."""
    handle, part = tempfile.mkstemp(dir=home)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{login}\n")
    Path(part).replace(login_file(home))
