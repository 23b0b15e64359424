"""The office's own actions about mail and silence, each a deployment that the pages order."""

from typing import Literal

from flows.fields import Words
from flows.ordering import office_flow
from tasks import mail
from tasks.course import show_board
from tasks.ordering import Actor


@office_flow("close-silence", "第{届次}届·了结逾期事项{编号}")
def close_silence(
    届次: int, 编号: int, 处理: Literal["不再等待", "已另行收到"], 经办人: Actor, 理由: Words
) -> str:
    """对逾期未复的事项登记处理意见，停止催办；编号见总览。逾期未复从不视为同意。

    Args:
        届次: 第几届
        编号: 总览“逾期未复”一栏里的编号
        处理: 不再等待，或者已经从别处收到
        经办人: 下达命令的人
        理由: 存入档案
    """
    done = mail.close_silence(届次, 编号, 处理, 经办人, 理由)
    show_board(届次)
    return done


@office_flow("review-mail", "第{届次}届·复核信函{批次}")
def review_mail(
    届次: int, 批次: int, 处理: Literal["查看", "放行", "取消"], 经办人: Actor, 附言: str = ""
) -> str:
    """复核待发的成批信函：先“查看”收件人和全文，再放行（可加附言）或取消；批次号见总览。

    Args:
        届次: 第几届
        批次: 总览“待复核的信函”一栏里的批次号
        处理: 先查看；放行即发出，取消即不发
        经办人: 下达命令的人
        附言: 加在每封信正文之后的话；不填则不加
    """
    if 处理 == "查看":
        mail.preview(届次, 批次)
        return "收件人和全文见本次运行的结果页。"
    done = mail.decide_review(届次, 批次, 处理, 附言, 经办人)
    show_board(届次)
    return done


@office_flow("resend-mail", "第{届次}届·重发信函")
def resend_mail(届次: int, 信函编号: Words, 经办人: Actor, 新地址: str = "") -> str:
    """重发未能送达的信函，可改正地址；编号和失败原因见总览。

    Args:
        届次: 第几届
        信函编号: 总览“发送失败”一栏里的编号
        经办人: 下达命令的人
        新地址: 改正后的电子邮箱；不填则仍发往原地址
    """
    done = mail.resend(届次, 信函编号, 新地址, 经办人)
    show_board(届次)
    return done


@office_flow("export-mail-proof", "第{届次}届·导出发送证明")
def export_mail_proof(届次: int, 文件: Words) -> str:
    """导出一届全部信函的发送证明（.xlsx）：何时、发给谁、哪个地址、服务器如何应答。

    Args:
        届次: 第几届
        文件: 文件名，如 发送证明.xlsx；写到服务器的发件箱（outbox），重名的加编号
    """
    count, written = mail.write_proof(届次, 文件)
    return f"已导出{count}条：{written}"
