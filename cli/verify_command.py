"""``zhijiang verify``: what does not hold, sentence by sentence."""

import json
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from cli.verify import verify_file


def verify(path: Path, /, *, as_json: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """核对归档包或 record.json：逐项重算，不需要数据库；不一致时退出码为 1。

    Args:
        path: zhijiang export 导出的归档包，或其中的 record.json。
        as_json: 输出 JSON。
    """
    report = verify_file(path)
    if as_json:
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
        print(text.encode("utf-8", "replace").decode())  # halves of characters cannot be printed
    else:
        print("\n".join(report.sentences()))
    return 0 if report.holds else 1
