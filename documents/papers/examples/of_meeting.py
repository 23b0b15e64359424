"""Made-up papers around the committee's meeting."""

from documents.papers.contexts import meeting
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON, CONTACT

_AGENDA = ("听取综合评审报告", "审议获奖建议名单", "无记名投票", "宣布计票结果")
EXAMPLES: dict[str, Base] = {
    "meeting-notice": meeting.MeetingNotice(
        **COMMON,
        latest="2026年11月13日",
        agenda=_AGENDA,
        quorum="全体委员三分之二以上",
        contact=CONTACT,
    ),
    "sign-in-sheet": meeting.SignInSheet(
        **COMMON,
        members=(
            meeting.Attendant(name="覃国华", employer="钦州市人民政府", role="主任委员"),
            meeting.Attendant(name="韦敏", employer="北部湾大学", role="委员"),
        ),
    ),
    "chair-script": meeting.ChairScript(
        **COMMON,
        appointed=21,
        quorum="全体委员三分之二以上",
        agenda=_AGENDA,
        candidates=14,
        way="无记名投票",
        rounds=("第一轮：市长质量奖，每张选票最多投4个同意票。",),
    ),
}
