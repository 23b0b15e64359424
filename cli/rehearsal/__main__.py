"""Plays one edition against the server that the environment names: ``PACK EXAMPLES ENGINE``."""

import gc
import sys
import time
from pathlib import Path

from prefect.context import SyncClientContext
from rich.console import Console

from actions.record.export import export_record
from cli.rehearsal import summary
from cli.rehearsal.at_the_desk import AtTheDesk
from cli.rehearsal.office import Stuck
from cli.rehearsal.play import Play
from examples.playing.scenario import read_scenario
from runtime import clock
from runtime.database import upgrade
from runtime.desk import open_desk
from runtime.settings import settings


class Demonstration(Play):
    """The play with everybody at the pages."""

    hire = AtTheDesk


def main(pack: str, examples: Path, engine: str) -> int:
    """The exit code: 0 when the edition was conferred and its record holds."""
    started = time.monotonic()
    gc.freeze()  # the objects of the code are not searched for garbage again
    home = settings().home
    scenario = read_scenario(examples / "scenario.toml")
    clock.run_until(Path(settings().clock), scenario.opens_at, rate=1.0, start=scenario.opens_at)
    upgrade()
    try:
        with SyncClientContext.get_or_create():  # one client for all that is asked
            Demonstration(scenario, examples, home / "inbox", pack).run()
    except Stuck as stuck:
        print(f"演示中断：{stuck}", file=sys.stderr)
        return 1
    with open_desk() as desk:
        record = export_record(desk, scenario.edition, home / "record.zip")
    result = summary.summarise(scenario.edition, time.monotonic() - started, record)
    result["engine"] = engine
    summary.write(result, home / "summary.json")
    summary.show(result, Console())
    return 0 if result["audit"]["chain"] == "ok" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
