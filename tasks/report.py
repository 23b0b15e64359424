"""What an import or a draw did, line by line, as an artifact."""

from actions.markdown import escaped, table
from actions.report import Line
from tasks.artifacts import show


def show_lines(edition: int, what: str, title: str, lines: list[Line]) -> None:
    """A table of the lines; those that were not taken are marked and come first."""
    show(f"edition-{edition}-{what}", page_of(title, lines), title)


def page_of(title: str, lines: list[Line]) -> str:
    """The page; names and sentences come from files, so nothing in them is taken for a mark."""
    ordered = sorted(lines, key=lambda line: line.ok)
    rows = [("✓" if one.ok else "✗", one.file, one.place, one.sentence) for one in ordered]
    refused = sum(not line.ok for line in lines)
    head = [f"# {escaped(title)}", "", f"共{len(lines)}项，未接收{refused}项。", ""]
    return "\n".join([*head, table(("", "文件", "位置", "结果"), rows)])
