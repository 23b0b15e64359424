"""Papers in the office's hands: numbers, scans, PDFs, certificates and plaques, blind copies."""

from datetime import date
from typing import Annotated, Literal

from prefect import flow, get_run_logger
from pydantic import Field

from actions.papers.register import Issue
from tasks import papers
from tasks.report import show_lines

Words = Annotated[str, Field(min_length=2)]


@flow(name="issue-paper", flow_run_name="发文登记·{文件}", persist_result=False)
def issue_paper(
    文件: Words,
    成文日期: date,
    经办人: Words,
    文号: str = "",
    印发日期: date | None = None,
    抄送: list[str] | None = None,
    密级: str = "",
    紧急程度: str = "",
    份号: str = "",
) -> None:
    """登记一份文件的文号和成文日期并重新生成；文件填编号（如 3/call/1/notice）或文件名。"""
    issue = Issue(
        number=文号,
        issued_on=成文日期,
        actor=经办人,
        printed_on=印发日期,
        copies_to=tuple(抄送 or ()),
        secrecy=密级,
        urgency=紧急程度,
        copy_number=份号,
    )
    get_run_logger().info(papers.number_paper(文件, issue))


@flow(name="file-scan", flow_run_name="归存签章件·{文件}", persist_result=False)
def file_scan(文件: Words, 扫描件: Words, 经办人: Words) -> None:
    """把收件箱里的签章扫描件归到一份文件旁边，与文件的校验值绑定。

    Args:
        文件: 文件的编号（如 3/call/1/notice）或文件名
        扫描件: 先把扫描件放进服务器的收件箱（inbox），再填它在其中的名称
        经办人: 谁办的
    """
    get_run_logger().info(papers.attach_scan(文件, 扫描件, 经办人))


@flow(name="make-pdfs", flow_run_name="第{届次}届·生成PDF", persist_result=False)
def make_pdfs(届次: int, 经办人: Words, 文件种类: list[str] | None = None) -> None:
    """用 LibreOffice 为证书等文件生成 PDF；不填种类为全部，没有安装 LibreOffice 时如实说明。"""
    lines = papers.write_pdfs(届次, 文件种类 or [], 经办人)
    show_lines(届次, "pdf", "生成 PDF", lines)


@flow(name="redraw-papers", flow_run_name="第{届次}届·按模板改写公文", persist_result=False)
def redraw_papers(
    届次: int, 经办人: Words, 文件种类: list[str] | None = None, 仅预演: bool = True
) -> None:
    """模板修改后，按现在的模板改写还没有发出的公文；已编号、签章、寄出、公布的保持原样。"""
    lines = papers.redraw(届次, 文件种类 or [], 经办人, dry_run=仅预演)
    show_lines(届次, "redraw", f"按模板改写公文{'（预演）' if 仅预演 else ''}", lines)


@flow(name="change-custody", flow_run_name="证书奖牌交接·{编号}", persist_result=False)
def change_custody(
    编号: Words,
    交接: Literal["获奖单位持有", "声明遗失", "已收回"],
    日期: date,
    交接人: Words,
    经办人: Words,
    存放地点: str = "",
) -> None:
    """登记证书或奖牌的颁发、遗失和收回。"""
    done = papers.change_hands(编号, 交接, on=日期, person=交接人, place=存放地点, actor=经办人)
    get_run_logger().info(done)


@flow(name="custody-form", flow_run_name="第{届次}届·证书奖牌交接登记表", persist_result=False)
def custody_form(届次: int, 文件: Words) -> None:
    """写出证书奖牌交接登记表（.xlsx），每件一行；填写后用 import-files 导入。

    Args:
        届次: 第几届
        文件: 文件名，如 交接.xlsx；写到服务器的发件箱（outbox），重名的加编号
    """
    get_run_logger().info("已写出：%s", papers.write_custody_form(届次, 文件))


@flow(
    name="pack-blind-copies", flow_run_name="第{届次}届·盲评材料·{评审组}组", persist_result=False
)
def pack_blind_copies(
    届次: int, 评审组: int, 文件: Words, 经办人: Words, 评审员编号: str = ""
) -> None:
    """把一个评审组或一名评审员可以查看的申报材料打包成盲评副本（.zip）；没有收入的逐件列出。

    Args:
        届次: 第几届
        评审组: 第几评审组
        文件: 文件名，如 第1组.zip；写到服务器的发件箱（outbox），重名的加编号
        经办人: 谁办的
        评审员编号: 只为这名评审员打包；不填为全组都可查看的
    """
    lines, written = papers.pack_blind(届次, 评审组, 文件, 经办人, 评审员编号)
    get_run_logger().info("已写出：%s", written)
    show_lines(届次, "blind", f"盲评材料·第{评审组}组", lines)
