"""``python -m chaos.played PACK EXAMPLES ACTS``: one edition played through whatever happens to it.

Files come in by ``import-files``, so that importing can be killed too. Writes ``snapshot.json``.
"""

import sys
from pathlib import Path
from shutil import copy2, copytree
from typing import ClassVar

from actions.reminding.deadlines import running_editions
from chaos.patience import wait_for_connections
from chaos.persistent import DEPUTIES, PATIENCE, PersistentOffice
from chaos.snapshot import write_snapshot
from cli.rehearsal import office
from cli.rehearsal.office import await_true, is_out
from cli.rehearsal.play import ROLES, Play
from examples.playing.scenario import Scenario, read_scenario
from models.edition import Phase, StageAttempt, running_attempts
from runtime import clock
from runtime.database import engine, upgrade
from runtime.desk import open_desk
from runtime.prefect_api import AWAITING, state_of
from runtime.settings import settings


class PersistentPlay(Play):
    """The rehearsed play by an office that does not give up."""

    roles: ClassVar = {**ROLES, **DEPUTIES}
    hire: ClassVar = PersistentOffice

    def __init__(self, scenario: Scenario, examples: Path, folder: Path, pack: str) -> None:
        super().__init__(scenario, examples, folder, pack)
        self._handed_in = 0

    def hand_in(self, *paths: Path) -> None:
        self.days.tick()  # who is reminded must not depend on when the clock's schedule comes round
        self._handed_in += 1
        folder = self.folder / "chaos" / f"{self._handed_in:03d}"
        folder.mkdir(parents=True)
        for path in paths:
            copy = copytree if path.is_dir() else copy2
            copy(path, folder / path.name)
        self.office.run(
            "import-files", f"import/{folder.name}", 届次=self.edition, 文件夹=str(folder)
        )


def is_quiet() -> bool:
    """Every running attempt waits for its deadline or for people; at the end none is left."""
    with open_desk() as desk:
        attempts = running_attempts(desk.session)
        is_done = not attempts and not running_editions(desk)
    return is_done or (bool(attempts) and all(map(_waits, attempts)))


def _waits(attempt: StageAttempt) -> bool:
    state = state_of(attempt.flow_run_id or "")
    if attempt.phase is Phase.DECIDING:
        return is_out(f"{attempt.key}/gate") and state is not None and state.is_paused()
    return attempt.phase is Phase.WAITING and state is not None and state.name == AWAITING


def main(pack: str, examples: Path, acts: int) -> None:
    """The exit code is 0 when every act came to its end."""
    office.PATIENCE = PATIENCE
    home = settings().home
    scenario = read_scenario(examples / "scenario.toml")
    clock.run_until(Path(settings().clock), scenario.opens_at, rate=1.0, start=scenario.opens_at)
    wait_for_connections(engine())
    upgrade()
    play = PersistentPlay(scenario, examples, home / "inbox", pack)
    assert isinstance(play.office, PersistentOffice), "hired above"
    with play.office.keep_ticking():
        for act in play.acts()[:acts]:
            act()
        await_true(is_quiet, "没有安静下来")
        play.days.pass_hours(24)  # what a killed delivery had claimed is due again
    play.days.tick()
    write_snapshot(home, scenario.edition, play.office.retried)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
