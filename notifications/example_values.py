"""The made-up names and days that the examples of messages share."""

from typing import Any, Final

from notifications.catalogue import Letterhead

LETTERHEAD: Final = Letterhead(
    award="第三届钦州市市长质量奖",
    regulation="《钦州市市长质量奖评审管理办法（2021年修订）》",
    office="钦州市质量强市办",
    phone="0777-0000000",
    mailbox="zhijiang@qinzhou.example.cn",
    dated="2026年6月1日",
)
DUE: Final = "2026年6月30日（星期二）17:30（还有20个工作日）"
ORGANISATION: Final = "钦州示例食品有限公司"
DECISION: Final = "《关于表彰第三届钦州市市长质量奖获奖单位的决定》"
APPLICANTS: Final = ("S001 钦州示例食品有限公司", "S002 钦州示例港务有限公司")
PANEL: Final = "第1评审组"
REVIEWER: Final = "张示例同志"
MEMBER: Final = "李示例委员"
TO_APPLICANT: Final[dict[str, Any]] = {"letterhead": LETTERHEAD, "addressee": ORGANISATION}
TO_REVIEWER: Final[dict[str, Any]] = {"letterhead": LETTERHEAD, "addressee": REVIEWER}
