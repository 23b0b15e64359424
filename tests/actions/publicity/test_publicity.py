from datetime import date, datetime
from typing import Any, Literal

import pytest

from actions.cases.from_objections import open_cases_of_objections
from actions.errors import ActionRefused
from actions.papers.publishing import complete
from actions.publicity import publicity
from actions.publicity.objections import (
    take_channels,
    take_investigation,
    take_objections,
    take_opinions,
)
from actions.report import Line
from documents.forms.channels import ChannelProof
from documents.forms.investigation import Investigation
from documents.forms.objections import Objection
from documents.forms.opinions import WrittenOpinion
from documents.sheets.reading import Rows
from models.application import ApplicationState, find_application
from models.deliberation import Proposal, ProposalState, proposals_of
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from models.paper import papers_of
from models.people import ContactKind
from models.publicity import ObjectionState, objections_of, opinions_of
from models.types import SHANGHAI
from runtime.desk import Desk
from tests.actions import factories
from tests.documents.papers.reading import text_of

CHANNELS = ("市人民政府门户网站", "市级新闻媒体", "网络")
AFTER = datetime(2026, 4, 20, 9, 0, tzinfo=SHANGHAI)  # the period and every reply are over


def moment(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 4, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """An open publicity with two names on the list and a committee of three."""
    deliberation = factories.attempt(desk, "deliberation", phase=Phase.APPROVED)
    assert deliberation.id is not None
    for place, ref in enumerate(["S001", "S002"], start=1):
        factories.add(desk, factories.application(ref, state=ApplicationState.PROPOSED))
        factories.add(
            desk,
            Proposal(
                edition=3, attempt_id=deliberation.id, prize="award", rank=place, ref=ref, reason=""
            ),
        )
    for number in (1, 2, 3):
        factories.add(desk, factories.member(number))
    factories.add(desk, factories.contact(ContactKind.OFFICE))
    row = factories.attempt(desk, "publicity")
    publicity.open_publicity(desk, row)
    return row


def prove(desk: Desk, *channels: str, url: str = "https://city.example/gs/1.html") -> list[Line]:
    rows = tuple(
        ChannelProof(channel=one, url=url, published_at=moment(1, 9 + n), proof="")
        for n, one in enumerate(channels)
    )
    later = factories.at(desk, moment(1, 18))
    return take_channels(later, 3, Rows(rows, ()), source="证明.xlsx", sha256="a" * 64)


def look_again(desk: Desk, at: datetime) -> list[Line]:
    rows = tuple(
        ChannelProof(
            channel=one, url="https://city.example/gs/1.html", published_at=moment(1, 9 + n),
            checked_at=at, check_result="已撤下",
        )
        for n, one in enumerate(CHANNELS)
    )  # fmt: skip
    return take_channels(desk, 3, Rows(rows, ()), source="复核.xlsx", sha256="e" * 64)


def objection(number: str, ref: str = "S001", **changes: Any) -> Objection:
    values = {
        "number": number,
        "received_at": moment(2),
        "ref": ref,
        "applicant": f"钦州{ref}有限公司",
        "objector": "张三",
        "identity": "实名",
        "contact": "zhangsan@people.example",
        "matter": "反映2024年处罚未如实申报",
    }
    return Objection(**{**values, **changes})


def log(desk: Desk, *rows: Objection, at: datetime | None = None) -> list[Line]:
    then = factories.at(desk, at or moment(3))
    return take_objections(then, 3, Rows(rows, ()), source="异议.xlsx", sha256="b" * 64)


def investigate(
    desk: Desk, number: str, opinion: Literal["成立", "部分成立", "不成立"]
) -> list[Line]:
    row = Investigation(
        objection=number,
        method="查阅处罚公示",
        findings="核实情况如下",
        opinion=opinion,
        investigated_on=date(2026, 4, 3),
    )
    then = factories.at(desk, moment(3, 11))
    return take_investigation(then, 3, Rows((row,), ()), source="核实.xlsx", sha256="c" * 64)


def write_back(desk: Desk, number: str, **opinions: Literal["同意", "不同意"]) -> list[Line]:
    rows = tuple(
        WrittenOpinion(objection=number, member=who, opinion=said, replied_on=date(2026, 4, 7))
        for who, said in opinions.items()
    )
    then = factories.at(desk, moment(7))
    return take_opinions(then, 3, Rows(rows, ()), source="意见.xlsx", sha256="d" * 64)


def oks(lines: list[Line]) -> list[bool]:
    return [line.ok for line in lines]


def test_article_20_each_channel_is_looked_at_again_when_the_period_is_over(
    desk: Desk, attempt: StageAttempt
) -> None:
    prove(desk, *CHANNELS)
    assert not any(oks(look_again(factories.at(desk, moment(9)), moment(9))))

    after = factories.at(desk, AFTER)
    assert oks(look_again(after, moment(10, 1))) == [True, True, True]
    assert "recheck" not in {one.subject for one in publicity.owed_in_publicity(after, attempt)}
    assert "已撤下" in publicity.evidence_of_publicity(after, attempt).text


@pytest.mark.usefixtures("attempt")
def test_article_20_who_objects_is_answered_in_writing(desk: Desk) -> None:
    prove(desk, *CHANNELS)
    log(desk, objection("Y001", ref="S009"), objection("Y002", ref="S009", contact="13900000000"))

    papers = [one for one in papers_of(desk.session, 3) if one.kind == "objection-reply"]
    sent = {
        one.message for one in letters_of(desk.session, 3) if "异议答复函" in str(one.attachments)
    }

    assert len(papers) == 2
    assert "反映2024年处罚未如实申报" in text_of(desk.files.fetch(papers[0].sha256))
    assert sent == {"objection-handled", "reminder"}  # by mail, and by the office


def test_period_begins_with_the_last_channel(desk: Desk, attempt: StageAttempt) -> None:
    complete(desk)  # as after a commit
    (paper,) = desk.settings.public.iterdir()
    posted = paper.read_bytes()
    assert "自2026年4月2日至2026年4月9日。" in text_of(posted)
    assert attempt.due_at is None
    assert not publicity.is_publicity_over(factories.at(desk, AFTER), attempt)

    assert oks(prove(desk, *CHANNELS[:2], "单位公告栏")) == [True, True, True]
    assert attempt.due_at is None
    assert "网络" in publicity.owed_in_publicity(desk, attempt)[0].matter

    assert oks(prove(desk, *CHANNELS)) == [True, True, True]
    assert attempt.due_at == datetime(2026, 4, 10, tzinfo=SHANGHAI)  # 清明 4 to 6 April are off
    assert [one.subject for one in publicity.owed_in_publicity(desk, attempt)] == ["snapshots"]
    complete(desk)
    assert paper.read_bytes() == posted, "all channels came up on the day the notice counts from"
    assert not publicity.is_publicity_over(factories.at(desk, moment(9, 23)), attempt)
    assert publicity.is_publicity_over(factories.at(desk, moment(10, 0)), attempt)


def test_article_20_a_later_channel_moves_the_end_and_the_notice_is_corrected(
    desk: Desk, attempt: StageAttempt
) -> None:
    rows = tuple(
        ChannelProof(channel=one, url="https://city.example/1", published_at=moment(day))
        for one, day in zip(CHANNELS, (1, 1, 3), strict=True)
    )
    late = factories.at(desk, moment(3, 18))
    take_channels(late, 3, Rows(rows, ()), source="证明.xlsx", sha256="a" * 64)

    complete(desk)
    (paper,) = desk.settings.public.iterdir()
    assert attempt.due_at == datetime(2026, 4, 14, tzinfo=SHANGHAI)
    told = text_of(paper.read_bytes())
    assert "至2026年4月13日。更正：原公告的公示期自2026年4月2日至2026年4月9日" in told


def test_article_20_an_address_without_a_snapshot_proves_nothing(
    desk: Desk, attempt: StageAttempt
) -> None:
    lines = prove(desk, *CHANNELS)

    assert all("没有截图或照片，尚未证明" in line.sentence for line in lines)
    (owed,) = publicity.owed_in_publicity(desk, attempt)
    assert "公示截图" in owed.matter
    assert "没有截图，未证明" in publicity.evidence_of_publicity(desk, attempt).text

    later = factories.at(desk, moment(2))
    later.keep(b"%PDF", "截图.pdf", kind="attachment", edition=3)
    later.session.flush()
    rows = tuple(
        ChannelProof(
            channel=one, url="https://city.example/gs/1.html", published_at=moment(1, 9 + n),
            proof="截图.pdf",
        )
        for n, one in enumerate(CHANNELS)
    )  # fmt: skip
    assert oks(take_channels(later, 3, Rows(rows, ()), source="证明.xlsx", sha256="e" * 64))
    assert publicity.owed_in_publicity(desk, attempt) == []


@pytest.mark.parametrize(
    ("matter", "opened"),
    [("检测报告系伪造", 1), ("反映2024年处罚未如实申报", 0), ("不存在伪造，但有投诉未处理", 0)],
)
def test_articles_20_and_25_an_upheld_objection_of_false_papers_opens_a_case(
    desk: Desk, attempt: StageAttempt, matter: str, opened: int
) -> None:
    log(desk, objection("Y01", matter=matter))
    (row,) = objections_of(desk.session, attempt.id or 0)
    row.state, row.findings = ObjectionState.UPHELD, "反映属实"
    desk.session.flush()

    cases = [*open_cases_of_objections(desk), *open_cases_of_objections(desk)]

    assert [(one.trigger, one.name) for one in cases] == [("fraud", "钦州S001有限公司")] * opened


@pytest.mark.parametrize("url", ["file:///srv/public/公示.docx", "{public}/公示.docx"])
def test_own_folder_is_no_channel(desk: Desk, attempt: StageAttempt, url: str) -> None:
    lines = prove(desk, CHANNELS[0], url=url.format(public=desk.settings.public.resolve()))

    assert oks(lines) == [False]
    assert attempt.due_at is None


def test_proof_is_fixed_once_the_period_runs(desk: Desk, attempt: StageAttempt) -> None:
    assert oks(prove(desk, CHANNELS[0], url="https://wrong.example/")) == [True]
    assert oks(prove(desk, *CHANNELS)) == [True, True, True]

    assert prove(desk, CHANNELS[0])[0].sentence.startswith("已收")
    assert oks(prove(desk, CHANNELS[0], url="https://other.example/")) == [False]
    assert attempt.due_at is not None


def test_every_objection_is_kept_and_answered(desk: Desk, attempt: StageAttempt) -> None:
    prove(desk, *CHANNELS)
    late = objection("Y002", received_at=moment(10, 9))
    stranger = objection("Y003", "S009")
    anonymous = objection("Y004", objector="", identity="匿名", contact="")

    lines = log(desk, objection("Y001"), late, stranger, anonymous, at=moment(11))
    again = log(desk, objection("Y001"), at=moment(11))
    other = log(desk, objection("Y001", matter="另一件"), objection("Y005", applicant="别家"))

    assert oks(lines) == [True] * 4
    assert "第二十五条、第二十六条" in lines[1].sentence
    assert again[0].sentence.startswith("已收，内容相同")
    assert oks(other) == [False, False]
    assert attempt.id is not None
    states = {row.number: row.state for row in objections_of(desk.session, attempt.id)}
    assert states == {
        "Y001": ObjectionState.RECEIVED,
        "Y002": ObjectionState.INADMISSIBLE,
        "Y003": ObjectionState.INADMISSIBLE,
        "Y004": ObjectionState.RECEIVED,
    }
    told = [one.message for one in letters_of(desk.session, 3) if "objection-" in one.key]
    assert told == ["objection-received", "objection-handled", "objection-handled"]
    assert oks(log(desk, objection("Y006"), at=moment(1, 9))) == [False]  # not received yet


def test_upheld_objection_costs_the_place_and_the_other_name_is_cleared(
    desk: Desk, attempt: StageAttempt
) -> None:
    prove(desk, *CHANNELS)
    log(desk, objection("Y001"), objection("Y002", "S002"))
    owed = [one.subject for one in publicity.owed_in_publicity(desk, attempt)]
    assert owed == ["snapshots", "investigation/Y001", "investigation/Y002"]

    assert (
        oks(investigate(desk, "Y001", "成立") + investigate(desk, "Y002", "不成立")) == [True] * 2
    )
    asked = [one for one in letters_of(desk.session, 3) if one.message == "opinion-request"]
    assert len(asked) == 6
    kinds = [a["name"].rsplit(".")[-1] for a in asked[0].attachments]
    assert kinds == ["docx", "docx", "xlsx", "ics"]

    write_back(desk, "Y001", 委员1="同意", 委员2="不同意", 委员3="不同意")
    assert oks(write_back(desk, "Y002", 委员1="同意", 委员2="同意", 王五="同意")) == [
        True,
        True,
        False,
    ]
    early = factories.at(desk, moment(10, 1))
    assert [one.subject for one in publicity.owed_in_publicity(early, attempt)] == [
        "snapshots",
        "recheck",
        "opinion/Y002/委员3",
    ]
    assert not publicity.is_publicity_over(early, attempt)

    desk = factories.at(desk, AFTER)
    assert [one.subject for one in publicity.owed_in_publicity(desk, attempt)] == [
        "snapshots",
        "recheck",
        "opinion/Y002/委员3",  # silent, and no longer waited for
    ]
    assert publicity.is_publicity_over(desk, attempt)
    publicity.close_publicity(desk, attempt)
    evidence = publicity.evidence_of_publicity(desk, attempt)
    assert "逾期未复1（委员3，不视为同意）" in evidence.text
    assert "张三" not in evidence.text
    assert "zhangsan" not in evidence.text

    ruling = _ruled(("Y001", "成立", "", "处罚未申报"), ("Y002", "不成立", "", "与事实不符"))
    details = publicity.ruling_in_publicity(desk, attempt, ruling)
    publicity.enact_publicity(desk, attempt, factories.decision(details=details))

    assert [row.state for row in proposals_of(desk.session, 1)] == [
        ProposalState.REMOVED,
        ProposalState.CLEARED,
    ]
    gone = find_application(desk.session, 3, "S001")
    assert gone is not None
    assert gone.state is ApplicationState.REMOVED
    messages = [one.message for one in letters_of(desk.session, 3)]
    assert messages.count("candidate-removed") == 1
    assert messages.count("objection-handled") == 2


def _ruled(*rows: tuple[str, str, str, str]) -> publicity.ObjectionRulings:
    named = [dict(zip(("number", "verdict", "name", "reason"), one, strict=True)) for one in rows]
    return publicity.ObjectionRulings.model_validate({"objections": named})


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "缺少Y001"),
        ([("Y001", "成立", "", "理由")] * 2, "不止一行"),
        ([("Y001", "不成立", "", "理由"), ("Y009", "成立", "", "理由")], "Y009不是待处理的异议"),
        ([("Y001", "部分成立", "", "情节轻微")], "退出名单"),
    ],
)
def test_handling_must_be_complete(
    desk: Desk, attempt: StageAttempt, rows: list[tuple[str, str, str, str]], sentence: str
) -> None:
    prove(desk, *CHANNELS)
    log(desk, objection("Y001"))
    investigate(desk, "Y001", "部分成立")

    with pytest.raises(ActionRefused, match=sentence):
        publicity.ruling_in_publicity(factories.at(desk, AFTER), attempt, _ruled(*rows))


def test_nobody_is_handled_before_all_members_were_heard(desk: Desk, attempt: StageAttempt) -> None:
    prove(desk, *CHANNELS)
    log(desk, objection("Y001"))
    said = _ruled(("Y001", "部分成立", "保留名单", "情节轻微"))
    with pytest.raises(ActionRefused, match="尚未调查核实"):
        publicity.ruling_in_publicity(factories.at(desk, AFTER), attempt, said)
    investigate(desk, "Y001", "部分成立")
    with pytest.raises(ActionRefused, match="尚未答复"):
        publicity.ruling_in_publicity(factories.at(desk, moment(10, 1)), attempt, said)

    details = publicity.ruling_in_publicity(factories.at(desk, AFTER), attempt, said)

    assert details["异议处理"]["Y001"]["leaves"] is False


def test_returned_publicity_goes_on_with_its_objections(desk: Desk, attempt: StageAttempt) -> None:
    prove(desk, *CHANNELS)
    log(desk, objection("Y001"))
    investigate(desk, "Y001", "不成立")

    attempt.phase = Phase.RETURNED
    second = factories.attempt(desk, "publicity", number=2)
    publicity.open_publicity(desk, second)

    assert second.id is not None
    (carried,) = objections_of(desk.session, second.id)
    assert carried.id is not None
    assert len(opinions_of(desk.session, carried.id)) == 3
    assert log(desk, objection("Y001"))[0].sentence.startswith("已收，内容相同")


def test_objection_after_the_stage_is_over_goes_another_way(
    desk: Desk, attempt: StageAttempt
) -> None:
    prove(desk, *CHANNELS)
    attempt.phase = Phase.APPROVED

    (line,) = log(desk, objection("Y001"), at=moment(12))

    assert "公示阶段已经办结" in line.sentence
