"""Papers of the committee and of the publicity period (art. 4, 19, 20)."""

from dataclasses import dataclass

from documents.papers.contexts.base import Base, Contact, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPaper(Base):
    """投票单 of one round. Candidates stand in `order`; `signing` says whether it is signed.

    `struck` says what is done about candidates that a member is recused from.
    """

    round_title: str
    prize: str
    max_marks: int
    candidates: tuple[Organisation, ...]
    order: str
    signing: str
    struck: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """One candidate's votes and what came of them."""

    ref: str
    name: str
    votes_for: int
    votes_against: int
    votes_blank: int
    recused: int
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRound:
    """One round as counted; `votes` are members with what they voted where the vote is open."""

    title: str
    issued: int
    returned: int
    valid: int
    void: int
    lines: tuple[VoteLine, ...]
    votes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPrize:
    """The names listed for one prize, in the order of the list; seats left are vacant."""

    prize: str
    winners: tuple[Organisation, ...]
    vacant: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Base):
    """会议纪要 of the committee (art. 19)."""

    held_on: str
    place: str | None
    chair: str | None
    appointed: int
    present: int
    quorum: str
    tellers: tuple[str, ...]
    observer: str
    agenda: tuple[str, ...]
    way: str
    recusals: tuple[str, ...]
    rounds: tuple[VoteRound, ...]
    lists: tuple[ListedPrize, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicList(Base):
    """公示 of the proposed list (art. 20): a public paper, without anything but the names.

    `correction` says which dates were named before, "" where they stand.
    """

    process: str
    lists: tuple[ListedPrize, ...]
    begins: str | None
    ends: str | None
    days: str
    channels: tuple[str, ...]
    name_rule: str
    contact: Contact
    correction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionCase:
    """One objection as reported: whether real-named, never by whom."""

    number: str
    received: str
    identity: str
    applicant: str
    matter: str
    evidence: str
    method: str
    findings: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOpinion:
    """What one member wrote; 逾期未复 and 回避 are opinions of their own, never consent."""

    member: str
    opinion: str
    text: str
    replied: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationReport(Base):
    """调查核实情况报告 (art. 20); `handling` is None before every member was asked."""

    addressee: str
    cases: tuple[ObjectionCase, ...]
    opinions: tuple[MemberOpinion, ...] = ()
    handling: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionReply(Base):
    """异议答复函 to who objected (art. 20); `addressee` is 反映人 where no name was given."""

    addressee: str
    objection: str
    received: str
    applicant: str
    matter: str
    result: str
    reasons: tuple[str, ...]
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionForm(Base):
    """委员书面意见表 for one member (art. 20)."""

    member: str
    cases: tuple[ObjectionCase, ...]
    proposal: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSheet(Base):
    """计票单 of one round, to be filled in by hand and signed by tellers and observer."""

    round_title: str
    prize: str
    max_marks: int
    appointed: int
    candidates: tuple[Organisation, ...]
