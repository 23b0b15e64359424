"""A workbook as a download."""

from urllib.parse import quote

from starlette.responses import Response

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_workbook(data: bytes, name: str) -> Response:
    said = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=_XLSX, headers={"Content-Disposition": said})
