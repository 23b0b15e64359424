"""Office files whose bytes depend on their content alone.

.xlsx and .docx are zip archives that carry the moment they were written and the library's idea of
an author. Both are replaced, so that the same paper has the same hash wherever it is made.
"""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
)


_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<Properties"
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


EMPTY_CORE = _CORE.format(title="").encode()
EMPTY_APP = _APP.encode()
EMPTY_CUSTOM = _APP.replace("extended-properties", "custom-properties").encode()


def steady(office_file: bytes, *, title: str) -> bytes:
    """The same file with a fixed time on every part, and no property but its title."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as source:
        return steady_file(((name, source.read(name)) for name in source.namelist()), title=title)


def steady_file(parts: Iterable[tuple[str, bytes]], *, title: str) -> bytes:
    """An office file of these parts, in their order."""
    fixed = {"docProps/core.xml": _CORE.format(title=escape(title)), "docProps/app.xml": _APP}
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts:
            pack_part(target, name, fixed[name].encode() if name in fixed else data)
    return result.getvalue()


def pack_part(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a part to an archive without the moment or the machine it was written on."""
    part = zipfile.ZipInfo(name, _EPOCH)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    target.writestr(part, data)
