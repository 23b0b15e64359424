"""Papers in the office's hands: numbers, scans, PDFs, certificates and plaques, blind copies."""

from datetime import date
from typing import Literal

from actions.papers.register import Issue
from flows.ending import Ending, after_lines
from flows.fields import DayOrNone, Words
from flows.ordering import office_flow
from tasks import papers
from tasks.ordering import Actor
from tasks.report import show_lines


@office_flow("issue-paper", "发文登记·{文件}")
def issue_paper(
    文件: Words,
    成文日期: date,
    经办人: Actor,
    文号: str = "",
    核稿人: str = "",
    会签: tuple[str, ...] = (),
    签发人: str = "",
    印发日期: DayOrNone = "",
    抄送: tuple[str, ...] = (),
    密级: str = "",
    紧急程度: str = "",
    份号: str = "",
) -> str:
    """登记一份文件的文号和成文日期并重新生成；文件填编号（如 3/call/1/notice）或文件名。

    Args:
        文件: 编号（如 3/call/1/notice）或文件名
        成文日期: 文件落款的日期
        经办人: 下达命令的人
        文号: 如 钦质〔2026〕3号；不填则没有文号
        核稿人: 须编号盖章后发出的文件必填
        会签: 每行一个会签人；不填则没有
        签发人: 须编号盖章后发出的文件必填
        印发日期: 如 2026-04-02；不填则不印
        抄送: 每行一个单位；不填则没有
        密级: 如 秘密；不填则不印
        紧急程度: 如 加急；不填则不印
        份号: 六位以内的数字；不填则不印
    """
    issue = Issue(
        number=文号,
        issued_on=成文日期,
        actor=经办人,
        checked_by=核稿人,
        cosigned_by=会签,
        signed_by=签发人,
        printed_on=date.fromisoformat(印发日期) if 印发日期 else None,
        copies_to=抄送,
        secrecy=密级,
        urgency=紧急程度,
        copy_number=份号,
    )
    return papers.number_paper(文件, issue)


@office_flow("file-scan", "归存签章件·{文件}")
def file_scan(文件: Words, 扫描件: Words, 经办人: Actor) -> str:
    """把收件箱里的签章扫描件归到一份文件旁边，与文件的校验值绑定。

    Args:
        文件: 文件的编号（如 3/call/1/notice）或文件名
        扫描件: 先把扫描件放进服务器的收件箱（inbox），再填它在其中的名称
        经办人: 下达命令的人
    """
    return papers.attach_scan(文件, 扫描件, 经办人)


@office_flow("make-pdfs", "第{届次}届·生成PDF")
def make_pdfs(届次: int, 经办人: Actor, 文件种类: tuple[str, ...] = ()) -> Ending:
    """用 LibreOffice 为证书等文件生成 PDF；没有安装 LibreOffice 时如实说明。

    Args:
        届次: 第几届
        经办人: 下达命令的人
        文件种类: 每行一种，如 certificate；不填为全部
    """
    lines = papers.write_pdfs(届次, list(文件种类), 经办人)
    show_lines(届次, "pdf", "生成 PDF", lines)
    return after_lines(lines, "生成 PDF")


@office_flow("redraw-papers", "第{届次}届·按模板改写公文")
def redraw_papers(
    届次: int, 经办人: Actor, 文件种类: tuple[str, ...] = (), 仅预演: bool = True
) -> Ending | list[str]:
    """模板修改后，按现在的模板改写还没有发出的公文；已编号、签章、寄出、公布的保持原样。

    Args:
        届次: 第几届
        经办人: 下达命令的人
        文件种类: 每行一种，如 notice；不填为全部
        仅预演: 只说明将会怎样，不作改动
    """
    lines = papers.redraw(届次, list(文件种类), 经办人, dry_run=仅预演)
    show_lines(届次, "redraw", f"按模板改写公文{'（预演）' if 仅预演 else ''}", lines)
    if 仅预演:
        return [f"将改写的{len(lines)}项见本次运行的结果页。"]
    return after_lines(lines, "按模板改写公文")


@office_flow("change-custody", "证书奖牌交接·{编号}")
def change_custody(
    编号: Words,
    交接: Literal["获奖单位持有", "声明遗失", "已收回"],
    日期: date,
    交接人: Words,
    经办人: Actor,
    存放地点: str = "",
) -> str:
    """登记证书或奖牌的颁发、遗失和收回。

    Args:
        编号: 证书或奖牌上的编号
        交接: 交接之后的情况
        日期: 交接、声明或收回的日期
        交接人: 对方的姓名
        经办人: 下达命令的人
        存放地点: 收回后存放在哪里；不填则不登记
    """
    return papers.change_hands(编号, 交接, on=日期, person=交接人, place=存放地点, actor=经办人)


@office_flow("custody-form", "第{届次}届·证书奖牌交接登记表")
def custody_form(届次: int, 文件: Words) -> str:
    """写出证书奖牌交接登记表（.xlsx），每件一行；填写后用 import-files 导入。

    Args:
        届次: 第几届
        文件: 文件名，如 交接.xlsx；写到服务器的发件箱（outbox），重名的加编号
    """
    return f"已写出：{papers.write_custody_form(届次, 文件)}"


@office_flow("pack-blind-copies", "第{届次}届·盲评材料·{评审组}组")
def pack_blind_copies(
    届次: int, 评审组: int, 文件: Words, 经办人: Actor, 评审员编号: str = ""
) -> Ending:
    """把一个评审组或一名评审员可以查看的申报材料打包成盲评副本（.zip）；没有收入的逐件列出。

    Args:
        届次: 第几届
        评审组: 第几评审组
        文件: 文件名，如 第1组.zip；写到服务器的发件箱（outbox），重名的加编号
        经办人: 下达命令的人
        评审员编号: 只为这名评审员打包；不填为全组都可查看的
    """
    lines, written = papers.pack_blind(届次, 评审组, 文件, 经办人, 评审员编号)
    show_lines(届次, "blind", f"盲评材料·第{评审组}组", lines)
    return after_lines(lines, f"已写出 {written}")
