"""Where the front door is: what people type, and where it listens."""

import sys
from urllib.parse import urlsplit

from runtime.settings import settings

_USUAL_PORT = 8080


def command() -> tuple[str, ...]:
    """What serves it, for whoever starts the programs of an installation."""
    host, port = listens_at()
    return (sys.executable, "-m", "portal", host, str(port))


def listens_at() -> tuple[str, int]:
    """As the settings say; else on this machine alone, at the port of the address."""
    host, _, port = settings().portal_listen.rpartition(":")
    own = urlsplit(settings().portal_url).port or _USUAL_PORT
    return host or "127.0.0.1", int(port) if port else own


def page_at(path: str) -> str:
    """The whole address of a page, for letters and terminals."""
    return f"{settings().portal_url.rstrip('/')}{path}"
