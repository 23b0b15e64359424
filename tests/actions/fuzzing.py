"""``python -m tests.actions.fuzzing HOME SEED COUNT``: takes mutated files, tells what it cost.

A program of its own, so that its memory can be measured. Prints one JSON object: the most memory
in use (bytes), what broke, and how many lines were good and bad.
"""

import json
import os
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from actions.handed_in.importing import import_paths
from models import tables
from models.types import SHANGHAI
from runtime import clock, database
from tests.actions import factories
from tests.actions.mutating import DAMAGES

EXAMPLES = Path(__file__).parents[2] / "examples" / "qinzhou-2026"
AT = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)
KEPT_ALWAYS = {"stored_file", "audit_event"}  # a refused file is kept and noted


def main(home: Path, seed: int, count: int) -> None:
    _install(home)
    chance = Random(seed)
    found: Counter[str] = Counter()
    broken: list[str] = []
    sources = sorted([*EXAMPLES.glob("registers/*.xlsx"), *_packed(home / "packed")])
    for number in range(count):
        source = chance.choice(sources)
        mutated = home / "in" / f"{number:04d}{source.suffix}"
        mutated.write_bytes(chance.choice(DAMAGES)(source.read_bytes(), chance))
        broken += _take(mutated, found)
    print(json.dumps({"memory": _peak(), "broken": broken, **found}))


def _peak() -> int:
    """Bytes at most since this program began; ``ru_maxrss`` would count those of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _install(home: Path) -> None:
    os.environ["ZHIJIANG_HOME"] = str(home)
    os.environ["ZHIJIANG_CLOCK"] = str(home / "clock.json")
    (home / "in").mkdir()
    clock.write_scaled(home / "clock.json", clock.ScaledTime(real=AT, sim=AT, rate=1.0, hold=AT))
    database.upgrade()
    with database.transaction() as session:
        session.add(factories.edition(opened_at=AT))


def _packed(folder: Path) -> Iterator[Path]:
    """Two packages of the examples as archives, and their forms by themselves."""
    folder.mkdir()
    for package in sorted((EXAMPLES / "applications").iterdir())[:2]:
        archive = folder / f"{package.name}.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            for file in sorted(package.iterdir()):
                packed.write(file, f"{package.name}/{file.name}")
        yield archive
        yield package / "申报表.xlsx"


def _take(path: Path, found: Counter[str]) -> Iterator[str]:
    """Import one file; what must not happen comes back as text."""
    before = _rows()
    try:
        lines = import_paths([path], 3)
    except Exception:  # noqa: BLE001 - that nothing is raised is what is tried
        yield f"{path.name}: {traceback.format_exc()[-600:]}"
        return
    found["good"] += sum(line.ok for line in lines)
    found["bad"] += sum(not line.ok for line in lines)
    if not lines:
        yield f"{path.name}: no line says what became of it"
    if not any(line.ok for line in lines) and _rows() != before:
        changed = {name for name, number in _rows().items() if number != before[name]}
        yield f"{path.name}: refused, and yet {changed} changed"


def _rows() -> dict[str, int]:
    with database.transaction() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.METADATA.sorted_tables
            if table.name not in KEPT_ALWAYS
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
