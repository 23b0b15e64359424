"""决定: one page a gate: what it is about, exceptions before routine, 同意 or 退回, signed.

First the answer is filled in and looked at again, then exactly that is signed. Nothing is decided
by opening the page, and a refused answer stays as it was typed.
"""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from actions.deciding.decide import Question, decide_at, look_at_question, statement_at
from actions.details import DetailsRefused
from actions.errors import ActionRefused
from actions.gates import Answer, EvidenceChanged
from models.gate import Decision, Outcome, decision_of, find_gate
from portal import fields
from portal.access import role_title
from portal.door.keys import given
from portal.looks import show
from portal.visit import Visit
from runtime.desk import glance_at_desk, open_desk
from tasks import deciding

_OUTCOMES = {"同意": Outcome.APPROVED, "退回": Outcome.RETURNED}
_WORDS = {outcome: word for word, outcome in _OUTCOMES.items()}
_REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


def decide(visit: Visit) -> Response:
    key = visit.part("key")
    if decision := _decided(key):
        return show(visit, "desk/decided.html", decision=decision, key=key, words=_WORDS)
    with open_desk() as desk:  # a question whose evidence has changed is asked anew
        question = look_at_question(desk, key)
        rows = question.spec.open_rows(desk)
        form = Form(question, fields.row_fields(question.spec.details, rows, visit))
    if not visit.is_posted:
        return _page(visit, form)
    if question.spec.role not in visit.who.roles:
        raise ActionRefused(f"这一事项由{role_title(question.spec.role)}决定。")
    if visit.text("step") == "sign":
        return _sign(visit, form)
    return _check(visit, form)


class Form:
    """The question with its tables."""

    def __init__(self, question: Question, rows: tuple[fields.Rows, ...]) -> None:
        self.question, self.rows = question, rows
        self.key, self.spec = question.gate.key, question.spec
        self.sha256 = question.evidence.sha256
        self.summary, self.text = _parted(question.evidence.text)


def _page(
    visit: Visit, form: Form, *, problems: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    return show(
        visit,
        "desk/decide.html",
        status=status,
        form=form,
        plain=fields.plain_fields(form.spec.details, visit),
        problems=problems or {},
        is_mine=form.spec.role in visit.who.roles,
    )


def _check(visit: Visit, form: Form) -> Response:
    """What is about to be signed, in words; or the form again with what is lacking."""
    problems = {}
    if visit.text("outcome") not in _OUTCOMES:
        problems["outcome"] = "请选择同意或退回。"
    if not visit.text("opinion"):
        problems["opinion"] = "请填写意见，它存入档案。"
    if problems:
        return _page(visit, form, problems=problems, status=_REFUSED)
    answer = _answer(visit, form)
    try:
        with open_desk() as desk:
            statement = statement_at(desk, form.key, answer)
    except DetailsRefused as refused:
        return _page(visit, form, problems=refused.fields, status=_REFUSED)
    except ActionRefused as refused:
        return _page(visit, form, problems={"": str(refused)}, status=_REFUSED)
    return show(
        visit,
        "desk/sign.html",
        form=form,
        statement=statement,
        chosen=_chosen(visit, form),
        hidden=[(name, visit.text(name)) for name in visit.form if name not in {"step", "code"}],
    )


def _sign(visit: Visit, form: Form) -> Response:
    try:
        with open_desk() as desk:
            decide_at(desk, form.key, _answer(visit, form), visit.text("evidence"))
    except EvidenceChanged as changed:
        return _page(visit, form, problems={"": str(changed)}, status=_REFUSED)
    deciding.go_on(form.key)
    return RedirectResponse(f"/desk/decide/{form.key}", HTTPStatus.SEE_OTHER)


def _answer(visit: Visit, form: Form) -> Answer:
    proof = given(visit)
    return Answer(
        approver=visit.who.name,
        code=proof.code,
        outcome=_OUTCOMES[visit.text("outcome")],
        opinion=visit.text("opinion"),
        details=fields.read(form.spec.details, visit),
        assertion=dict(proof.assertion) if proof.assertion else None,
    )


def _chosen(visit: Visit, form: Form) -> list[tuple[str, str]]:
    """Every choice in words: the subject with its first two facts, and what was chosen."""
    found = [(one.title, one.value) for one in fields.plain_fields(form.spec.details, visit)]
    for table in form.rows:
        for row in table.rows:
            about = " ".join(list(row.facts.values())[:2]) or table.title
            said = [f"{one.title}：{_word(one)}" for one in row.fields if one.value]
            if said:
                found.append((about, "；".join(said)))
    return [(title, value) for title, value in found if value]


def _word(field: fields.Field) -> str:
    return "是" if field.kind == "flag" else field.value


def _parted(text: str) -> tuple[str, str]:
    """The first sentence or two, and the rest; nothing where it begins with a table or head."""
    first, _, rest = text.partition("\n\n")
    return (first, rest) if first and first[0] not in "#|-!>" else ("", text)


def _decided(key: str) -> Decision | None:
    with glance_at_desk() as desk:
        gate = find_gate(desk.session, key)
        return decision_of(desk.session, key) if gate is not None else None
