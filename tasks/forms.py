"""The forms the office fills in at a gate, as the Prefect UI shows them.

No field has a default: a form that nobody filled in must never read as an answer.
"""

from typing import Annotated, Literal

from prefect.input import RunInput
from pydantic import Field

from actions.stages import REOPENABLE, WITH_DEADLINE
from documents.forms.incidents import Ground
from models.gate import Outcome

APPROVE = "同意"
OUTCOMES = {APPROVE: Outcome.APPROVED, "退回": Outcome.RETURNED}


class GateForm(RunInput):
    """Who decides what, and why; every gate has these four fields."""

    审批人: str = Field(min_length=2, description="您的姓名，与登记的一致")
    动态验证码: str = Field(
        pattern=r"^\d{6}$", description="验证器上现在显示的六位数字，只能用一次"
    )
    决定: Literal["同意", "退回"] = Field(description="退回：本阶段重新进行一次")
    意见: str = Field(min_length=2, description="理由，存入档案")


Words = Annotated[str, Field(min_length=2)]
"""A text the office must fill in, in the form of one of its own deployments."""

StageWithDeadline = Annotated[str, Field(json_schema_extra={"enum": list(WITH_DEADLINE)})]
ReopenableStage = Annotated[str, Field(json_schema_extra={"enum": list(REOPENABLE)})]
"""A choice of stages; Prefect's server refuses any other."""


class EligibilityForm(GateForm):
    """Article 16: pending applicants and silent departments are settled by name."""

    待定事项裁定: str = Field(
        description=(
            "每行一项：受理编号 合格|不合格 理由；未反馈部门：部门名 接受 理由；没有则填“无”"
        )
    )


class PanelsForm(GateForm):
    """Article 10: the office names the leader of each panel."""

    组长: str = Field(description="每行一组：组号 评审员编号；由抽签规则产生时填“无”")


class DocumentReviewForm(GateForm):
    """Article 17: ties at the cut and consensus talks are settled with a reason."""

    入围调整: str = Field(description="每行一项：受理编号 入围|不入围 理由；没有则填“无”")
    合议记录: str = Field(description="每行一项：受理编号 条款 百分比|维持 记录；没有则填“无”")


class SiteReviewForm(GateForm):
    """Article 18: talks are minuted."""

    合议记录: str = Field(description="每行一项：受理编号 条款 百分比|维持 记录；没有则填“无”")


class DeliberationForm(GateForm):
    """Article 19: where vote and score disagree, the chair says why."""

    主任委员说明: str = Field(description="得票与得分次序不一致时必填；没有则填“无”")


class PublicityForm(GateForm):
    """Article 20: each objection is handled after every member was asked in writing."""

    异议处理: str = Field(description="每行一项：异议编号 成立|部分成立|不成立 理由；没有则填“无”")


class ApprovalForm(GateForm):
    """Article 21: the city government's reply."""

    批复文号: str = Field(description="市人民政府批复的文号，如 钦政函〔2026〕88号；退回时填“无”")
    批复日期: str = Field(
        pattern=r"^(\d{4}-\d{2}-\d{2}|无)$", description="如 2026-11-20；退回时填“无”"
    )


def details_of(form: GateForm) -> dict[str, str]:
    """The fields a stage added; “无” is an empty one."""
    own = set(type(form).model_fields) - set(GateForm.model_fields) - {"description"}
    values = form.model_dump()
    return {
        name: "" if values[name].strip() == "无" else values[name].strip() for name in sorted(own)
    }


class TriageForm(GateForm):
    """Article 31: on which ground a case is opened."""

    决定: Literal["同意", "退回"] = Field(description="同意：立案；退回：不立案")
    立案情形: Ground = Field(description="对照上面两条选择；不立案时选通报的情形")


class CaseForm(GateForm):
    """A case is established, or ends here."""

    决定: Literal["同意", "退回"] = Field(description="同意：认定成立；退回：不予处理，结束本案")


class RevocationForm(CaseForm):
    """Article 26, and no other."""

    适用情形: Literal["弄虚作假骗取奖项", "授奖后发生事故、质量问题或违法违规"] = Field(
        description="对照上面两条确认，与本案立案情形不符的不能通过"
    )


class FraudForm(RevocationForm):
    """Article 25: with the instalments in which money comes back."""

    追缴分期: str = Field(
        description="每行一期：日期 金额（元），如 2029-03-01 100000；一次缴清或没有资金填“无”"
    )


class ConductForm(CaseForm):
    """Article 30: a referral is noted, nothing more."""

    移送情况: str = Field(description="涉嫌犯罪已移送的，写明机关和日期；没有则填“无”")


class RequestForm(ApprovalForm):
    """The city government's answer to a request to revoke."""

    决定: Literal["同意", "退回"] = Field(description="同意：批准；退回：不予批准，结束本案")


class CheckForm(GateForm):
    """Whether a case may be closed."""

    决定: Literal["同意", "退回"] = Field(description="同意：结案；退回：继续办理")


class SignForm(GateForm):
    """A report that a person signs."""

    决定: Literal["同意", "退回"] = Field(description="同意：签署；退回：不签署，报告不出具")
    意见: str = Field(min_length=2, description="考核意见，印入报告")
