"""scenario.toml: what people do after the packages are in, as data for `examples.playing`."""

from examples.making.organisations import ELIGIBLE, Oddity, odd
from examples.making.pool import SIZE
from examples.making.registers import VERIFIERS, committee
from examples.making.variety import choice

_STRICTNESS = (-5, 0, 0, 0, 5)


def scenario() -> bytes:
    """The file, in UTF-8."""
    accident, disputed = odd(Oddity.ACCIDENT), ELIGIBLE[2]
    goes_on, stays = ELIGIBLE[10], ELIGIBLE[12]
    return _TEMPLATE.format(
        first_verifier=VERIFIERS[0],
        second_verifier=VERIFIERS[1],
        accident=f'"{accident.uscc}" # {accident.name}',
        goes_on=f'"{goes_on.uscc}", # {goes_on.name}',
        stays=f'"{stays.uscc}", # {stays.name}',
        disputed=f'"{disputed.uscc}" # {disputed.name}',
        chair=committee()[0].name,
        recused=committee()[19].name,
        silent=committee()[7].name,
        opposed=committee()[11].name,
        levels="\n".join(f'"{one.uscc}" = {one.level} # {one.name}' for one in ELIGIBLE),
        strictness="\n".join(f"{who} = {_strictness(who)}" for who in _reviewers()),
    ).encode()


def _reviewers() -> list[str]:
    return [f"E{position:02d}" for position in range(1, SIZE + 1)]


def _strictness(reviewer: str) -> int:
    return choice(f"{reviewer}/宽严", _STRICTNESS)


_TEMPLATE = """\
# 第三届的演示情节：各方收到文件之后怎样办。单位、人员、代码和事项均为虚构。
# 受理编号、抽取结果等要到运行时才知道，这里只写统一社会信用代码、名次和次序。
# 由 python -m examples.make_qinzhou_2026 生成。

edition = 3
opens_at = 2026-03-02T09:00:00+08:00
intake_closes_on = 2026-04-24

# 抽签：公开数的来源和见证人的承诺（随机码与字样的摘要）先公布，数值后产生，见证人再开示
[draw]
source = "示例彩票2026年第060期开奖号码（红球/蓝球）"
public_value = "03 08 15 21 27 33/09"
observer = "周正" # 纪检监察机关派员，不兼任见证人
witnesses = [
    {{ name = "利春燕", office = "评审员代表", salt = "7f3a91c0d2e84b65", entry = "潮平两岸阔" }},
    {{ name = "陶安民", office = "公证处", salt = "b8064e1f93ad27c5", entry = "2026-0612-七" }},
]

# 部门反馈：一个部门逾期未反馈，由办公室书面认定；一个部门提出异议
[consultation]
silent = "市发展和改革委员会"
accepted_by = "市质量强市办主任"
acceptance = "已查询公共信用信息，未见不良记录，书面认定"

[[consultation.objections]]
department = "市应急管理局"
uscc = {accident}
conditions = ["13(6)"]
facts = "2025年6月11日船台发生高处坠落事故，造成10人死亡，认定为重大生产安全责任事故"
occurred_on = 2025-06-11
major = true
level = "重大"

[verification]
verifiers = ["{first_verifier}", "{second_verifier}"]
outcome = "满足"
evidence = "查阅体系文件、统计报表和顾客调查，走访现场"

# 回避：第 panel 组第 place 个抽出的评审员，对该组第 applicant 家申报单位
[[declared_interests]]
panel = 1
place = 2
applicant = 1
note = "去年为该单位讲授过质量管理课程"

# 评分：各家的平均百分比，各评审员的宽严（百分点），一处须合议的分歧
[scores]
site_reason = "现场查实，与资料评审所见不同"

[scores.levels]
{levels}

[scores.strictness]
{strictness}

[scores.consensus]
uscc = {disputed}
item = "4.6.3"
odd_percent = 85
other_percent = 55
agreed_percent = 60
minute = "逐条核对改进项目清单，合议定为60%"

# 入围名额末位的并列：两家各条款得分相同，承办机构书面定前一家入围
[scores.cut]
usccs = [
    {goes_on}
    {stays}
]
reasons = [
    "按第三条好中选优，两家得分相同，关键过程的改进结果更完整",
    "按第三条好中选优，两家得分相同，关键过程的改进结果尚不完整",
]

# 投票：按综合得分名次列出同意票；第4、5名同票，再次投票由第5名胜出，得票而非得分决定
[meeting]
appointed = 21
present = 18
presided_by = "{chair}"
tellers = ["施慧", "龙凯旋"]
observer = "周正"
observer_note = "会议程序、计票和唱票符合规定，未发现影响公正的情形"
award_votes = [17, 15, 13, 10, 10, 4, 2, 1]
run_off_votes = [8, 10]
nomination_votes = [17, 16, 15, 14, 13, 11, 7, 6, 5, 4]
blank_every = 3

[meeting.recusal]
member = "{recused}"
rank = 6
reason = "曾任该单位质量顾问"

# 公示渠道：after_hours 为公示开始后的小时数
[[channels]]
channel = "市人民政府门户网站"
url = "https://www.city.example/gongshi/2026/1.html"
after_hours = 1

[[channels]]
channel = "市级新闻媒体"
url = "示例日报第3版"
after_hours = 2

[[channels]]
channel = "网络"
url = "https://news.example/zlj/2026/1.html"
after_hours = 3

# 异议：place 为该奖项建议名单中的次序（从1起）
[[objections]]
number = "Y001"
prize = "nomination"
place = 5
after_hours = 26
objector = "龙向阳"
contact = "13900009001"
matter = "反映该单位2025年抽检不合格未如实填报"
evidence = "抽检通报复印件"
method = "向市市场监督管理局调取抽检档案，约谈单位负责人"
findings = "2025年9月一批次产品抽检不合格，申报表未填写，反映属实"
opinion = "成立"

[[objections]]
number = "Y002"
prize = "award"
place = 2
after_hours = 50
objector = ""
contact = ""
matter = "反映该单位售后服务不及时"
evidence = ""
method = "调阅近三年投诉台账，回访顾客20家"
findings = "投诉均在承诺时限内办结，反映的情况不属实"
opinion = "不成立"

# 委员书面意见：一人逾期未复，一人不同意，其余同意
[opinions]
silent = "{silent}"
opposed = "{opposed}"
agreed_text = "同意核实结论"
opposed_text = "建议再听取申报单位说明"

[city_reply]
number = "钦政函〔2026〕88号"
decision = "同意"
"""
