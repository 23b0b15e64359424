"""The messages of cases after the award (art. 23, 25, 26, 29, 30)."""

from notifications.declaring import Notice, message


@message("case-opened", "whom a case is about", "a case is opened")
class CaseOpened(Notice):
    number: str
    matter: str  # 贵单位获得市长质量奖的有关情况
    facts: str
    deadline: str  # for a statement


@message("sanction-decided", "whom a case is about", "a case is decided")
class SanctionDecided(Notice):
    number: str
    decision: str
    effects: tuple[str, ...]  # each with its article
    deadline: str  # for giving back what is to be given back, "" when there is nothing


@message("title-correction", "local quality authority", "a title is used on products")
class TitleCorrection(Notice):
    number: str
    holder: str
    facts: str
    deadline: str


@message("case-dismissed", "whom a case is about", "a case ends without measures")
class CaseDismissed(Notice):
    number: str
    reason: str


@message("revocation-request", "city government", "a revocation is put to the government")
class RevocationRequested(Notice):
    number: str
    holder: str
    effects: tuple[str, ...]


@message("fund-correction", "winner", "the fund was not used as the regulation says")
class FundCorrection(Notice):
    number: str
    facts: str
    uses: str  # the allowed ones
    deadline: str


@message("finance-told", "finance", "money is misused, or is to come back")
class FinanceTold(Notice):
    number: str
    holder: str
    facts: str
    measures: tuple[str, ...]
