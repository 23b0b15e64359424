"""``--help`` in Chinese: plain lines that read the same on a terminal, in a pipe and in a log.

The labels of cyclopts' own formatters are English. Descriptions come from the docstrings of the
commands, which are therefore Chinese too.
"""

import io
from typing import Any

from cyclopts.help import HelpEntry, HelpPanel
from rich.console import Console, ConsoleOptions

_TITLES = {"Commands": "命令", "Arguments": "参数", "Parameters": "选项"}


class ChineseHelp:
    """A cyclopts help formatter."""

    def __call__(
        self,
        console: Console,
        options: ConsoleOptions,  # noqa: ARG002 - the protocol names it
        panel: HelpPanel,
    ) -> None:
        if not panel.entries:
            return
        title = _plain(panel.title)
        _print(console, f"{_TITLES.get(title, title)}：")
        names = [", ".join(_names(entry)) for entry in panel.entries]
        width = max(map(len, names))
        for name, entry in zip(names, panel.entries, strict=True):
            _print(console, f"  {name:<{width}}  {_description(entry)}".rstrip())
        _print(console, "")

    def render_usage(self, console: Console, _: ConsoleOptions, usage: Any) -> None:
        words = _plain(usage).removeprefix("Usage: ").replace("COMMAND", "命令")
        _print(
            console, f"用法：{words.replace('[OPTIONS]', '[选项]').replace('[ARGS]', '[参数]')}\n"
        )

    def render_description(self, console: Console, _: ConsoleOptions, description: Any) -> None:
        if text := _plain(description):
            _print(console, f"{text}\n")


def _names(entry: HelpEntry) -> tuple[str, ...]:
    return entry.display_labels_with_metavar


def _description(entry: HelpEntry) -> str:
    parts = [_plain(entry.description)]
    if entry.choices:
        parts.append(f"（可选：{'、'.join(entry.choices)}）")
    if entry.default not in (None, "False"):
        parts.append(f"（默认：{entry.default}）")
    if entry.required:
        parts.append("（必填）")
    return "".join(parts)


def _plain(text: Any) -> str:
    """The words of a string or of anything rich can print, without colour."""
    console = Console(file=io.StringIO(), width=1000, no_color=True)
    with console.capture() as capture:
        console.print(text, end="", markup=False, highlight=False)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip()


def _print(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
