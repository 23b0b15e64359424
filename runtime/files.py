"""The file store: bytes under their SHA-256, in a folder or in any store fsspec knows.

A name never reaches the store, so no file name can leave its folder or overwrite another file.
"""

import hashlib
from dataclasses import dataclass

import fsspec

from runtime.settings import settings


@dataclass(frozen=True, slots=True)
class Files:
    """A content-addressed store at an fsspec address."""

    url: str

    def store(self, data: bytes) -> str:
        """Keep bytes and give back their SHA-256; storing the same twice keeps one."""
        sha256 = hashlib.sha256(data).hexdigest()
        system, path = self._place(sha256)
        if system.exists(path):
            return sha256
        system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        part = f"{path}.part"
        with system.open(part, "wb") as file:
            file.write(data)
        system.mv(part, path)  # a reader never sees half a file
        return sha256

    def fetch(self, sha256: str) -> bytes:
        """The bytes kept under ``sha256``.

        Raises:
            FileNotFoundError: nothing is kept under it.
        """
        system, path = self._place(sha256)
        data: bytes = system.cat_file(path)
        return data

    def kept(self) -> set[str]:
        """The SHA-256 of everything in the store."""
        system, root = fsspec.core.url_to_fs(self.url)
        return {path.rsplit("/", 1)[1] for path in system.find(root)}

    def _place(self, sha256: str) -> tuple[fsspec.AbstractFileSystem, str]:
        system, root = fsspec.core.url_to_fs(self.url)
        return system, f"{root}/{sha256[:2]}/{sha256}"


def files() -> Files:
    """The store of this installation."""
    configured = settings()
    return Files(configured.files_url or str((configured.home / "files").resolve()))
