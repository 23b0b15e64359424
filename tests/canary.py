"""``make canary``: do the seams hold with the newest Prefect that exists?

Builds an environment of its own in ``var/canary`` with what this project needs and no cap on
Prefect, runs the seams' contract tests there, and says what failed in a sentence each.
"""

import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parent.parent
HOME = ROOT / "var" / "canary"
PYTHON = HOME / ".venv" / "bin" / "python"
CONTRACTS = "tests/deployments/engine/seams"
_UNCAPPED = {"prefect", "fastapi"}  # Prefect itself says which FastAPI it takes
_TOOLS = ("pytest", "pytest-socket", "pytest-timeout")


def main(options: list[str]) -> int:
    HOME.mkdir(parents=True, exist_ok=True)
    if not PYTHON.exists():
        print("正在准备 var/canary 的环境，第一次要几分钟……", flush=True)
        venv.create(HOME / ".venv", with_pip=True)
    code = _pip("install", "--upgrade", "--upgrade-strategy", "eager", *options, *_wanted()).wait()
    if code:
        print("canary：新环境没有装成，见上面的信息。")
        return 2
    report = HOME / "report.xml"
    report.unlink(missing_ok=True)
    tests = ("-m", "pytest", CONTRACTS, "-q", "-W", "default", f"--junitxml={report}")
    code = subprocess.run([PYTHON, *tests], cwd=ROOT, check=False, capture_output=True).returncode
    version = _version()
    for sentence in _failed(report):
        print(f"Prefect {version}：{sentence}")
    if code == 0:
        print(f"Prefect {version}：全部接缝的约定都成立。")
    elif not report.exists():
        print(f"Prefect {version}：约定的测试没有跑起来（退出码 {code}）。")
    return 0 if code == 0 else 1


def _wanted() -> Iterator[str]:
    """What the project depends on, Prefect without its cap."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for one in declared["dependencies"]:
        name = re.split(r"[<>=\[ ]", one)[0]
        yield name if name in _UNCAPPED else one
    yield from _TOOLS


def _pip(*arguments: str) -> "subprocess.Popen[bytes]":
    quiet = ("--quiet", "--disable-pip-version-check")
    return subprocess.Popen([PYTHON, "-m", "pip", *arguments, *quiet])


def _version() -> str:
    ask = "import importlib.metadata as m; print(m.version('prefect'))"
    return subprocess.run(
        [PYTHON, "-c", ask], check=True, capture_output=True, text=True
    ).stdout.strip()


def _failed(report: Path) -> Iterator[str]:
    """A sentence for each test that did not pass: whose it is, what it says, and why it failed."""
    if not report.exists():
        return
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest has just written it
        wrong = case.find("failure") if case.find("failure") is not None else case.find("error")
        if wrong is not None:
            seam = case.get("classname", "").rpartition("test_")[2]
            promise = case.get("name", "").removeprefix("test_").replace("_", " ")
            why = (wrong.get("message") or "").splitlines()[0][:200]
            yield f"接缝 {seam} 的约定“{promise}”不成立：{why}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
