"""``zhijiang import``: files and packages handed in, answered line by line."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from actions.handed_in.importing import import_paths
from actions.report import Line
from cli.refusal import InputRefused
from runtime.folders import typed


def import_files(*paths: Path, edition: Annotated[int, Parameter(name="--edition")]) -> int:
    """导入申报材料、名册、反馈、评分表等文件；有任何一行不成功时退出码为 1。

    Args:
        paths: 文件、压缩包或文件夹；一个申报单位的材料放在一个文件夹或一个 .zip 里。
        edition: 届次，如 3。
    """
    if not paths:
        raise InputRefused("请写出要导入的文件或文件夹。")
    lines = import_paths([typed(path) for path in paths], edition)
    Console().print(_as_table(lines))
    failed = sum(not line.ok for line in lines)
    print(f"共 {len(lines)} 行，成功 {len(lines) - failed} 行，有问题 {failed} 行。")
    return 1 if failed else 0


def _as_table(lines: list[Line]) -> Table:
    table = Table("结果", "文件", "位置", "说明", title="导入结果")
    for line in lines:
        result = "成功" if line.ok else "有问题"
        table.add_row(result, *map(escape, (line.file, line.place, line.sentence)))
    return table
