"""Files for several machines. What needs a cluster or a registry is not run here but read.

The units are verified by systemd itself where it is installed; compose, Kubernetes and Helm files
are parsed, and what matters in them is looked at.
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from runtime.settings import Settings

ROOT = Path(__file__).parents[2]
HERE = ROOT / "deployments" / "machines"
UNITS = sorted((HERE / "systemd").glob("*.service"))
HARDENED = ("UMask=0077", "ProtectSystem=strict", "NoNewPrivileges=yes", "User=zhijiang")
OURS = re.compile(r"zhijiang(?:, |\s+)([a-z]+)")


def _yaml(name: str) -> list[dict[str, Any]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [part for part in yaml.safe_load_all(text) if part]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_unit_is_hardened(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")

    assert [line for line in HARDENED if line not in text.splitlines()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    copies = []
    for unit in UNITS:
        copy = tmp_path / unit.name.replace("@.", "@city.")
        text = unit.read_text(encoding="utf-8")
        copy.write_text(re.sub(r"/opt/zhijiang/.venv/bin/\w+", str(program), text))
        copies.append(str(copy))
    analyze = shutil.which("systemd-analyze") or ""
    done = subprocess.run(
        [analyze, "verify", "--man=no", *copies],
        capture_output=True, check=False, text=True,
    )  # fmt: skip

    assert [line for line in done.stderr.splitlines() if str(tmp_path) in line] == []


def test_compose_runs_every_role_without_root_and_with_a_read_only_root() -> None:
    (compose,) = _yaml("compose.yaml")
    ours = {name: one for name, one in compose["services"].items() if "read_only" in one}

    assert {"api-1", "api-2", "services", "worker", "migrate", "deploy", "prefect-migrate"} == set(
        ours
    )
    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in ours.values())
    assert re.search(r"^USER 10001", (HERE / "Containerfile").read_text("utf-8"), re.MULTILINE)


def test_of_the_api_servers_one_writes_down_the_types_of_blocks() -> None:
    (compose,) = _yaml("compose.yaml")
    name = "PREFECT_API_BLOCKS_REGISTER_ON_START"
    said = [compose["services"][one]["environment"][name] for one in ("api-1", "api-2", "services")]

    assert said == ["true", "false", "false"]


def test_kubernetes_objects_are_locked_down_and_take_secrets() -> None:
    objects = _yaml("kubernetes.yaml")
    pods = [
        one["spec"]["template"]["spec"] for one in objects if one["kind"] in {"Job", "Deployment"}
    ]

    assert [one["kind"] for one in objects] == ["Secret", "Secret", "Job", "Deployment"]
    for pod in pods:
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["envFrom"] == [{"secretRef": {"name": "zhijiang-city"}}]
        assert {one["name"] for one in container["volumeMounts"]} == {
            one["name"] for one in pod["volumes"]
        }


def test_the_chart_gets_the_settings_that_make_grown_tries() -> None:
    from grown import prefect_settings

    tried = prefect_settings.server(
        database="", messages="", docket="", name="", login="", home=Path()
    )
    (values,) = _yaml("helm-prefect-server.yaml")
    shared = {name for name, value in tried.items() if "REDIS" in name or "prefect_redis" in value}

    assert shared
    assert shared <= {one["name"] for one in values["server"]["env"]}
    assert values["server"]["env"] == values["backgroundServices"]["env"]


def test_the_environment_of_a_city_names_settings_that_exist() -> None:
    text = (HERE / "city.env.example").read_text(encoding="utf-8")
    named = re.findall(r"^ZHIJIANG_([A-Z_]+)=", text, re.MULTILINE)

    assert named
    assert {name.lower() for name in named} <= set(Settings.model_fields)
