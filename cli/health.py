"""``zhijiang health``: what is wrong and what to do."""

import json
from typing import TYPE_CHECKING

from cli.refusal import InputRefused
from models.types import SHANGHAI
from runtime.settings import settings

if TYPE_CHECKING:
    from actions.upkeep.finding import Finding


def health(*, json_: bool = False) -> int:
    """检查服务、值守、定时、信函、阶段、节假日、审计链、备份、文件和权限；有问题时退出码为 1。

    Args:
        json_: 输出 JSON
    """
    from deployments.health import examine

    if not (settings().database_url or settings().home.is_dir()):
        raise InputRefused(
            f"{settings().home} 不存在，请先用 zhijiang up 启动，或检查 ZHIJIANG_HOME。"
        )
    found = examine()
    is_well = all(one.ok for one in found)
    if json_:
        facts = {"ok": is_well, "checks": [_facts(one) for one in found]}
        print(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        for one in found:
            _tell(one)
    return 0 if is_well else 1


def _facts(one: "Finding") -> dict[str, object]:
    since = one.since.astimezone(SHANGHAI).isoformat(timespec="seconds") if one.since else None
    return {"name": one.name, "ok": one.ok, "since": since, "say": one.say, "do": one.do}


def _tell(one: "Finding") -> None:
    print(f"{'✓' if one.ok else '✗'} {one.title}{'：' + one.said if one.ok else ''}")
    for problem in one.problems:
        print(f"    {problem.say}{problem.do}")
