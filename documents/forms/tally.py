"""计票单: the committee's vote as counted by the tellers (art. 19).

Totals only, never a ballot: where the policy votes openly, a sheet more has each member's vote.

All or nothing: a count that does not add up is no count.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from documents.forms.applicants import Applicant
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Ref
from documents.sheets.problems import about_file
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "会议"
VOTES_SHEET = "记名表决"

Count = Annotated[int, Field(ge=0)]
_WHOLE = "不小于0的整数"


class Recusal(FormModel):
    """A member who left for the vote on one candidate (art. 30)."""

    member: Annotated[str, Cell("回避委员", width=26)]
    ref: Annotated[Ref, Cell("受理编号", code=True, width=42)]
    reason: Annotated[str, Cell("回避事由", width=40)] = ""


class NamedVote(FormModel):
    """One member's vote for one candidate, where the vote is open."""

    round: Annotated[int, Cell("轮次", given=True, width=8)]
    member: Annotated[str, Cell("委员", given=True, width=16)]
    ref: Annotated[Ref, Cell("受理编号", code=True, given=True, width=16)]
    name: Annotated[str, Cell("候选单位", given=True, width=42)] = ""
    choice: Annotated[Literal["同意", "不同意", "弃权"], Cell("表决", width=12)]


class TallyLine(FormModel):
    """The votes for one candidate in one round."""

    ref: Annotated[Ref, Cell("受理编号", code=True, given=True, width=26)]
    name: Annotated[str, Cell("候选单位", given=True, width=42)]
    votes_for: Annotated[Count, Cell("同意", _WHOLE, width=10)]
    votes_against: Annotated[Count, Cell("不同意", _WHOLE, width=10)]
    votes_blank: Annotated[Count, Cell("弃权", _WHOLE, width=10)]
    recused: Annotated[Count, Cell("回避", _WHOLE, width=10)]


class Round(FormModel):
    """One round: the ballots, and a line for each candidate.

    A ballot may lack the candidates its owner is recused from, so the votes for a candidate and
    the recusals together cover the valid ballots.
    """

    round: Annotated[int, Cell("轮次", given=True)]
    prize: Annotated[str, Cell("奖项代码", code=True, given=True)]
    is_run_off: Annotated[bool, Cell("是否决选", given=True)]
    issued: Annotated[Count, Cell("发出票数", _WHOLE)]
    returned: Annotated[Count, Cell("收回票数", _WHOLE)]
    valid: Annotated[Count, Cell("有效票数", _WHOLE)]
    void: Annotated[Count, Cell("无效票数", _WHOLE)]
    lines: tuple[TallyLine, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> "Round":
        if self.returned > self.issued:
            raise FieldProblem("returned", "多于发出票数，请重新清点")
        if self.valid + self.void != self.returned:
            raise FieldProblem("valid", "与无效票数之和不等于收回票数，请重新清点")
        for line in self.lines:
            votes = line.votes_for + line.votes_against + line.votes_blank
            if not votes <= self.valid <= votes + line.recused:
                what = f"与{line.ref}的同意、不同意、弃权、回避合计不符，请重新清点"
                raise FieldProblem("valid", what)
        return self


class TallyForm(FormModel):
    """The meeting and its rounds in the order they were held."""

    edition: Annotated[int, Cell("届次", given=True)]
    held_on: Annotated[date, Cell("会议日期")]
    appointed: Annotated[Count, Cell("委员总数", _WHOLE)]
    present: Annotated[Count, Cell("到会委员数", _WHOLE)]
    presided_by: Annotated[str, Cell("主持人")] = ""
    teller_1: Annotated[str, Cell("计票人一")]
    teller_2: Annotated[str, Cell("计票人二")]
    observer: Annotated[str, Cell("监票人", "纪检监察机关派员或推定的监票人")]
    observer_note: Annotated[str, Cell("监督意见", "监督人员对会议和投票程序的意见")] = ""
    recusals: tuple[Recusal, ...] = ()
    rounds: tuple[Round, ...]
    votes: tuple[NamedVote, ...] = ()

    @model_validator(mode="after")
    def _present_are_members(self) -> "TallyForm":
        if self.present > self.appointed:
            raise FieldProblem("present", "多于委员总数，请核对")
        if any(one.issued > self.present for one in self.rounds):
            raise FieldProblem("present", "少于发出票数，请核对")
        return self


class BlankRound(FormModel):
    """A round to be held: its sheet title, its prize, and the candidates in ballot order."""

    title: str
    prize: str
    is_run_off: bool = False
    candidates: tuple[Applicant, ...]


def write_tally(form: TallyForm) -> bytes:
    is_open = bool(form.votes)
    rounds = [
        _round(_title(one), cells_in(one), rows_of(one.lines), is_open=is_open)
        for one in form.rounds
    ]
    votes = [_votes(rows_of(form.votes))] if is_open else []
    return write_book([_meeting(cells_in(form), rows_of(form.recusals)), *rounds, *votes])


def blank_tally(
    *,
    edition: int,
    appointed: int,
    rounds: Sequence[BlankRound],
    voters: Sequence[str] = (),
    first: int = 1,
) -> bytes:
    """The form the tellers take to the meeting; rounds are numbered from `first` in their order.

    `voters` are the members by name where the vote is open, and nobody where it is secret.
    """
    sheets = [
        _round(
            one.title,
            {"round": number, "prize": one.prize, "is_run_off": one.is_run_off},
            [{"ref": candidate.ref, "name": candidate.name} for candidate in one.candidates],
            is_open=bool(voters),
        )
        for number, one in enumerate(rounds, start=first)
    ]
    named = [
        {"round": number, "member": voter, "ref": candidate.ref, "name": candidate.name}
        for number, one in enumerate(rounds, start=first)
        for voter in voters
        for candidate in one.candidates
    ]
    votes = [_votes(named)] if named else []
    return write_book([_meeting({"edition": edition, "appointed": appointed}, ()), *sheets, *votes])


def read_tally(data: bytes, name: str) -> TallyForm:
    """The count; `FormRefused` unless every number is there and adds up."""
    book = Book(data, name)
    recusals = book.rows(SHEET, Recusal)
    rounds = [
        book.card(title, Round, lines=book.rows(title, TallyLine))
        for title in book.sheets
        if title not in {SHEET, VOTES_SHEET}
    ]
    votes = book.rows(VOTES_SHEET, NamedVote) if VOTES_SHEET in book.sheets else ()
    if not rounds:
        book.refuse(about_file(name, "没有计票工作表，请使用下发的计票单"))
    held = sorted((one for one in rounds if one is not None), key=lambda one: one.round)
    parts = {"recusals": recusals, "rounds": tuple(held), "votes": votes}
    return book.finish(book.card(SHEET, TallyForm, **parts))


def _title(one: Round) -> str:
    return f"第{one.round}轮{'决选' if one.is_run_off else ''}"


def _meeting(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Sheet:
    guide = "会后由计票人、监票人签字并盖章扫描；回避的委员逐一登记。"
    return Sheet(SHEET, "计票单", guide, TallyForm, values, Recusal, rows)


def _votes(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    guide = "逐一登记每位委员的表决；未到会的委员整行删去，回避的删去所回避的一行。"
    return Sheet(VOTES_SHEET, "记名表决登记表", guide, table=NamedVote, rows=rows, blank_rows=0)


def _round(
    title: str, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, is_open: bool
) -> Sheet:
    rest = f"各委员的表决填入“{VOTES_SHEET}”。" if is_open else "不得记录任何人的投票。"
    guide = f"每一候选单位均须填写，未得票的填0；只填合计，{rest}"
    return Sheet(title, "计票表", guide, Round, values, TallyLine, rows, blank_rows=0)
