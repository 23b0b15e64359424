"""Which flow code is imported beforehand, how it is found again, and when it is out of date."""

import importlib
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect import Flow

FileState = tuple[str, int, int]
"""Name, time of change in nanoseconds and size; zeros when the file is gone."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a deployment's flow is: a folder, and an entrypoint like ``flows/call.py:call``."""

    directory: str
    entrypoint: str

    @property
    def module_name(self) -> str | None:
        """The name to import it by, or None where that would not be the same file."""
        path, separator, _ = self.entrypoint.rpartition(":")
        if not separator:
            return self.entrypoint.rpartition(".")[0] or None
        parts = Path(path).with_suffix("").parts
        is_inside = not Path(path).is_absolute() and ".." not in parts
        if not is_inside or not all(part.isidentifier() for part in parts):
            return None
        return ".".join(parts)

    @property
    def function_name(self) -> str:
        return self.entrypoint.replace(":", ".").rpartition(".")[2]

    def is_file_of(self, module: ModuleType) -> bool:
        path, separator, _ = self.entrypoint.rpartition(":")
        if not separator:
            return True
        loaded = getattr(module, "__file__", None)
        file = Path(self.directory, path)
        return loaded is not None and file.exists() and file.samefile(loaded)


def import_sources(sources: Iterable[Source]) -> dict[str, str]:
    """Imports what can be imported; the others are returned with what went wrong.

    A broken flow file must not keep the others from running: its own run imports it again and
    reports the error where the office sees it.
    """
    problems: dict[str, str] = {}
    for source in sources:
        if source.directory not in sys.path:
            sys.path.insert(0, source.directory)
        if source.module_name is None:
            continue
        try:
            importlib.import_module(source.module_name)
        except Exception as error:  # noqa: BLE001 - flow code may raise anything
            problems[source.entrypoint] = f"{type(error).__name__}: {error}"
    return problems


@dataclass(slots=True)
class Modules:
    """What the modules named by ``RESIDENT_PRELOAD`` say of themselves."""

    watched: set[str] = field(default_factory=set)
    """``WATCHED``: files that they read; when one changes, they are loaded again."""

    warmers: list[Callable[[], object]] = field(default_factory=list)
    """``warm``: called in each spare child; must change nothing and leave nothing open."""

    openers: list[Callable[[], object]] = field(default_factory=list)
    """``ready``: called in a child that has its order, while it waits for leave to begin."""

    problems: dict[str, str] = field(default_factory=dict)


def import_modules(names: str) -> Modules:
    """Imports modules named with commas between."""
    found = Modules()
    for name in filter(None, names.split(",")):
        try:
            module = importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - a run does without, later and slower
            found.problems[name] = f"{type(error).__name__}: {error}"
            continue
        found.watched.update(getattr(module, "WATCHED", ()))
        if hasattr(module, "warm"):
            found.warmers.append(module.warm)
        if hasattr(module, "ready"):
            found.openers.append(module.ready)
    return found


def preloaded_flow(source: Source) -> "Flow[..., Any] | None":
    """The flow already imported under its real name, or None."""
    from prefect import Flow

    module = sys.modules.get(source.module_name or "")
    if module is None or not source.is_file_of(module):
        return None
    flow = getattr(module, source.function_name, None)
    return flow if isinstance(flow, Flow) else None


def loaded_files(directories: Iterable[str]) -> tuple[str, ...]:
    """The files below these folders that have been imported, without installed packages."""
    roots = {Path(folder).resolve() for folder in directories}
    loaded = (getattr(module, "__file__", None) for module in tuple(sys.modules.values()))
    files = {Path(file) for file in loaded if file and "site-packages" not in file}
    return tuple(
        sorted(str(file) for file in files if not roots.isdisjoint(file.resolve().parents))
    )


def fingerprint(files: Iterable[str]) -> tuple[FileState, ...]:
    return tuple(_state_of(file) for file in sorted(files))


def _state_of(file: str) -> FileState:
    try:
        found = os.stat(file)  # noqa: PTH116 - of all loaded files at each run; a Path costs more
    except OSError:
        return file, 0, 0
    return file, found.st_mtime_ns, found.st_size
