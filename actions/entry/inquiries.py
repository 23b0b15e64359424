"""What departments and verifiers answer (art. 9(5), 16): taken line by line while the stage waits.

An office has replied when it has answered for every applicant; until then it is still awaited.
"""

from collections.abc import Iterator, Mapping, Sequence

from actions.attempts import open_attempt
from actions.entry.eligibility_facts import reviewed, told, verified
from actions.entry.eligibility_results import overdue
from actions.errors import ActionRefused, UnknownSubject
from actions.report import Line
from documents.forms.reply import ReplyForm, ReplyLine
from documents.forms.verification import VerificationForm, VerificationLine
from documents.sheets.problems import FormProblem
from models.application import Application
from models.edition import StageAttempt
from models.eligibility import Inquiry, InquiryAnswer, InquiryKind, answers_of, inquiries_of
from models.types import id_of
from rules.policy import Policy
from runtime.desk import Desk

_Answers = dict[str, tuple[bool, str]]  # condition → (clean, what was said)
_Given = dict[str, dict[str, InquiryAnswer]]  # receipt number → condition → the answer's row


def take_reply(
    desk: Desk, edition: int, form: ReplyForm, *, source: str, sha256: str
) -> list[Line]:
    """A department's answer about each applicant.

    Raises:
        ActionRefused: the stage takes nothing now, another edition, or a department not asked.
    """
    inquiry = _inquiry(desk, edition, form.edition, InquiryKind.DEPARTMENT, form.department)
    policy = desk.policy(edition)
    applicants = {one.ref: one for one in reviewed(desk, edition)}
    given = _given(desk, inquiry)
    lines, is_news = _unreadable(source, form.problems), False
    for one in form.lines:
        problem = _stranger(one.ref, one.name, one.uscc, applicants) or _unknown(one, policy)
        if problem:
            lines.append(Line(source, one.ref, ok=False, sentence=problem))
            continue
        is_news |= _keep(desk, inquiry, given, one.ref, _said(one, policy, inquiry.office))
        lines.append(Line(source, one.ref, ok=True, sentence=f"已收：{one.name}，{one.opinion}。"))
    expected = {(ref, condition) for ref in applicants for condition in _asked(policy, inquiry)}
    missing = _missing(given, expected)
    if is_news:  # an import that was cut short and ran again has nothing new to tell
        _record(desk, edition, inquiry, missing, source=source, sha256=sha256)
    return [*lines, *_settle(desk, inquiry, missing, source=source)]


def take_verification(
    desk: Desk, edition: int, form: VerificationForm, *, source: str, sha256: str
) -> list[Line]:
    """A verifier's report about each applicant and condition.

    Raises:
        ActionRefused: the stage takes nothing now, another edition, or a verifier not asked.
    """
    inquiry = _inquiry(desk, edition, form.edition, InquiryKind.VERIFICATION, form.verifier)
    conditions = desk.policy(edition).verification.conditions.value
    applicants = {one.ref: one for one in reviewed(desk, edition)}
    given = _given(desk, inquiry)
    lines, is_news = _unreadable(source, form.problems), False
    for one in form.lines:
        place = f"{one.ref} {one.condition}"
        problem = _stranger(one.ref, one.name, "", applicants)
        if not problem and one.condition not in conditions:
            problem = f"没有委托核实条件{one.condition}，请勿改动下发的表格。"
        if problem:
            lines.append(Line(source, place, ok=False, sentence=problem))
            continue
        is_news |= _keep(desk, inquiry, given, one.ref, _found(one))
        lines.append(Line(source, place, ok=True, sentence=f"已收：{one.name}，{one.outcome}。"))
    expected = {(ref, condition) for ref in applicants for condition in conditions}
    missing = _missing(given, expected)
    if is_news:  # an import that was cut short and ran again has nothing new to tell
        _record(desk, edition, inquiry, missing, source=source, sha256=sha256)
    return [*lines, *_settle(desk, inquiry, missing, source=source)]


def _inquiry(desk: Desk, edition: int, named: int, kind: InquiryKind, office: str) -> Inquiry:
    if named != edition:
        raise ActionRefused(f"表格是第{named}届的，现在办理的是第{edition}届，请核对。")
    attempt = open_attempt(desk, edition, "eligibility")
    for inquiry in _inquiries(desk, attempt, kind):
        if office in inquiry.office or inquiry.office in office:
            return inquiry
    raise UnknownSubject(f"没有向“{office}”征求意见或委托核实，请核对单位名称。")


def _inquiries(desk: Desk, attempt: StageAttempt, kind: InquiryKind) -> list[Inquiry]:
    return [one for one in inquiries_of(desk.session, id_of(attempt)) if one.kind is kind]


def _unreadable(source: str, problems: Sequence[FormProblem]) -> list[Line]:
    return [Line(source, p.cell or p.sheet, ok=False, sentence=p.sentence) for p in problems]


def _stranger(ref: str, name: str, uscc: str, applicants: Mapping[str, Application]) -> str:
    known = applicants.get(ref)
    if known is None:
        return f"{ref}不在本届审查名单内，请勿改动下发的编号。"
    if name != known.name or (uscc and uscc != known.uscc):
        return f"{ref}是{known.name}（{known.uscc}），表中填写的不是该单位，请核对。"
    return ""


def _unknown(line: ReplyLine, policy: Policy) -> str:
    known = {condition.id for condition in policy.eligibility.conditions}
    strange = [condition for condition in line.conditions if condition not in known]
    if strange:
        return f"没有编号为{'、'.join(strange)}的申报条件，请核对。"
    levels = policy.hard.major_levels.value
    if line.major is None or line.level is None or not levels:
        return ""
    said = f"是否重大填写为“{'是' if line.major else '否'}”，事故等级填写为“{line.level}”"
    return "" if line.major == (line.level in levels) else f"{said}，两处不一致，请核对后重新填写。"


def _asked(policy: Policy, inquiry: Inquiry) -> tuple[str, ...]:
    return next(d.conditions.value for d in policy.departments if d.name.value == inquiry.office)


def _said(line: ReplyLine, policy: Policy, office: str) -> _Answers:
    """Every condition the department was asked about; an objection may name others too."""
    asked = next(d.conditions.value for d in policy.departments if d.name.value == office)
    said: _Answers = dict.fromkeys(asked, (True, ""))
    if line.opinion == "有异议":
        facts = told(
            line.facts, line.occurred_on, major=line.major, level=line.level, cured=line.cured
        )
        said |= dict.fromkeys(line.conditions or asked, (False, facts))
    return said


def _found(line: VerificationLine) -> _Answers:
    text = verified(line.outcome, line.evidence, line.checker)
    return {line.condition: (line.outcome == "满足", text)}


def _given(desk: Desk, inquiry: Inquiry) -> _Given:
    """What the office has answered until now."""
    given: _Given = {}
    for sent, answer in answers_of(desk.session, inquiry.attempt_id):
        if sent.id == inquiry.id:
            given.setdefault(answer.ref, {})[answer.condition] = answer
    return given


def _keep(desk: Desk, inquiry: Inquiry, given: _Given, ref: str, said: _Answers) -> bool:
    """The newest answer holds; an objection withdrawn in a later file no longer stands.

    Says whether the answer is another than before.
    """
    former = given.setdefault(ref, {})
    before = {name: (answer.is_clean, answer.facts) for name, answer in former.items()}
    if inquiry.kind is InquiryKind.DEPARTMENT:
        for condition in former.keys() - said.keys():
            desk.session.delete(former.pop(condition))
    for condition, (is_clean, facts) in said.items():
        row = former.setdefault(
            condition,
            InquiryAnswer(
                inquiry_id=id_of(inquiry), ref=ref, condition=condition, is_clean=is_clean
            ),
        )
        row.is_clean, row.facts = is_clean, facts
        desk.session.add(row)
    desk.session.flush()
    now = said if inquiry.kind is InquiryKind.DEPARTMENT else before | said
    return now != before


def _record(
    desk: Desk,
    edition: int,
    inquiry: Inquiry,
    missing: Sequence[str],
    *,
    source: str,
    sha256: str,
) -> None:
    desk.record(
        "inquiry.answered", inquiry.office, actor=inquiry.office, edition=edition,
        source=source, sha256=sha256, missing=missing,
    )  # fmt: skip


def _settle(desk: Desk, inquiry: Inquiry, missing: Sequence[str], *, source: str) -> Iterator[Line]:
    """Note whether the office is done; name the applicants it left out."""
    if not missing:
        inquiry.replied_at = inquiry.replied_at or desk.at
        if late := overdue(inquiry):
            yield Line(
                source, "", ok=True, sentence=f"{inquiry.office}逾期反馈（{late}），已采用。"
            )
    desk.session.add(inquiry)
    if missing:
        sentence = f"{inquiry.office}还没有对{'、'.join(missing)}全部反馈，不视为同意。"
        yield Line(source, "", ok=False, sentence=sentence)


def _missing(given: _Given, expected: set[tuple[str, str]]) -> list[str]:
    """Applicants about whom something is still to be answered, by receipt number."""
    return sorted({ref for ref, condition in expected if condition not in given.get(ref, {})})
