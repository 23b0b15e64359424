"""Files that go to the browser: to be kept there, never to be run in our name."""

from mimetypes import guess_type
from urllib.parse import quote

from starlette.responses import Response

from documents.plain import file_name
from portal.visit import Visit
from runtime.desk import Desk

_SHUT = "default-src 'none'; sandbox"
_SHOWN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


def download(data: bytes, name: str) -> Response:
    """The bytes under their own name; no browser opens them in a window of ours."""
    kind = guess_type(name)[0] or "application/octet-stream"
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name(name), safe='')}",
        "Content-Security-Policy": _SHUT,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type=kind, headers=headers)


def in_frame(data: bytes | str, kind: str) -> Response:
    """What one of our pages shows in a frame: it loads nothing and runs nothing."""
    policy = _SHOWN if kind == "application/pdf" else f"{_SHOWN}; sandbox"
    return Response(data, media_type=kind, headers={"Content-Security-Policy": policy})


def note_read(desk: Desk, visit: Visit, edition: int, name: str, sha256: str) -> None:
    """Somebody's own papers were read: by whom stays on record."""
    desk.record("file.read", name, actor=visit.who.name, edition=edition, sha256=sha256)
