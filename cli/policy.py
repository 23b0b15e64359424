"""``zhijiang policy``: which packs there are, whether one holds, and what it says."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cyclopts import App
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.refusal import InputRefused
from rules.feasibility import Circumstances, Strain, strains
from rules.policy import PackInvalid, Policy, PolicyValue, read_pack
from runtime import clock
from runtime.days import calendar
from runtime.packs import pack_folder, pack_folders

app = App(
    name="policy", help="查看和检查政策包。政策包是一个文件夹，把一地的评审管理办法写成数据。"
)

HEADINGS = ("键", "事项", "取值", "依据", "条文或理由")


@app.command(name="list")
def list_packs() -> None:
    """列出可用的政策包：本地自己的和随系统提供的。"""
    table = Table("政策包", "名称", "须经确认的取值", title="政策包")
    for folder in pack_folders():
        table.add_row(folder.name, *_summary(folder))
    Console().print(table)


@app.command
def check(
    path: str,
    /,
    *,
    applicants: int | None = None,
    reviewers: int | None = None,
    committee: int | None = None,
    conflicted: int = 0,
    absent: int = 0,
    opens_on: date | None = None,
) -> int:
    """检查政策包，一次列出全部问题；有问题或按所给人数不能开展时退出码为 1。

    Args:
        path: 政策包的文件夹，或随系统提供的政策包的名称。
        applicants: 预计申报单位数；与 reviewers、committee 一并给出时，检查这一届能否开展。
        reviewers: 评审员专家库人数。
        committee: 评审委员会委员人数。
        conflicted: 预计每组因利害关系回避的评审员人数。
        absent: 预计不能到会的委员人数。
        opens_on: 开启日期，如 2027-03-01；不写的为今天。
    """
    heads = _heads(applicants=applicants, reviewers=reviewers, committee=committee)
    if conflicted < 0 or absent < 0:
        raise InputRefused("--conflicted 和 --absent 不能为负数。")
    folder = _folder_of(path)
    try:
        policy = _read(folder)
    except PackInvalid as invalid:
        for problem in invalid.problems:
            where = "：".join(part for part in (problem.file, problem.key) if part)
            article = f"（{problem.article}）" if problem.article else ""
            print(f"{where or folder.name}{article}　{problem.sentence}")
        print(f"政策包 {folder.name} 有 {len(invalid.problems)} 处问题，改正后再用。")
        return 1
    print(f"政策包 {folder.name} 可以使用：{policy.meta.title.value}")
    print(f"其中 {len(policy.project_defaults())} 项为系统建议值，开展相应阶段前须经承办机构确认。")
    print(f"SHA-256 {policy.sha256}")
    if heads is None:
        return 0
    day = opens_on or clock.now().date()
    return _report(strains(policy, Circumstances(*heads, day, conflicted, absent), calendar()), day)


@app.command
def show(pack: str, /, *, markdown: bool = False) -> None:
    """逐项显示政策包的取值、依据和条文。

    Args:
        pack: 政策包的名称或文件夹。
        markdown: 输出 Markdown 表格。
    """
    folder = _folder_of(pack)
    try:
        policy = _read(folder)
    except PackInvalid as invalid:
        count = len(invalid.problems)
        raise InputRefused(
            f"政策包有 {count} 处问题，请先运行 zhijiang policy check {pack}。"
        ) from invalid
    if markdown:
        print(_as_markdown(policy))
    else:
        Console().print(_as_table(policy))


def _heads(**given: int | None) -> tuple[int, int, int] | None:
    """Applicants, reviewers and committee: all of them or none."""
    known = [number for number in given.values() if number is not None]
    if not known:
        return None
    if len(known) < len(given):
        lacking = "、".join(f"--{name}" for name, number in given.items() if number is None)
        raise InputRefused(f"检查能否开展还须给出 {lacking}。")
    if min(known) < 0:
        raise InputRefused("--applicants、--reviewers 和 --committee 不能为负数。")
    applicants, reviewers, committee = known
    return applicants, reviewers, committee


def _report(found: Sequence[Strain], day: date) -> int:
    """What cannot work or will pinch; 1 when something cannot work."""
    print(f"按 {day.isoformat()} 开启、所给人数检查：")
    for one in found:
        print(f"{'不能开展' if one.blocking else '须留意'}　{one.key}　{one.sentence}")
    if not found:
        print("可以开展，没有须留意的取值。")
    return int(any(one.blocking for one in found))


def _folder_of(pack: str) -> Path:
    folder = pack_folder(pack) or Path(pack)
    if pack and any(folder.glob("*.toml")):
        return folder
    known = "、".join(folder.name for folder in pack_folders())
    raise InputRefused(
        f"没有政策包“{pack}”：请写含有 .toml 文件的文件夹，或下列名称之一：{known}。"
    )


def _read(folder: Path) -> Policy:
    from actions.stages import NEEDS  # brings the database along

    try:
        return read_pack(folder, NEEDS)
    except UnicodeDecodeError as error:
        raise InputRefused(f"{folder} 里有文件不是 UTF-8 编码，请另存为 UTF-8。") from error


def _summary(folder: Path) -> tuple[str, str]:
    try:
        policy = _read(folder)
    except PackInvalid as invalid:
        return f"有 {len(invalid.problems)} 处问题，不能使用", ""
    return policy.meta.title.value, str(len(policy.project_defaults()))


def _row(value: PolicyValue) -> tuple[str, ...]:
    return value.key, value.label, value.shown, value.basis.label, value.cite


def _as_table(policy: Policy) -> Table:
    table = Table(title=policy.meta.title.value)
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    section = ""
    for value in policy.values():
        if section != (section := value.key.split(".")[0]):
            table.add_section()
        table.add_row(*map(escape, _row(value)))
    return table


def _as_markdown(policy: Policy) -> str:
    lines = [f"# {policy.meta.title.value}", ""]
    lines += [f"| {' | '.join(HEADINGS)} |", "|" + "---|" * len(HEADINGS)]
    for value in policy.values():
        cells = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in _row(value))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
