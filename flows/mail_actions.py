"""The office's own actions about mail and silence, each a deployment with a Chinese form."""

from typing import Annotated, Literal

from prefect import flow, get_run_logger
from pydantic import Field

from tasks import mail
from tasks.course import show_board

Words = Annotated[str, Field(min_length=2)]


@flow(name="close-silence", flow_run_name="第{届次}届·了结逾期事项{编号}", persist_result=False)
def close_silence(
    届次: int, 编号: int, 处理: Literal["不再等待", "已另行收到"], 经办人: Words, 理由: Words
) -> None:
    """对逾期未复的事项登记处理意见，停止催办；编号见总览。逾期未复从不视为同意。"""
    get_run_logger().info(mail.close_silence(届次, 编号, 处理, 经办人, 理由))
    show_board(届次)


@flow(name="review-mail", flow_run_name="第{届次}届·复核信函{批次}", persist_result=False)
def review_mail(
    届次: int, 批次: int, 处理: Literal["查看", "放行", "取消"], 经办人: Words, 附言: str = ""
) -> None:
    """复核待发的成批信函：先“查看”收件人和全文，再放行（可加附言）或取消；批次号见总览。"""
    if 处理 == "查看":
        mail.preview(届次, 批次)
        return
    get_run_logger().info(mail.decide_review(届次, 批次, 处理, 附言, 经办人))
    show_board(届次)


@flow(name="resend-mail", flow_run_name="第{届次}届·重发信函", persist_result=False)
def resend_mail(届次: int, 信函编号: Words, 经办人: Words, 新地址: str = "") -> None:
    """重发未能送达的信函，可改正地址；编号和失败原因见总览。"""
    get_run_logger().info(mail.resend(届次, 信函编号, 新地址, 经办人))
    show_board(届次)


@flow(name="export-mail-proof", flow_run_name="第{届次}届·导出发送证明", persist_result=False)
def export_mail_proof(届次: int, 文件: Words) -> None:
    """导出一届全部信函的发送证明（.xlsx）：何时、发给谁、哪个地址、服务器如何应答。

    Args:
        届次: 第几届
        文件: 文件名，如 发送证明.xlsx；写到服务器的发件箱（outbox），重名的加编号
    """
    get_run_logger().info("已导出%d条：%s", *mail.write_proof(届次, 文件))
