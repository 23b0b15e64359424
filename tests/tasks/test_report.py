"""The page of an import: nothing that a file's name says is taken for Markdown or HTML."""

from markdown_it import MarkdownIt

from actions.report import Line
from tasks.report import page_of

NAMES = (
    "<img src=x onerror=alert(1)>.pdf",
    "[点这里](http://evil.example)",
    "![图](http://evil.example/a.png)",
    "a | b |\n| ✓ | 伪造.pdf | | 已收 |",
    "\u202efdp.exe",
    "`code`\r\n# 标题",
    "&lt;script&gt;",
)


def test_names_stay_in_their_cells_and_are_no_marks() -> None:
    lines = [Line(name, name, ok=False, sentence=f"“{name}”没有收入。") for name in NAMES]

    page = page_of(f"导入 {NAMES[0]}", lines)
    html = MarkdownIt("commonmark").enable("table").render(page)

    assert html.count("<tr>") == 1 + len(NAMES)
    assert html.count("<td>") == 4 * len(NAMES)
    assert html.count("<h1>") == 1
    for mark in ("<img", "<a ", "<code", "<script", "\u202e"):
        assert mark not in html
