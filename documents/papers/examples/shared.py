"""What the made-up papers share."""

from typing import Any

from documents.papers.contexts import entry, vote
from documents.papers.contexts.base import Basis, Contact, Organisation

COMMON: dict[str, Any] = {
    "award": "钦州市市长质量奖",
    "edition": "第三届",
    "regulation": "钦州市市长质量奖评审管理办法（2021年修订）",
    "article": "第十六条",
    "issuer": "钦州市实施质量强市战略工作领导小组办公室",
    "number": "钦质强办〔2026〕9号",
    "date": "2026年3月5日",
    "bases": (
        Basis(label="公示期限", shown="5个工作日", basis="承办机构暂定", cite="办法未定公示天数"),
        Basis(label="评审组人数", shown="3至5名", basis="办法条文", cite="第十条"),
    ),
}
CONTACT = Contact(
    person="黄工",
    phone="0777-2800000",
    email="office@qinzhou.example",
    address="钦州市金海湾东大街1号",
)
HEAVY = Organisation(ref="S001", name="钦州市临海重工有限公司", uscc="91450700MA5XAAAA0W")
TEA = Organisation(ref="S002", name="灵山县陆屋茶业专业合作社", uscc="93450721MA5XAAAA7R")
CONDITIONS = (
    entry.ConditionLine(
        id="13(2)",
        article="第十三条第（二）项",
        text="产品或服务符合环境保护、安全生产等方面的法律法规和强制性标准",
    ),
    entry.ConditionLine(
        id="13(6)",
        article="第十三条第（六）项",
        text="近3年内无重大的质量、安全生产、环境污染、公共卫生等事故",
    ),
)
LISTS = (
    vote.ListedPrize(prize="市长质量奖", winners=(HEAVY,), vacant=3),
    vote.ListedPrize(prize="市长质量奖提名奖", winners=(TEA,), vacant=5),
)
CASE = vote.ObjectionCase(
    number="Y001",
    received="2026年12月1日",
    identity="实名",
    applicant=HEAVY.name,
    matter="反映2024年处罚未如实申报",
    evidence="处罚决定书复印件",
    method="查阅处罚公示和申报材料",
    findings="处罚已在申报表内列明",
    opinion="不成立",
)
NO_FEE = "市长质量奖的评审不向申报企业或组织收取任何费用，不增加企业或组织负担。"
TITLE_NOTICE = "获奖企业或组织可以在企业形象宣传中使用该称号，并注明获奖年度，但不得用于产品宣传。"
PROCESS = "经自愿申报、资格审查、资料评审、现场评审、评审委员会审议、社会公示"
