"""Examples of the messages that remind, chase, escalate and sum up. All names are made up."""

from typing import Final

from notifications import catalogue as c
from notifications import example_values as v
from notifications.example_values import LETTERHEAD

CHASING: Final[dict[str, c.Notice]] = {
    "reminder": c.Reminder(
        **v.TO_REVIEWER,
        basis="第十七条",
        matter="资料评审评分表",
        deadline=v.DUE,
        days_left="距截止还有3天",
        request="请填写此前发送的评分表，发送至zhijiang@qinzhou.example.cn。",
    ),
    "overdue": c.Overdue(
        letterhead=LETTERHEAD,
        addressee="钦州市生态环境局",
        basis="第十六条",
        matter="反馈对2家申报单位的意见",
        deadline=v.DUE,
        days_left="已逾期1天",
        request="请逐家填写意见反馈表并加盖公章后发送。",
    ),
    "escalation": c.Escalation(
        **v.TO_REVIEWER,
        basis="第十七条",
        person="陈示例（138****0000）",
        matter="提交资料评审评分表（3家）",
        deadline=v.DUE,
        days_left="已逾期1天",
    ),
    "digest": c.Digest(
        letterhead=LETTERHEAD,
        addressee="黄示例",
        basis="第九条第（四）项",
        scope="第三届钦州市市长质量奖、第四届钦州市市长质量奖",
        day="2026年6月1日（星期一）",
        decisions=(
            "第三届·资格审查：提请决定：https://award.qinzhou.example.cn/desk/decide/3/eligibility/1/gate",
        ),
        overdue=("资格审查：市税务局，反馈征求意见反馈表，2026年5月29日（星期五）17:30（编号7）",),
        due=("资料评审：张示例，提交资料评审评分表（3家），2026年6月5日（星期五）17:30",),
        held=("第2号批次，2026年6月1日（星期一）12:30自动放行",),
        failed=("示例县质强办 a@b.cn：申报通知；服务器应答：550 无此用户；编号：3/call/1/x",),
        runs=("资格审查：https://award.qinzhou.example.cn/prefect/v2/runs/flow-run/2",),
    ),
}
