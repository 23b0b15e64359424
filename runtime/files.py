"""The file store: bytes under their SHA-256, in a folder or in any store fsspec knows.

A name never reaches the store, so no file name can leave its folder or overwrite another file.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

from runtime.errors import FileDamaged
from runtime.settings import settings

_KEPT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Files:
    """A content-addressed store at an fsspec address."""

    url: str

    def store(self, data: bytes) -> str:
        """Keep bytes and give back their SHA-256; storing the same twice keeps one.

        When it comes back they are on the disk, or with the store: a row may name them.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        system, path = self._place(sha256)
        if not _holds(system, path, sha256):
            if isinstance(system, LocalFileSystem):
                _write(Path(path), data)
            else:
                system.pipe_file(path, data)  # an object store shows an object when it is whole
        return sha256

    def fetch(self, sha256: str) -> bytes:
        """The bytes kept under ``sha256``.

        Raises:
            FileNotFoundError: nothing is kept under it.
            FileDamaged: what is kept there is something else.
        """
        system, path = self._place(sha256)
        data: bytes = system.cat_file(path)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise FileDamaged(
                f"文件库中的 {sha256[:12]}… 与校验值不符，已经损坏：请从最近的备份取回这个文件。"
            )
        return data

    def kept(self) -> set[str]:
        """The SHA-256 of everything in the store."""
        system, root = self._open()
        names = (path.rsplit("/", 1)[1] for path in system.find(root))
        return {name for name in names if _KEPT.fullmatch(name)}

    def _place(self, sha256: str) -> tuple[fsspec.AbstractFileSystem, str]:
        system, root = self._open()
        return system, f"{root}/{sha256[:2]}/{sha256}"

    def _open(self) -> tuple[fsspec.AbstractFileSystem, str]:
        # Another machine adds to the store meanwhile: no listing is remembered.
        system, root = fsspec.core.url_to_fs(self.url, use_listings_cache=False)
        return system, root


def files() -> Files:
    """The store of this installation."""
    configured = settings()
    return Files(configured.files_url or str((configured.home / "files").resolve()))


def _holds(system: fsspec.AbstractFileSystem, path: str, sha256: str) -> bool:
    """Whether the bytes are there and whole; a torn file of a power cut is written again."""
    try:
        data: bytes = system.cat_file(path)
    except FileNotFoundError:
        return False
    return hashlib.sha256(data).hexdigest() == sha256


def _write(path: Path, data: bytes) -> None:
    """On the disk under its name, or not at all, however many write the same at one time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name as well
    finally:
        os.close(folder)
