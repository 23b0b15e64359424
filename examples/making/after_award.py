"""Blank forms for what comes after the award: people fill them in and hand them in by import."""

from documents.forms.activities import write_activities
from documents.forms.fund_payments import write_fund_payments
from documents.forms.fund_statement import blank_fund_statement
from documents.forms.incidents import write_incidents
from documents.forms.progress import write_progress
from documents.forms.successions import write_successions
from documents.forms.title_uses import write_title_uses


def blank_forms() -> dict[str, bytes]:
    """The forms by file name."""
    return {
        "情况通报表.xlsx": write_incidents(),
        "案件办理情况表.xlsx": write_progress(),
        "资金拨付登记表.xlsx": write_fund_payments(),
        "资金使用计划（报告）.xlsx": blank_fund_statement(),
        "称号使用登记表.xlsx": write_title_uses(),
        "更名合并登记表.xlsx": write_successions(),
        "宣传交流与自我报告登记表.xlsx": write_activities(),
    }
