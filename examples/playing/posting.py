"""Putting a file where the office finds it."""

from pathlib import Path


def post(folder: Path, name: str, content: bytes) -> Path:
    """Write the file, making the folder; an earlier one of that name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path
