"""What an import or a draw did, line by line, as an artifact."""

from actions.report import Line
from tasks.artifacts import show


def show_lines(edition: int, what: str, title: str, lines: list[Line]) -> None:
    """A table of the lines; those that were not taken are marked and come first."""
    ordered = sorted(lines, key=lambda line: line.ok)
    rows = [f"| {'✓' if x.ok else '✗'} | {x.file} | {x.place} | {x.sentence} |" for x in ordered]
    refused = sum(not line.ok for line in lines)
    head = [
        f"# {title}",
        "",
        f"共{len(lines)}项，未接收{refused}项。",
        "",
        "| | 文件 | 位置 | 结果 |",
    ]
    show(f"edition-{edition}-{what}", "\n".join([*head, "|---|---|---|---|", *rows]), title)
