"""``zhijiang decide``: decide at the server's own keyboard, where the pages are out of reach."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markdown import Markdown

from actions.deciding.decide import Question, look_at_question
from actions.gates import Answer
from cli.refusal import InputRefused
from models.gate import Outcome, open_gates
from runtime.desk import glance_at_desk, open_desk
from tasks import deciding

_OUTCOMES = {"同意": Outcome.APPROVED, "退回": Outcome.RETURNED}


def decide(gate: str = "", *, details: Path | None = None) -> None:
    """在服务器上对一个待决事项作出决定；不写编号则列出全部待决事项。

    Args:
        gate: 待决事项的编号，如 3/intake/1/gate
        details: 须裁定的内容（JSON 文件）；不写则显示须填哪些内容
    """
    if not gate:
        _list()
        return
    with open_desk() as desk:
        asked = look_at_question(desk, gate)
        rows = asked.spec.open_rows(desk)
    Console().print(Markdown(f"# {asked.spec.title}\n\n{asked.evidence.text}"))
    print(asked.spec.follows)
    if asked.spec.details.model_fields and details is None:
        print("须裁定的内容（填好后用 --details 指定文件）：")
        print(_template(asked, [{one.field: dict(one.fixed)} for one in rows if one.must]))
    said = _ask(_read(details))
    deciding.decide(gate, said, asked.evidence.sha256)
    print("决定已写入。")


def _list() -> None:
    with glance_at_desk() as desk:
        found = open_gates(desk.session)
    for gate in found:
        print(f"{gate.key}  {gate.title}")
    if not found:
        print("没有待决事项。")


def _ask(details: dict[str, Any]) -> Answer:
    """What is typed: outcome, opinion, name and code."""
    outcome = _OUTCOMES.get(input("决定（同意或退回）：").strip())
    if outcome is None:
        raise InputRefused("决定只能写“同意”或“退回”，什么也没有写入。")
    opinion, name = input("意见：").strip(), input("您的姓名：").strip()
    if not opinion:
        raise InputRefused("请写明意见，它要存入档案；什么也没有写入。")
    return Answer(name, input("动态验证码：").strip(), outcome, opinion, details)


def _read(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise InputRefused(f"{file} 不是 JSON，请检查后重试。") from wrong
    if not isinstance(found, dict):
        raise InputRefused(f"{file} 须是一个 JSON 对象，请按显示的内容填写。")
    return found


def _template(asked: Question, rows: list[dict[str, Any]]) -> str:
    """The rows that must be settled, and the schema of everything that may be."""
    shown = {"须裁定": rows, "格式": asked.spec.details.model_json_schema()}
    return json.dumps(shown, ensure_ascii=False, indent=1)
