"""``zhijiang papers``: official papers, their numbers, scans, PDFs and templates."""

from datetime import date
from pathlib import Path

from cyclopts import App
from rich.console import Console
from rich.table import Table

from actions.handed_in.unpacking import read_file
from actions.papers.copies import make_pdfs
from actions.papers.redrawing import redraw_papers
from actions.papers.register import Issue, file_scan, issue_paper, known_paper
from actions.report import Line
from actions.review.blind_pack import blind_pack
from cli.refusal import InputRefused
from documents.papers.catalogue import KINDS
from documents.papers.sources import write_word_templates
from documents.papers.template_check import check_templates
from models.paper import copies_of, issues_of, papers_of
from runtime.desk import open_desk
from runtime.folders import new_at, typed
from runtime.plain_file import written_whole

app = App(name="papers", help="公文：编号、签章扫描件、PDF 和模板")


@app.command(name="list", help="列出一届的全部文件：编号、文号、日期和附存件")
def list_papers(*, edition: int) -> None:
    """列出一届的全部文件。

    Args:
        edition: 第几届
    """
    table = Table(
        "编号", "文件名", "标题", "文号", "成文日期", "附存", title=f"第{edition}届的文件"
    )
    with open_desk() as desk:
        issues = {row.paper_key: row for row in issues_of(desk.session, edition)}
        copies = copies_of(desk.session, edition)
        for row in papers_of(desk.session, edition):
            issue = issues.get(row.key)
            beside = "、".join(one.kind.label for one in copies if one.paper_key == row.key)
            number = issue.number or "不编号" if issue else ""
            day = str(issue.issued_on) if issue else ""
            table.add_row(row.key, row.file_name, row.title, number, day, beside)
    Console().print(table)


@app.command(name="issue", help="登记文号和成文日期，并用它们重新生成这份文件")
def issue_one(
    paper: str,
    /,
    *,
    by: str,
    on: date,
    number: str = "",
    checked_by: str = "",
    cosigned_by: tuple[str, ...] = (),
    signed_by: str = "",
    printed: date | None = None,
    copies_to: tuple[str, ...] = (),
    secrecy: str = "",
    urgency: str = "",
    copy_number: str = "",
) -> None:
    """登记文号和成文日期；文号由办公室编，系统从不代编。

    Args:
        paper: 文件的编号（如 3/call/1/notice）或文件名
        by: 经办人
        on: 成文日期，如 2026-03-05
        number: 文号，如 钦质强办〔2026〕9号；不编号的文件不填
        checked_by: 核稿人
        cosigned_by: 会签人；可重复
        signed_by: 签发人
        printed: 印发日期
        copies_to: 抄送机关；可重复
        secrecy: 密级和保密期限
        urgency: 紧急程度
        copy_number: 份号
    """
    issue = Issue(
        number=number, issued_on=on, actor=by, checked_by=checked_by, cosigned_by=cosigned_by,
        signed_by=signed_by, printed_on=printed, copies_to=copies_to,
        secrecy=secrecy, urgency=urgency, copy_number=copy_number,
    )  # fmt: skip
    with open_desk() as desk:
        written = issue_paper(desk, known_paper(desk, paper).key, issue)
    print(f"已登记，{written.name} 已按文号和日期重新生成。")


@app.command(name="scan", help="把签章扫描件归到一份文件旁边，按校验值绑定")
def scan_one(paper: str, file: Path, /, *, by: str) -> None:
    """把签章扫描件归到一份文件旁边。

    Args:
        paper: 文件的编号或文件名
        file: 扫描件（PDF 或图片）
        by: 经办人
    """
    with open_desk() as desk:
        key = known_paper(desk, paper).key
        copy = file_scan(desk, key, read_file(typed(file)), file.name, actor=by)
    print(
        f"已归入 {key}：{copy.file_name}（{copy.sha256[:12]}），对应文件 {copy.paper_sha256[:12]}。"
    )


@app.command(name="pdf", help="用 LibreOffice 为文件生成 PDF；没有安装时明确说明")
def pdf(*, edition: int, kind: tuple[str, ...] = (), by: str = "命令行") -> int:
    """用 LibreOffice 为文件生成 PDF。

    Args:
        edition: 第几届
        kind: 只生成这几种文件，如 certificate；可重复，不填为全部
        by: 经办人
    """
    _check_kinds(kind)
    return _tell(make_pdfs(edition, kind, actor=by))


@app.command(name="redraw", help="模板修改后，按现在的模板改写还没有发出的文件")
def redraw(*, edition: int, by: str, kind: tuple[str, ...] = (), preview: bool = False) -> int:
    """按现在的模板改写还没有发出的文件；已编号、签章、寄出、公布的保持原样。

    Args:
        edition: 第几届
        by: 经办人
        kind: 只改写这几种文件，如 notice；可重复，不填为全部
        preview: 只列出将会改写哪些，不改写
    """
    _check_kinds(kind)
    with open_desk() as desk:
        lines = redraw_papers(desk, edition, kind, actor=by, preview=preview)
    return _tell(lines)


@app.command(name="templates", help="把随附的公文模板写成可以用 Word、WPS 修改的 .docx")
def templates(folder: Path, /) -> None:
    """把随附的公文模板写成 .docx；已有的文件不覆盖。

    Args:
        folder: 写到哪个文件夹；修改后把它设为 ZHIJIANG_TEMPLATES_FOLDER
    """
    written = write_word_templates(folder)
    print(
        f"已写出 {len(written)} 份模板到 {folder}，修改后用 zhijiang papers check {folder} 检查。"
    )


@app.command(name="check", help="检查自用的模板：写错的字段、漏用的字段和标记")
def check(folder: Path, /) -> int:
    """检查自用的模板；有写错的字段或标记时退出码为 1。

    Args:
        folder: 模板文件夹
    """
    if not folder.is_dir():
        raise InputRefused(f"{folder} 不是文件夹，请核对路径。")
    faults = check_templates(folder)
    for fault in faults:
        print(f"{'错误' if fault.is_wrong else '提醒'}　{fault.file}　{fault.sentence}")
    wrong = sum(fault.is_wrong for fault in faults)
    used = sum(path.suffix == ".docx" for path in folder.iterdir())
    print(f"共 {used} 份模板，{wrong} 处错误，{len(faults) - wrong} 处提醒。")
    return 1 if wrong else 0


@app.command(name="blind", help="为一个评审组打包盲评材料：文件属性、文件名里没有作者和单位")
def blind(
    *, edition: int, panel: int, out: Path, by: str, reviewer: str = "", overwrite: bool = False
) -> int:
    """为一个评审组打包盲评材料；没有签署声明的不收入。

    Args:
        edition: 第几届
        panel: 第几评审组
        out: 写入的文件（.zip）；已有的文件不覆盖
        by: 经办人
        reviewer: 只为这名评审员打包，填编号；不填为全组都可查看的
        overwrite: 覆盖已有的文件
    """
    with open_desk() as desk:
        pack = blind_pack(desk, edition, panel, actor=by, reviewer=reviewer)
    with new_at(out, overwrite=overwrite) as place, written_whole(place) as file:
        file.write(pack.data)
    return _tell(list(pack.lines))


def _check_kinds(kinds: tuple[str, ...]) -> None:
    unknown = [one for one in kinds if one not in KINDS]
    if unknown:
        raise InputRefused(f"没有文件种类“{unknown[0]}”，可用的种类：{'、'.join(KINDS)}。")


def _tell(lines: list[Line]) -> int:
    for line in lines:
        print("　".join(filter(None, ("成功" if line.ok else "未成", line.file, line.sentence))))
    return 0 if all(line.ok for line in lines) else 1
