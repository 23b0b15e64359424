"""What the command says while it starts, and that another terminal finds the way in."""

import subprocess
from pathlib import Path

import pytest

from deployments.engine.embedded.program import free_port
from runtime.prefect_login import kept_login
from tests.start.conftest import ZHIJIANG, Started, environment

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(900)]


def test_each_step_is_said_and_one_address(started: Started) -> None:
    told = started.home.with_name("up.log").read_text(encoding="utf-8")

    lines = told.splitlines()
    assert lines[:4] == [
        "正在准备数据库……",
        "正在启动 Prefect 服务……",
        "正在登记部署……",
        "正在启动工作进程……",
    ]
    assert len([line for line in lines if line.startswith("请在浏览器打开：")]) == 1
    assert kept_login(started.home) not in told


def test_health_in_another_terminal_finds_the_login(started: Started) -> None:
    asked = subprocess.run(
        [str(ZHIJIANG), "health"],
        env=environment(started.home),
        capture_output=True,
        text=True,
        check=False,
    )

    assert "✓ Prefect 服务" in asked.stdout
    assert "✓ 工作进程" in asked.stdout


def test_a_setting_that_opens_a_door_stops_the_start_in_a_sentence(tmp_path: Path) -> None:
    others = {"PREFECT_SERVER_CORS_ALLOWED_ORIGINS": "*"}

    refused = subprocess.run(
        [str(ZHIJIANG), "up", "--port", str(free_port())],
        env=environment(tmp_path / "home") | others,
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 2
    assert refused.stderr.strip() == (
        "环境变量或 .env 中的 PREFECT_SERVER_CORS_ALLOWED_ORIGINS "
        "由本系统设定，以免别的网页或电脑进入 Prefect；请去掉这一项。"
    )
