"""Every message there is, and what each needs to be written.

A context holds formatted text only (``wording`` writes dates): a template decides nothing. The
name of a message is the name of its folder in ``messages/``. Adding one: a folder with
``subject.txt``, ``body.txt`` and ``body.html``, a class here, an example in ``examples``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes, about which edition, under which regulation: the same for all of a stage."""

    award: str  # 第三届钦州市市长质量奖
    regulation: str  # 《钦州市市长质量奖评审管理办法（2021年修订）》
    office: str  # 钦州市质量强市办
    phone: str  # whom to call
    mailbox: str  # where replies and forms go
    dated: str  # 2026年6月30日


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What every message has: letterhead, salutation and the article it rests on."""

    letterhead: Letterhead
    addressee: str  # whom the letter salutes: an organisation, an office, 张三同志
    basis: str  # 第十五条


@dataclass(frozen=True, slots=True)
class Message:
    """One declared message: its name, its context, who gets it and when."""

    name: str
    context: type[Notice]
    recipient: str
    occasion: str


MESSAGES: dict[str, Message] = {}

_Context = TypeVar("_Context", bound=Notice)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def _message(
    name: str, recipient: str, occasion: str
) -> Callable[[type[_Context]], type[_Context]]:
    def declare(plain: type[_Context]) -> type[_Context]:
        context = dataclass(frozen=True, slots=True, kw_only=True)(plain)
        MESSAGES[name] = Message(name, context, recipient, occasion)
        return context

    return declare


@_message("call-published", "county offices", "the call for applications is out")
class CallPublished(Notice):
    deadline: str
    link: str  # where the call is published


@_message("receipt", "applicant", "an application has come in")
class Receipt(Notice):
    ref: str  # 受理编号
    received_at: str
    files: tuple[str, ...]


@_message("refusal", "applicant", "an application is not accepted")
class Refusal(Notice):
    received_at: str
    reasons: tuple[str, ...]  # all of them


@_message("correction-request", "applicant", "something can be put right (补正)")
class CorrectionRequest(Notice):
    ref: str
    items: tuple[str, ...]
    deadline: str


@_message("consultation", "department", "applicants are checked with the departments")
class Consultation(Notice):
    applicants: tuple[str, ...]
    matters: tuple[str, ...]
    period: str  # the years asked about
    deadline: str
    silence: str  # what no reply means, a whole sentence


@_message("verification-request", "third party", "facts are to be verified by a third party")
class VerificationRequest(Notice):
    applicants: tuple[str, ...]
    matters: tuple[str, ...]
    deadline: str


@_message("eligibility-result", "applicant", "the list of eligible applicants is decided")
class EligibilityResult(Notice):
    ref: str
    result: str  # 合格 or 不合格
    reasons: tuple[str, ...]
    next_step: str


@_message("panel-invitation", "reviewer", "a reviewer is drawn for a panel")
class PanelInvitation(Notice):
    panel: str  # 第1评审组
    applicants: tuple[str, ...]
    period: str  # when the work is done
    deadline: str  # for the declaration


@_message("reviewer-replaced", "reviewer", "a reviewer no longer sits on a panel")
class ReviewerReplaced(Notice):
    panel: str
    reason: str


@_message("score-sheets", "reviewer", "document review sheets are handed out")
class ScoreSheets(Notice):
    panel: str
    applicants: tuple[str, ...]
    criteria: str
    deadline: str


@_message("site-visit", "reviewer", "site visits are set")
class SiteVisit(Notice):
    panel: str
    visits: tuple[str, ...]  # day, organisation, address
    deadline: str  # for the sheets


@_message("site-visit-notice", "applicant", "its site visit is set")
class SiteVisitNotice(Notice):
    ref: str
    when: str
    reviewers: tuple[str, ...]
    no_fee: str  # the no-fee sentence of the policy


@_message("shortlist-result", "applicant", "the list for the site review is decided")
class ShortlistResult(Notice):
    ref: str
    result: str  # 进入现场评审 or 未进入现场评审
    reasons: tuple[str, ...]
    next_step: str


@_message("meeting-pack", "committee member", "the committee is convened")
class MeetingPack(Notice):
    when: str
    where: str
    agenda: tuple[str, ...]


@_message("publicity-notice", "applicant on the list", "the proposed list goes public")
class PublicityNotice(Notice):
    ref: str
    prize: str
    period: str
    channels: tuple[str, ...]


@_message("objection-received", "objector", "an objection has come in")
class ObjectionReceived(Notice):
    number: str
    subject: str  # the organisation the objection is about
    received_at: str
    deadline: str  # for the answer


@_message("opinion-request", "committee member", "an objection was investigated")
class OpinionRequest(Notice):
    number: str
    subject: str
    findings: str
    deadline: str


@_message("objection-handled", "objector", "an objection is handled")
class ObjectionHandled(Notice):
    number: str
    subject: str
    result: str
    reasons: tuple[str, ...]


@_message("candidate-removed", "applicant taken off the list", "a name is taken off the list")
class CandidateRemoved(Notice):
    ref: str
    prize: str
    reasons: tuple[str, ...]


@_message("submitted-for-approval", "applicant on the list", "the list is with the government")
class SubmittedForApproval(Notice):
    ref: str
    prize: str
    submitted_on: str


@_message("approval-request", "city government", "the list is put to the government")
class ApprovalRequest(Notice):
    names: str  # how many
    request: str  # how to reply, a whole sentence


@_message("award-decided", "winner", "the government has decided")
class AwardDecided(Notice):
    ref: str
    prize: str
    decision: str  # the document that confers it
    certificate: str
    duties: tuple[str, ...]  # title use, fund use, each with its article


@_message("not-awarded", "finalist", "the government has decided")
class NotAwarded(Notice):
    ref: str
    decision: str
    next_step: str


@_message("fund-order", "finance", "the fund is to be paid out")
class FundOrder(Notice):
    decision: str
    payments: tuple[str, ...]
    total: str
    deadline: str


@_message("withdrawal-confirmed", "applicant", "an application is withdrawn")
class WithdrawalConfirmed(Notice):
    ref: str
    withdrawn_at: str
    effect: str


@_message("deadline-moved", "whoever the deadline binds", "a deadline is moved")
class DeadlineMoved(Notice):
    matter: str
    former_deadline: str
    deadline: str
    reason: str


@_message("reminder", "whoever still owes something", "a reminder day of the policy")
class Reminder(Notice):
    matter: str  # 现场评审评分表
    deadline: str
    days_left: str
    request: str  # what to do, a whole sentence


@_message("gate-waiting", "approver", "a decision is waiting")
class GateWaiting(Notice):
    matter: str
    facts: tuple[str, ...]
    link: str  # the run in the Prefect UI


@_message("matter-referred", "committee, discipline organ", "a major matter is referred")
class MatterReferred(Notice):
    number: str
    title: str
    facts: str
    referred_by: str
    request: str  # what the recipient is asked to do, a whole sentence


@_message("correction-notice", "whoever was told otherwise", "an earlier letter no longer holds")
class CorrectionNotice(Notice):
    earlier: str  # the letter that no longer holds, with its date
    correction: str
    reason: str


@_message("case-opened", "award holder", "a case about a conferred award is opened")
class CaseOpened(Notice):
    number: str
    prize: str
    facts: str
    deadline: str  # for a statement


@_message("sanction-decided", "award holder", "the government has decided on a case")
class SanctionDecided(Notice):
    number: str
    decision: str
    effects: tuple[str, ...]  # each with its article
    deadline: str  # for giving back what is to be given back


@_message("title-correction", "local quality authority", "a title is used on products")
class TitleCorrection(Notice):
    number: str
    holder: str
    facts: str
    deadline: str
