"""Packages as they are handed in."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from documents.forms.application import write_application
from tests.documents.forms import factories as forms

FIRST = "91450700MA5XAAAA0W"
SECOND = "91450702MA5XAAAA1W"


def package(**changes: Any) -> dict[str, bytes]:
    """A complete package; keyword arguments replace fields of its form."""
    form = forms.application(**changes)
    files = {one.filename: one.filename.encode() for one in form.attachments}
    return {"申报表.xlsx": write_application(form), **files}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The package as a .zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()
