"""``zhijiang status``: stages, deadlines, who is awaited."""

import json

from rich.console import Console
from rich.markdown import Markdown
from sqlmodel import select

from actions.owed import Owed
from actions.reminding.board import board
from actions.reminding.duties import duties_in_cases, duties_of
from models.edition import Edition, Phase, attempts_of, latest_attempt
from models.gate import open_gates
from runtime.desk import Desk, open_desk


def status(*, edition: int | None = None, json_: bool = False) -> None:
    """显示各届评选的阶段、期限和等待谁。

    Args:
        edition: 第几届；不填则全部
        json_: 输出 JSON
    """
    with open_desk() as desk:
        numbers = [edition] if edition else list(desk.session.exec(select(Edition.number)))
        if json_:
            print(json.dumps([_facts(desk, n) for n in numbers], ensure_ascii=False, indent=1))
            return
        boards = [board(desk, number) for number in numbers]
    for markdown in boards or ["还没有任何一届评选；请先下达 open-edition 开启一届。"]:
        Console().print(Markdown(markdown))


def _facts(desk: Desk, number: int) -> dict[str, object]:
    edition, attempts = desk.edition(number), attempts_of(desk.session, number)
    return {
        "edition": number,
        "state": edition.state,
        "stages": [
            {
                "stage": attempt.stage,
                "attempt": attempt.attempt,
                "phase": attempt.phase,
                "confirms": attempt.confirms,
                "due_at": attempt.due_at.isoformat() if attempt.due_at else None,
                "owed": [_owed(owed) for owed in duties_of(desk, attempt)],
            }
            for attempt in attempts
        ],
        "stale": [
            attempt.stage
            for attempt in attempts
            if attempt.phase is Phase.SUPERSEDED
            and attempt == latest_attempt(desk.session, number, attempt.stage)
        ],
        "cases": [
            {"kind": part.key.partition("/")[2], "owed": [_owed(owed) for owed in part.owed]}
            for part in duties_in_cases(desk, number)
        ],
        "waiting_for_decision": [g.title for g in open_gates(desk.session) if g.edition == number],
    }


def _owed(owed: Owed) -> dict[str, str]:
    return {"name": owed.name, "matter": owed.matter, "due_at": owed.due_at.isoformat()}
