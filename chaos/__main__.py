"""``python -m chaos [N]``: N kills over whole editions; writes ``var/chaos/summary.json``.

First an undisturbed edition, which also says where the boundaries are; then disturbed ones, in turn
on SQLite and on PostgreSQL, until N processes have been killed; at last an undisturbed one on
Prefect's own server and process worker. Exit code 1 when anything was lost, doubled or different.
"""

import json
import shutil
import sys
from pathlib import Path
from random import Random

from chaos.boundaries import Boundaries
from chaos.compare import Verdict, compare
from chaos.edition import Broken, Course, play
from chaos.postgresql import make_database, postgresql

HOME = Path("var/chaos")
_AN_EDITION = 100  # kills; more would keep it from going on for too long
_AT_BOUNDARIES = 0.75  # of the kills; the others come at random instants


def main(kills: int, acts: int = 99, home: Path = HOME) -> int:
    """The exit code; see above."""
    home = home.resolve()
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    print("未受干扰的一届……", flush=True)
    play(home / "undisturbed", {}, Course(acts=acts))
    boundaries = _worth_killing_at(Boundaries(home / "undisturbed" / "boundaries").reached())
    verdict, killed = Verdict(), list[str]()
    with postgresql(home / "postgresql") as uri:
        for number in range(1, 100):
            left = min(_AN_EDITION, kills - len(killed))
            if left <= 0 or number > 2 * (1 + kills // _AN_EDITION):
                break
            at_boundaries = round(left * _AT_BOUNDARIES)
            course = Course(
                planned=tuple(boundaries[:at_boundaries]),
                at_random=left - at_boundaries,
                acts=acts,
                seed=number,
            )
            boundaries = [*boundaries[at_boundaries:], *boundaries[:at_boundaries]]
            databases = make_database(uri, number) if number % 2 == 0 else {}
            what = "PostgreSQL" if databases else "SQLite"
            print(f"第{number}届，{what}，{left}次强行结束……", flush=True)
            killed += _played(home, f"{number:02d}", databases, course, verdict)
            _write(home / "summary.json", killed, verdict)
    print("一届只用 Prefect 自带的服务和工作进程，不受干扰……", flush=True)
    _played(home, "stock", {}, Course(acts=acts, engine="stock"), verdict)
    _write(home / "summary.json", killed, verdict)
    is_equal = not (verdict.lost or verdict.duplicated or verdict.differences)
    return 0 if is_equal and len(killed) >= kills else 1


def _played(
    home: Path, name: str, databases: dict[str, str], course: Course, verdict: Verdict
) -> list[str]:
    try:
        kills = play(home / name, databases, course)
    except Broken as broken:
        verdict.differences.append(str(broken))
        return []
    verdict.add(compare(home / "undisturbed" / "snapshot.json", home / name / "snapshot.json"))
    return kills


def _worth_killing_at(reached: list[str]) -> list[str]:
    """Every boundary of a run the first time it is reached, and some of the server's commits."""
    chance = Random(1)
    servers = [one for one in reached if one.startswith("server")]
    runs = [one for one in reached if not one.startswith("server") and one.endswith("#1")]
    chosen = [*runs, *chance.sample(servers, k=min(len(servers), len(runs) // 10))]
    chance.shuffle(chosen)
    return chosen


def _write(path: Path, killed: list[str], verdict: Verdict) -> None:
    summary = {
        "kills": len(killed),
        "lost": len(verdict.lost),
        "duplicated": len(verdict.duplicated),
        "differences": [*verdict.lost, *verdict.duplicated, *verdict.differences],
        "killed": killed,
    }
    path.write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 200))
