"""Every message there is, and what each needs to be written.

A context holds formatted text only (``wording`` writes dates): a template decides nothing. The
name of a message is the name of its folder in ``messages/``. Adding one: a folder with
``subject.txt``, ``body.txt`` and ``body.html``, a class here, an example in ``examples``.
"""

from notifications import catalogue_of_cases, catalogue_of_people
from notifications.declaring import MESSAGES, Letterhead, Message, Notice, message

__all__ = [
    "MESSAGES",
    "Letterhead",
    "Message",
    "Notice",
    "catalogue_of_cases",
    "catalogue_of_people",
]


@message("call-published", "county offices", "the call for applications is out")
class CallPublished(Notice):
    deadline: str
    link: str  # where the call is published


@message("receipt", "applicant", "an application has come in")
class Receipt(Notice):
    ref: str  # 受理编号
    received_at: str
    files: tuple[str, ...]
    gaps: tuple[str, ...] = ()  # what is missing or wrong; none: complete


@message("refusal", "applicant", "an application is not accepted")
class Refusal(Notice):
    received_at: str
    reasons: tuple[str, ...]  # all of them


@message("correction-request", "applicant", "something can be put right (补正)")
class CorrectionRequest(Notice):
    ref: str
    items: tuple[str, ...]
    deadline: str


@message("consultation", "department", "applicants are checked with the departments")
class Consultation(Notice):
    applicants: tuple[str, ...]
    matters: tuple[str, ...]
    period: str  # the years asked about
    deadline: str
    silence: str  # what no reply means, a whole sentence


@message("verification-request", "third party", "facts are to be verified by a third party")
class VerificationRequest(Notice):
    applicants: tuple[str, ...]
    matters: tuple[str, ...]
    deadline: str


@message("eligibility-result", "applicant", "the list of eligible applicants is decided")
class EligibilityResult(Notice):
    ref: str
    result: str  # 合格 or 不合格
    reasons: tuple[str, ...]
    next_step: str


@message("panel-invitation", "reviewer", "a reviewer is drawn for a panel")
class PanelInvitation(Notice):
    panel: str  # 第1评审组
    applicants: tuple[str, ...]
    period: str  # when the work is done
    deadline: str  # for the declaration


@message("reviewer-replaced", "reviewer", "a reviewer no longer sits on a panel")
class ReviewerReplaced(Notice):
    panel: str
    reason: str


@message("recusal-ordered", "reviewer", "a reviewer is to judge one applicant no longer")
class RecusalOrdered(Notice):
    ref: str
    name: str
    reason: str


@message("score-sheets", "reviewer", "document review sheets are handed out")
class ScoreSheets(Notice):
    panel: str
    applicants: tuple[str, ...]
    criteria: str
    deadline: str
    after_form: str = ""  # what is to be signed when it is done


@message("sheet-returned", "reviewer", "a score sheet is given back for correction")
class SheetReturned(Notice):
    stage: str
    ref: str
    reason: str
    deadline: str


@message("site-visit", "reviewer", "site visits are set")
class SiteVisit(Notice):
    panel: str
    visits: tuple[str, ...]  # day, organisation, address
    deadline: str  # for the sheets
    after_form: str = ""


@message("site-visit-notice", "applicant", "its site visit is set")
class SiteVisitNotice(Notice):
    ref: str
    when: str
    reviewers: tuple[str, ...]
    no_fee: str  # the no-fee sentence of the policy


@message("shortlist-result", "applicant", "the list for the site review is decided")
class ShortlistResult(Notice):
    ref: str
    result: str  # 进入现场评审 or 未进入现场评审
    reasons: tuple[str, ...]
    next_step: str


@message("meeting-pack", "committee member", "the committee is convened")
class MeetingPack(Notice):
    when: str
    where: str
    agenda: tuple[str, ...]


@message("supervision-invited", "discipline organ", "panels are drawn, the committee meets")
class SupervisionInvited(Notice):
    matter: str  # 评审组的抽取
    when: str
    request: str  # what to do, a whole sentence


@message("publicity-notice", "applicant on the list", "the proposed list goes public")
class PublicityNotice(Notice):
    ref: str
    prize: str
    period: str
    channels: tuple[str, ...]


@message("objection-received", "objector", "an objection has come in")
class ObjectionReceived(Notice):
    number: str
    subject: str  # the organisation the objection is about
    received_at: str
    deadline: str  # for the answer


@message("opinion-request", "committee member", "an objection was investigated")
class OpinionRequest(Notice):
    number: str
    subject: str
    findings: str
    deadline: str


@message("objection-handled", "objector", "an objection is handled")
class ObjectionHandled(Notice):
    number: str
    subject: str
    result: str
    reasons: tuple[str, ...]


@message("candidate-removed", "applicant taken off the list", "a name is taken off the list")
class CandidateRemoved(Notice):
    ref: str
    prize: str
    reasons: tuple[str, ...]


@message("submitted-for-approval", "applicant on the list", "the list is with the government")
class SubmittedForApproval(Notice):
    ref: str
    prize: str
    submitted_on: str
    standing: str  # how far the list is: 公示期已满


@message("approval-request", "city government", "the list is put to the government")
class ApprovalRequest(Notice):
    names: str  # how many
    standing: str  # how far the list is: 公示期已满
    request: str  # how to reply, a whole sentence


@message("award-decided", "winner", "the government has decided")
class AwardDecided(Notice):
    ref: str
    prize: str
    decision: str  # the document that confers it
    certificate: str
    duties: tuple[str, ...]  # title use, fund use, each with its article


@message("not-awarded", "finalist", "the government has decided")
class NotAwarded(Notice):
    ref: str
    decision: str
    next_step: str


@message("fund-order", "finance", "the fund is to be paid out")
class FundOrder(Notice):
    decision: str
    payments: tuple[str, ...]
    total: str
    deadline: str


@message("withdrawal-confirmed", "applicant", "an application is withdrawn")
class WithdrawalConfirmed(Notice):
    ref: str
    withdrawn_at: str
    effect: str


@message("deadline-moved", "whoever the deadline binds", "a deadline is moved")
class DeadlineMoved(Notice):
    matter: str
    former_deadline: str
    deadline: str
    reason: str


@message("reminder", "whoever still owes something", "a reminder day of the policy")
class Reminder(Notice):
    matter: str  # 现场评审评分表
    deadline: str
    days_left: str
    request: str  # what to do, a whole sentence


@message("overdue", "whoever still owes something", "a deadline has passed without an answer")
class Overdue(Notice):
    matter: str
    deadline: str
    days_left: str
    request: str  # what to do, a whole sentence


@message("escalation", "panel leader, office, its head", "chasing did not help")
class Escalation(Notice):
    person: str  # who owes it, with a phone or an address
    matter: str
    deadline: str
    days_left: str


@message("digest", "office", "every working day in the morning")
class Digest(Notice):
    scope: str  # the awards of all editions it is about
    day: str
    decisions: tuple[str, ...]  # each with the link to its run
    overdue: tuple[str, ...]
    due: tuple[str, ...]
    held: tuple[str, ...]  # mass mail under review
    failed: tuple[str, ...]
    runs: tuple[str, ...]


@message("gate-waiting", "approver", "a decision is waiting")
class GateWaiting(Notice):
    matter: str
    facts: tuple[str, ...]
    link: str  # the run in the Prefect UI


@message("matter-referred", "committee, discipline organ", "a major matter is referred")
class MatterReferred(Notice):
    number: str
    title: str
    facts: str
    referred_by: str
    request: str  # what the recipient is asked to do, a whole sentence


@message("correction-notice", "whoever was told otherwise", "an earlier letter no longer holds")
class CorrectionNotice(Notice):
    earlier: str  # the letter that no longer holds, with its date
    correction: str
    reason: str
