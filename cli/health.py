"""``zhijiang health``: what is wrong and what to do."""

import json

from cli.refusal import InputRefused
from runtime.settings import settings


def health(*, json_: bool = False) -> int:
    """检查数据库、Prefect、工作进程、值守、信函、阶段和磁盘；有问题时说明怎么办，退出码为 1。

    Args:
        json_: 输出 JSON
    """
    from deployments.health import examine

    if not (settings().database_url or settings().home.is_dir()):
        raise InputRefused(
            f"{settings().home} 不存在，请先用 zhijiang up 启动，或检查 ZHIJIANG_HOME。"
        )
    found = examine()
    if json_:
        facts = [{"check": one.name, "problems": list(one.problems)} for one in found]
        print(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{'✗' if one.problems else '✓'} {one.name}")
            for sentence in one.problems:
                print(f"    {sentence}")
    return 1 if any(one.problems for one in found) else 0
