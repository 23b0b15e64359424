"""The two cookies: the login's token, and what tells the browser that asked for a code."""

from starlette.requests import Request
from starlette.responses import Response

from runtime.keys import fresh
from runtime.settings import settings

_LOGIN, _BROWSER = "zhijiang", "zhijiang-browser"


def token_of(request: Request) -> str:
    return request.cookies.get(_name(_LOGIN), "")


def set_token(response: Response, token: str) -> None:
    _set(response, _LOGIN, token)


def drop_token(response: Response) -> None:
    response.delete_cookie(_name(_LOGIN), secure=_is_secure(), httponly=True, samesite="lax")


def browser_of(request: Request) -> str:
    return request.cookies.get(_name(_BROWSER), "")


def set_browser(request: Request, response: Response) -> str:
    """What tells this browser from others, made when it has none; known before the response."""
    known = browser_of(request) or fresh().hex()
    _set(response, _BROWSER, known)
    return known


def _set(response: Response, name: str, value: str) -> None:
    # No age: gone when the browser is closed. Lax: a link in a letter leads in, a foreign form not.
    response.set_cookie(_name(name), value, secure=_is_secure(), httponly=True, samesite="lax")


def _name(name: str) -> str:
    """With HTTPS a browser holds the prefix to this host and the whole site."""
    return f"__Host-{name}" if _is_secure() else name


def _is_secure() -> bool:
    return settings().portal_url.startswith("https:")
