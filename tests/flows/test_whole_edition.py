"""The whole edition of ``examples/``, as ``make demo`` plays it: issue by issue, to the record."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from cli.verify import verify_file

pytestmark = pytest.mark.timeout(900)  # a play counts for the test that asks first
ROOT = Path(__file__).resolve().parent.parent.parent
STAGES = (
    "call", "intake", "eligibility", "panels", "document-review", "site-review",
    "deliberation", "publicity", "approval", "conferral",
)  # fmt: skip


TO_PEOPLE = ("登录验证码", "已以您的名义办理")
"""Letters to those who log in; they belong to no edition."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one demo left its things."""
    home = tmp_path_factory.mktemp("demo") / "home"
    command = (str(Path(sys.executable).with_name("zhijiang")), "demo", "--home", str(home))
    played = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=800
    )
    assert played.returncode == 0, played.stdout + played.stderr
    return home


@pytest.fixture(scope="module")
def summary(home: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((home / "summary.json").read_text(encoding="utf-8"))
    return loaded


def test_every_stage_is_approved_at_its_first_attempt(summary: dict[str, Any]) -> None:
    stages = [(s["stage"], s["attempt"], s["phase"]) for s in summary["stages"]]

    assert summary["engine"] == "embedded"
    assert stages == [(name, 1, "approved") for name in STAGES]
    assert all(s["decided_by"] for s in summary["stages"])


def test_the_winners_are_those_the_votes_and_objections_make(summary: dict[str, Any]) -> None:
    assert summary["award"] == [
        "钦州市临海重工有限公司",
        "钦州市平陆港航物流有限公司",
        "广西钦州湾新材料有限公司",
        "灵山县荔乡果业有限公司",  # fifth by score; won the run-off against the fourth
    ]
    assert summary["nomination"] == [
        "钦州市北垌电子科技有限公司",
        "钦州市绿岭食品有限公司",
        "浦北县红椎陈皮产业有限公司",
        "钦州市古坭陶艺有限公司",
        "钦州市滨海示例医院",
    ]
    assert summary["vacant"] == {"award": 0, "nomination": 1}  # an upheld objection, no refill


def test_the_applications_end_where_they_should(summary: dict[str, Any]) -> None:
    assert summary["applications"] == {
        "received": 24,
        "late": 1,
        "incomplete": 1,
        "eligible": 14,
        "shortlisted": 12,
    }


def test_no_letter_is_sent_twice_and_each_to_one_person(
    home: Path, summary: dict[str, Any]
) -> None:
    letters = [_read(path) for path in sorted((home / "mail").glob("*.eml"))]

    ids = Counter(letter["Message-ID"] for letter in letters)
    of_people = [one for one in letters if any(word in one["Subject"] for word in TO_PEOPLE)]

    assert summary["mails"] == {"sent": len(letters) - len(of_people), "failed": 0}
    assert of_people  # they logged in, and were told what was done in their name
    assert max(ids.values()) == 1
    assert {len(letter["To"].addresses) for letter in letters} == {1}


def test_the_record_holds_for_an_outsider(home: Path, summary: dict[str, Any]) -> None:
    assert summary["audit"]["chain"] == "ok"
    assert verify_file(home / "record.zip").holds


def test_nothing_is_left_running(home: Path) -> None:
    assert (home / "summary.json").is_file()

    left = [p.name for p in Path("/proc").glob("[0-9]*") if str(home) in _environment(p)]

    assert left == []


@pytest.fixture(scope="module")
def after(home: Path, summary: dict[str, Any]) -> dict[str, Any]:
    """What three more years came to, on a copy so that the tests above see the edition alone."""
    assert summary["audit"]["chain"] == "ok"
    copy = home.with_name("after")
    shutil.copytree(home, copy)
    command = (str(Path(sys.executable).with_name("zhijiang")), "demo-after", "--home", str(copy))
    played = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=800
    )
    assert played.returncode == 0, played.stdout + played.stderr
    loaded: dict[str, Any] = json.loads((copy / "after.json").read_text(encoding="utf-8"))
    return loaded


def test_every_case_after_the_award_comes_to_its_own_end(after: dict[str, Any]) -> None:
    cases = [
        (c["kind"], c["article"], c["state"], c["recovered_fen"] // 100) for c in after["cases"]
    ]

    assert cases == [
        ("title", 29, "closed", 0),
        ("fund", 23, "closed", 0),
        ("revocation", 26, "closed", 0),
        ("fraud", 25, "closed", 300_000),
    ]
    assert after["audit"] == "ok"


def test_the_barred_firm_is_refused_with_the_article(after: dict[str, Any]) -> None:
    refused = after["refused"]

    assert (refused["edition"], refused["eligible"], refused["article"]) == (4, False, 25)
    assert "申报资格已被取消至" in refused["sentence"]


def _read(path: Path) -> Any:
    with path.open("rb") as file:
        return BytesParser(policy=policy.default).parse(file)


def _environment(process: Path) -> str:
    if process.name == str(os.getpid()):
        return ""
    try:
        return (process / "environ").read_bytes().decode(errors="replace")
    except OSError:
        return ""
