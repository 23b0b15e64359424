"""The shape of the repository is a test: what top-level packages and Prefect make dangerous.

Every guard is shown a snippet that it must refuse, so that a guard which sees nothing is noticed.
"""

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from rules.policy import read_pack
from tests import guards

ROOT = Path(__file__).parent.parent
NOT_IN_THE_WHEEL = {"benchmarks", "chaos", "examples", "grown", "tests"}
MADE_UP = ROOT / "documents" / "papers" / "examples"  # they name a city, so as to look real
GENERATED = ROOT / "models" / "migrations" / "versions"

PACKAGES = sorted(
    path.parent.name
    for path in ROOT.glob("*/__init__.py")
    if path.parent.name not in NOT_IN_THE_WHEEL
)
SOURCES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if GENERATED not in path.parents
)
MEASURING = sorted((ROOT / "benchmarks").rglob("*.py"))
FLOW_FILES = sorted(path for path in (ROOT / "flows").glob("*.py") if path.stem != "__init__")
OF_RULES = {
    "annotated_types",
    "pydantic",
    "pydantic_core",
    "rules",
    "typing_extensions",
    "typing_inspection",
}
HEAVY = {"docx", "matplotlib", "numpy", "openpyxl", "pandas"}


def _outside(*folders: str) -> list[Path]:
    return [path for path in SOURCES if path.relative_to(ROOT).parts[0] not in folders]


def _complaints(check: guards.Check, paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {complaint}"
        for path in paths
        for complaint in check(path.read_text(encoding="utf-8"))
    ]


def _written(source: str) -> list[str]:
    return guards.states_written(source, {"ApplicationState", "ProposalState"})


def _modules_of(package: str) -> set[str]:
    """Top-level modules that importing everything in a package brings along."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / package).rglob("*.py"))
    ]
    script = (
        "import importlib, sys\n"
        "before = set(sys.modules)\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return {name for name in done.stdout.split() if not name.startswith("_sysconfigdata")}


def test_the_wheel_carries_every_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == PACKAGES


def test_no_distribution_ships_our_names() -> None:
    assert guards.shipped_by_others(PACKAGES, packages_distributions()) == []


def test_a_distribution_with_our_name_is_noticed() -> None:
    found = guards.shipped_by_others(["models", "rules"], {"models": ["intruder"], "x": ["y"]})

    assert found == ["models also comes with intruder"]


def test_no_flow_file_shadows_a_module() -> None:
    importable = {*PACKAGES, *sys.stdlib_module_names, *packages_distributions()}

    assert guards.shadowing([path.stem for path in FLOW_FILES], importable) == []


def test_a_shadowing_flow_file_is_noticed() -> None:
    found = guards.shadowing(["intake", "tasks"], {"tasks", "calendar"})

    assert found == ["flows/tasks.py shadows tasks"]


def test_no_module_has_a_vague_name() -> None:
    assert guards.vague_names(path.stem for path in [*SOURCES, *MEASURING]) == []


def test_a_vague_name_is_noticed() -> None:
    assert guards.vague_names(["ballot", "utils"]) == ["utils says nothing"]


def test_every_package_says_what_belongs_in_it() -> None:
    inits = [ROOT / package / "__init__.py" for package in PACKAGES]

    assert _complaints(guards.init_problems, inits) == []


def test_every_module_says_why_it_exists() -> None:
    assert _complaints(guards.missing_docstring, [*SOURCES, *MEASURING]) == []


def test_flow_files_define_flows_only() -> None:
    assert _complaints(guards.flow_file_problems, FLOW_FILES) == []


def test_the_clock_and_chance_are_read_in_runtime_only() -> None:
    assert _complaints(guards.clock_or_chance, _outside("runtime", "deployments")) == []


def test_nothing_pauses_a_flow_run() -> None:
    assert _complaints(lambda source: guards.mentions(source, "pause_flow_run"), SOURCES) == []


def test_an_application_and_a_name_on_the_list_change_state_through_one_door() -> None:
    doors = {"actions/applications.py", "actions/proposals.py"}
    of_other_rows = {"actions/award/custody.py", "actions/letters/mail_review.py"}
    of_other_rows |= {"actions/panels/seats.py"}
    others = [
        path
        for path in _outside("deployments")
        if str(path.relative_to(ROOT)) not in doors | of_other_rows
    ]

    assert _complaints(_written, others) == []


def test_no_task_is_cached() -> None:
    assert _complaints(guards.cached_tasks, SOURCES) == []


def test_functions_and_modules_stay_short() -> None:
    assert _complaints(guards.too_long, [*SOURCES, *MEASURING]) == []


def test_no_code_that_acts_knows_one_city() -> None:
    packs = [read_pack(path.parent) for path in sorted((ROOT / "policies").glob("*/meta.toml"))]
    prizes = {prize.id for pack in packs for prize in pack.prizes}
    conditions = {one.id for pack in packs for one in pack.eligibility.conditions if "(" in one.id}
    ids = {*prizes, *conditions, *(pack.meta.id for pack in packs)}
    names = {pack.meta.city.value.removesuffix("市") for pack in packs}
    acting = [
        path
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] in {"actions", "tasks", "flows", "documents"}
        and MADE_UP not in path.parents
    ]

    assert _complaints(lambda source: guards.of_one_city(source, ids, names), acting) == []


@pytest.mark.parametrize(
    ("source", "complaints"),
    [
        ("if prize == 'award': ...\n", 1),
        ("f'列入{name}（第十九条）'\n", 1),
        ("condition = '13(8)'\n", 1),
        ("pack = 'qinzhou-2021'\n", 1),
        ("title = '钦州市市长质量奖'\n", 1),
        ("@flow\ndef f():\n    '撤回（第三条）'\n", 1),
        ("def f():\n    'Withdraw (art. 13(8)).'\n", 0),
        ("{'award': name}\n", 0),
        ("award = '奖项'\n", 0),
    ],
)
def test_a_city_in_the_code_is_noticed(source: str, complaints: int) -> None:
    found = guards.of_one_city(source, {"award", "13(8)", "qinzhou-2021"}, {"钦州"})

    assert len(found) == complaints


@pytest.mark.parametrize(
    ("check", "source", "complaints"),
    [
        (guards.init_problems, '"""One line."""\nx = 1\n', 2),
        (guards.missing_docstring, "x = 1\n", 1),
        (guards.flow_file_problems, "@flow\ndef f(): ...\nclass C: ...\ndef g(): ...\n", 2),
        (guards.flow_file_problems, "@flow(name='x')\ndef f(): ...\ndef _g(): ...\n", 0),
        (guards.flow_file_problems, "class Skeleton: ...\ndef drive(): ...\n", 0),
        (guards.clock_or_chance, "from datetime import datetime\ndatetime.now(UTC)\n", 1),
        (guards.clock_or_chance, "import datetime\ndatetime.date.today()\n", 1),
        (guards.clock_or_chance, "field(default_factory=datetime.utcnow)\n", 1),
        (guards.clock_or_chance, "import time\ntime.time()\n", 1),
        (guards.clock_or_chance, "from time import time\n", 1),
        (guards.clock_or_chance, "import random\n", 1),
        (guards.clock_or_chance, "from random import Random\n", 1),
        (guards.clock_or_chance, "from uuid import uuid4\n", 1),
        (guards.clock_or_chance, "import uuid\nuuid.uuid4()\n", 1),
        (guards.clock_or_chance, "import secrets\n", 1),
        (guards.clock_or_chance, "pyotp.TOTP(secret).now()\n", 1),
        (guards.clock_or_chance, "from runtime import clock\nclock.now()\n", 0),
        (guards.clock_or_chance, "from runtime.clock import now\nnow()\n", 0),
        (guards.cached_tasks, "@task\ndef f(): ...\n", 1),
        (guards.cached_tasks, "@task(retries=2)\ndef f(): ...\n", 1),
        (guards.cached_tasks, "@prefect.task(cache_policy=INPUTS)\ndef f(): ...\n", 1),
        (guards.cached_tasks, "@task(cache_policy=NO_CACHE)\nasync def f(): ...\n", 0),
        (guards.too_long, "x = 1\n" * 301, 1),
        (guards.too_long, "def f():\n" + "    x = 1\n" * 50, 1),
        (guards.too_long, "def f():\n" + "    x = 1\n" * 49, 0),
    ],
)
def test_a_guard_sees_what_it_guards_against(
    check: guards.Check, source: str, complaints: int
) -> None:
    assert len(check(source)) == complaints


@pytest.mark.parametrize(
    ("source", "complaints"),
    [
        ("row.state = ApplicationState.REMOVED\n", 1),
        ("row.state = to\n", 1),
        ("row.state = ApplicationState.A if row.is_ok else ApplicationState.B\n", 1),
        ("proposal.state, proposal.reason = ProposalState.REMOVED, reason\n", 1),
        ("sheet.state = SheetState.EXCLUDED\n", 0),
        ("find(state=ApplicationState.REMOVED)\n", 0),
    ],
)
def test_a_state_written_beside_its_door_is_noticed(source: str, complaints: int) -> None:
    assert len(_written(source)) == complaints


@pytest.mark.parametrize(
    "source",
    ["from prefect import pause_flow_run\n", "prefect.pause_flow_run()\n", "pause_flow_run()\n"],
)
def test_a_pause_is_noticed(source: str) -> None:
    assert len(guards.mentions(source, "pause_flow_run")) == 1


def test_rules_bring_only_pydantic() -> None:
    assert _modules_of("rules") - OF_RULES - sys.stdlib_module_names == set()


@pytest.mark.slow
def test_flows_start_light() -> None:
    assert _modules_of("flows") & HEAVY == set()


def test_a_heavy_import_is_noticed() -> None:
    assert "cyclopts" in _modules_of("cli") - OF_RULES - sys.stdlib_module_names
