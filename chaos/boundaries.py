"""The folder through which killer and killed speak: planned boundaries, reached ones, those due."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

HOOK = Path(__file__).parent / "hook"


@dataclass(frozen=True, slots=True)
class Boundaries:
    """What ``hook/sitecustomize.py`` reads and writes in the processes of one edition."""

    folder: Path

    def lay_out(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        for part in ("counts", "due"):
            (self.folder / part).mkdir(parents=True)
        (self.folder / "reached").touch()
        (self.folder / "planned").touch()

    def count_from_here(self, planned: list[str]) -> None:
        """Leave out what starting took: nobody would come to kill a process that waits then."""
        for counted in (self.folder / "counts").iterdir():
            counted.unlink()
        (self.folder / "reached").write_text("", encoding="utf-8")
        (self.folder / "planned").write_text("\n".join(planned), encoding="utf-8")

    def environment(self, root: Path) -> dict[str, str]:
        return {
            "PYTHONPATH": os.pathsep.join([str(HOOK), str(root)]),
            "ZHIJIANG_CHAOS": str(self.folder),
        }

    def reached(self) -> list[str]:
        """Every boundary in the order in which it was reached, as ``place:side#times``."""
        lines = (self.folder / "reached").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if "#" in line]

    def due(self) -> dict[int, str]:
        """Processes that wait at a planned boundary."""
        waiting = (path for path in (self.folder / "due").iterdir() if path.name.isdigit())
        return {int(path.name): path.read_text(encoding="utf-8") for path in waiting}

    def let_go(self, pid: int) -> None:
        (self.folder / "due" / str(pid)).unlink(missing_ok=True)
