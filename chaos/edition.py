"""One edition of a chaos run: an installation of its own, played while the killer is about."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from chaos.boundaries import Boundaries
from chaos.killer import Killer
from chaos.small import small_examples
from deployments.catalogue import ROOT
from deployments.commands import REGISTER
from deployments.engine.embedded import embedded
from deployments.engine.embedded.api import Api
from deployments.engine.embedded.commands import Engine

PACK = "qinzhou-2021"
_RESTART_SECONDS = (0.2,)
_KEY = b64encode(
    b"the same in every edition plays."
).decode()  # so certificates have the same codes


@dataclass(frozen=True, slots=True)
class Course:
    """What an edition is to go through."""

    planned: tuple[str, ...] = ()  # boundaries at which something is killed
    at_random: int = 0
    acts: int = 99  # how many acts of the play; the whole edition has eleven
    seed: int = 0
    engine: Engine = "embedded"


class Broken(RuntimeError):
    """The edition did not come to its end; the sentence ends with its last lines."""


def play(home: Path, databases: Mapping[str, str], course: Course) -> list[str]:
    """Play an edition in ``home``; gives the kills. ``snapshot.json`` and ``reached`` stay there.

    Raises:
        Broken: it stands still, or the player gave up.
    """
    boundaries = Boundaries(home / "boundaries")
    boundaries.lay_out()
    env = {
        **boundaries.environment(ROOT),
        "ZHIJIANG_CLOCK": str(home / "clock.json"),
        "ZHIJIANG_CLOCK_SECONDS": "0",
        "ZHIJIANG_MAIL_HOST": "",
        "ZHIJIANG_DATABASE_URL": "",
        "ZHIJIANG_SECRET_KEY": _KEY,
        **databases,
    }
    options = {"supervise": True, "restart_seconds": _RESTART_SECONDS, "engine": course.engine}
    with (
        embedded(home, register=REGISTER, env=env, **options) as stack,
        Killer(
            boundaries,
            stack.pids,
            Api(stack.api_url).is_answering,
            Random(course.seed),
            course.at_random,
        ) as killer,
    ):
        boundaries.count_from_here(list(course.planned))
        played = _run_play(home, {**stack.environment, "ZHIJIANG_UI_URL": stack.url}, course.acts)
    if played != 0:
        raise Broken(f"{home}: {(home / 'play.log').read_text(encoding='utf-8')[-3000:]}")
    return killer.kills


def _run_play(home: Path, environment: Mapping[str, str], acts: int) -> int:
    examples = str(small_examples(home / "examples"))
    command = (sys.executable, "-m", "chaos.played", PACK, examples, str(acts))
    with (home / "play.log").open("wb") as log:
        return subprocess.run(  # noqa: S603 - our own module
            command, env=dict(environment), stdout=log, stderr=subprocess.STDOUT, check=False
        ).returncode
