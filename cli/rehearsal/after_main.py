"""Plays the three years after the demo's edition against the server the environment names."""

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from actions.cases.follow_up import effects_told
from actions.cases.hearing import article_of
from cli.rehearsal.after import FRAUD, After, NextEdition, day_in, next_examples
from cli.rehearsal.office import Stuck
from examples.playing.scenario import Scenario, read_scenario
from models.application import ApplicationState, applications_of
from models.audit import events_of
from models.case import Case, cases_of, entries_of
from models.edition import latest_attempt
from models.eligibility import findings_of
from models.types import id_of
from rules.chain import first_broken
from runtime import clock
from runtime.database import upgrade
from runtime.desk import Desk, open_desk
from runtime.settings import settings

_DIGITS = "零一二三四五六七八九"


def main(examples: Path) -> int:
    """The exit code: 0 when every case came to its end and the barred firm was refused."""
    started = time.monotonic()
    home = settings().home
    upgrade()
    scenario = read_scenario(examples / "scenario.toml")
    try:
        refused = _play(scenario, examples, home / "inbox")
    except Stuck as stuck:
        print(f"演示中断：{stuck}", file=sys.stderr)
        return 1
    with open_desk() as desk:
        result = {"seconds": round(time.monotonic() - started, 1), **_summary(desk, refused)}
    (home / "after.json").write_text(
        json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    _show(result, Console())
    done = all(case["state"] == "closed" for case in result["cases"])
    return 0 if done and result["audit"] == "ok" and not refused["eligible"] else 1


def _play(scenario: Scenario, examples: Path, inbox: Path) -> dict[str, Any]:
    after = After(scenario, examples, inbox, "qinzhou-2021")
    after.run()
    opens = day_in(2028)
    years = opens.year - scenario.opens_at.year
    part = next_examples(examples, inbox / "next", FRAUD, "古坭陶艺有限公司", years=years)
    following = scenario.model_copy(update={"edition": scenario.edition + 1, "opens_at": opens})
    edition = NextEdition(following, part, inbox, "qinzhou-2021")
    edition.days.go_to(max(opens, clock.now()))
    edition.run()
    after.office = edition.office  # the approvers were enrolled anew: only its codes hold
    refused = _refused(edition.edition)
    after.pay_back()
    return refused


def _refused(edition: int) -> dict[str, Any]:
    """What the next edition found about the barred firm."""
    with open_desk() as desk:
        attempt = latest_attempt(desk.session, edition, "eligibility")
        assert attempt is not None, "the review was played"
        one = next(a for a in applications_of(desk.session, edition) if a.name == FRAUD)
        found = [
            f
            for f in findings_of(desk.session, id_of(attempt))
            if f.ref == one.ref and f.code == "banned"
        ]
        return {
            "edition": edition,
            "organisation": one.name,
            "eligible": one.state is not ApplicationState.INELIGIBLE,
            "article": _article(found[0].article) if found else 0,
            "sentence": found[0].sentence if found else "",
        }


def _summary(desk: Desk, refused: dict[str, Any]) -> dict[str, Any]:
    events = [
        {**e.content(), "prev_sha256": e.prev_sha256, "sha256": e.sha256}
        for e in events_of(desk.session)
    ]
    return {
        "cases": [_case(desk, row) for row in cases_of(desk.session)],
        "refused": refused,
        "audit": "ok" if first_broken(events) is None else "broken",
    }


def _case(desk: Desk, row: Case) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "article": _article(article_of(desk, row)),
        "organisation": row.name,
        "state": row.phase.value,
        "effects": list(effects_told(desk, row)),
        "opened_on": row.opened_at.date().isoformat(),
        "ended_on": row.ended_at.date().isoformat() if row.ended_at else None,
        "recovered_fen": sum(e.amount_fen for e in entries_of(desk.session, id_of(row))),
    }


def _article(words: str) -> int:
    """25 for 第二十五条; 0 where no article is cited."""
    found = re.match(r"第([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)条", words)
    if found is None:
        return 0
    tens, ten, ones = found.groups()
    if not ten:
        return _DIGITS.index(tens or ones)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def _show(result: dict[str, Any], console: Console) -> None:
    table = Table("条", "案件", "单位", "立案", "结案", "追缴（元）", title="授奖后的案件")
    for case in result["cases"]:
        table.add_row(
            str(case["article"]), case["kind"], case["organisation"], case["opened_on"],
            case["ended_on"] or case["state"], str(case["recovered_fen"] // 100),
        )  # fmt: skip
    console.print(table)
    refused = result["refused"]
    console.print(f"第{refused['edition']}届：{refused['organisation']}：{refused['sentence']}")
    console.print(f"审计链 {result['audit']}；用时 {result['seconds']} 秒")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
