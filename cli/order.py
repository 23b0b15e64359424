"""``zhijiang order``: an action at the server's own keyboard, where pages are out of reach."""

import json
from pathlib import Path
from typing import Any

from actions.proving import Given, ProofRefused, count_failure, prove
from cli.refusal import InputRefused
from flows.every_action import ACTIONS, Action, order
from runtime.desk import open_desk


def order_action(action: str = "", *, told: Path | None = None) -> None:
    """在服务器上办理一项业务；不写名称则列出全部，不写内容则显示须填哪些内容。

    Args:
        action: 业务的名称，如 open-edition
        told: 填写的内容（JSON 文件）
    """
    if not action:
        for name, one in ACTIONS.items():
            print(f"{name}  {one.form['description']}")
        return
    if action not in ACTIONS:
        raise InputRefused(f"没有“{action}”这项业务，不写名称可以列出全部。")
    if told is None:
        print(json.dumps(ACTIONS[action].form, ensure_ascii=False, indent=1))
        return
    given = ACTIONS[action].checked(json.loads(told.read_text(encoding="utf-8")))
    name, proof = _proof(ACTIONS[action], given)
    run = order(action, given, actor=name, proof=proof)
    print(f"已下达，运行编号 {run}。")


def _proof(action: Action, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Who orders it, proved by a code that is good once."""
    name, code = input("您的姓名：").strip(), input("动态验证码：").strip()
    try:
        with open_desk() as desk:
            proof = prove(desk, name, Given(code), {"action": action.name, "arguments": given})
            return proof.person.name, proof.facts
    except ProofRefused as refused:
        with open_desk() as desk:
            count_failure(desk, refused.name)
        raise
