"""Files that a form names: they came in beside it, under their own names."""

from collections.abc import Iterable

from sqlmodel import col, select

from actions.errors import ActionRefused
from models.files import StoredFile
from runtime.desk import Desk


def received(desk: Desk, edition: int, name: str) -> str:
    """The hash of the newest file of that name, "" while none has come."""
    query = select(StoredFile.sha256).where(StoredFile.name == name, StoredFile.edition == edition)
    return desk.session.exec(query.order_by(col(StoredFile.id).desc()).limit(1)).first() or ""


def required(desk: Desk, edition: int, names: Iterable[str]) -> list[dict[str, str]]:
    """Names with their hashes.

    Raises:
        ActionRefused: one has not come.
    """
    found = [{"name": name, "sha256": received(desk, edition, name)} for name in names]
    missing = [one["name"] for one in found if not one["sha256"]]
    if missing:
        raise ActionRefused(
            f"没有收到文件{'、'.join(f'“{name}”' for name in missing)}，请先导入或一同导入。"
        )
    return found
