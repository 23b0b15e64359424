"""``zhijiang calc``: standard input to `cli.calc`, its answer to standard output."""

import json
import sys
from collections.abc import Callable
from typing import Annotated, Any

from cyclopts import App, Parameter

from cli.calc import CALCULATIONS, calculate, schemas
from cli.refusal import InputRefused

SUMMARIES = {
    "deadline": "从某日起若干个工作日或自然日后的期限",
    "score": "由完整的评分表计算得分",
    "draw": "按公开的种子抽取评审组和候补",
    "ballot": "按表决规则计票，得出建议名单",
    "eligibility": "逐项核对申报条件",
}

app = App(
    name="calc",
    help="手工核算各项规则：从标准输入读 JSON，向标准输出写 JSON。不需要数据库。",
)

Schema = Annotated[bool, Parameter(help="不计算，只显示输入和输出的 JSON Schema。")]


def _command(name: str) -> Callable[..., None]:
    def run(*, schema: Schema = False) -> None:
        answer = schemas(name) if schema else calculate(name, _given(name))
        print(json.dumps(answer, ensure_ascii=False, indent=2))

    return run


for _name in CALCULATIONS:
    app.command(_command(_name), name=_name, help=SUMMARIES[_name])


def _given(name: str) -> object:
    if sys.stdin.isatty():
        command = f"zhijiang calc {name}"
        raise InputRefused(f"请从标准输入给出 JSON：{command} < 文件；格式见 {command} --schema。")
    try:
        return json.loads(sys.stdin.buffer.read(), object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise InputRefused(f"输入不是合法的 UTF-8 JSON（{error}），请改正。") from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; JSON would silently keep the last of two equal keys, and lose a score."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = sorted({key for key in keys if keys.count(key) > 1})
        raise InputRefused(f"输入里重复出现：{'、'.join(repeated)}。每项只写一次。")
    return found
