"""What is fixed of a draw before chance comes in, and a draw that failed (art. 9(2))."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from pydantic import TypeAdapter

from actions.attempts import open_attempt
from actions.errors import ActionRefused, WrongMoment
from actions.report import Line
from models.panel import Panel, panels_of
from models.types import id_of
from rules.commitment import Committed, FailedDraw, Opening, PanelTerms, Terms, check_terms
from rules.draw import DrawInvalid
from runtime.desk import Desk

_SOURCE = "抽签"
_TERMS, _FAILED = TypeAdapter(Terms), TypeAdapter(tuple[FailedDraw, ...])
_FAILURES_OF_OFFICE = 1  # the second failure is for the head to look at
UNOPENED = "未开示"


def announce_draw(
    desk: Desk, edition: int, source: str, commitments: Sequence[str], head: str = ""
) -> list[Line]:
    """Fix the terms of the draw; the same again changes nothing.

    `source` is the future value ("" for the one named when the edition was opened), each
    commitment a name and a hash. After a second failure `head` is what the head said to it.

    Raises:
        ActionRefused: terms that leave something open, or others once they are fixed.
    """
    attempt = open_attempt(desk, edition, "panels")
    panels = panels_of(desk.session, id_of(attempt))
    if not panels:
        raise WrongMoment("评审组尚未编定，或没有符合条件的申报单位，不能公布抽签办法。")
    failed = failures(panels)
    named = tuple(_committed(line) for line in commitments if line.strip())
    source = source.strip() or desk.edition(edition).draw_source
    if before := terms_of(panels):
        if (before.source, before.witnesses) != (source, named):
            raise ActionRefused("抽签办法已经公布，不能改动；等公开数产生后抽签。")
        return [_line(before)]
    terms = _terms(desk, panels, source, named)
    try:
        check_terms(terms, failed)
    except DrawInvalid as error:
        raise ActionRefused(error.sentence) from error
    if len(failed) > _FAILURES_OF_OFFICE and not head.strip():
        raise ActionRefused("抽签已两次不成立，须报负责人，请填写“负责人意见”后再公布。")
    panels[0].facts = {**panels[0].facts, "terms": _plain(terms)}
    desk.session.add(panels[0])
    desk.record(
        "panels.draw_announced", attempt.key, edition=edition,
        terms=asdict(terms), terms_sha256=terms.sha256, head=head.strip(),
    )  # fmt: skip
    return [_line(terms)]


def fail_draw(
    desk: Desk, edition: int, panels: Sequence[Panel], value: str, silent: Sequence[str]
) -> list[Line]:
    """The announced draw comes to nothing for want of openings; it is announced anew."""
    attempt = open_attempt(desk, edition, "panels")
    terms = terms_of(panels)
    assert terms is not None, "only an announced draw fails"
    failed = (*failures(panels), FailedDraw(terms, value, tuple(silent)))
    kept = {key: fact for key, fact in panels[0].facts.items() if key != "terms"}
    panels[0].facts = {**kept, "failed": [_plain(one) for one in failed]}
    desk.session.add(panels[0])
    names = "、".join(silent)
    desk.record(
        "panels.draw_failed", attempt.key, edition=edition,
        terms_sha256=terms.sha256, public_value=value, silent=list(silent),
    )  # fmt: skip
    what = f"{names}没有开示，抽签不成立，已公开记录。请换人见证，另定尚未产生的公开数，重新公布。"
    return [Line(_SOURCE, names, ok=False, sentence=what)]


def terms_of(panels: Sequence[Panel]) -> Terms | None:
    """The terms in force, None while there are none."""
    kept = panels[0].facts.get("terms")
    return _TERMS.validate_python(kept) if kept else None


def failures(panels: Sequence[Panel]) -> tuple[FailedDraw, ...]:
    """The draws that came to nothing, in order."""
    return _FAILED.validate_python(panels[0].facts.get("failed", ()))


def opening(line: str) -> Opening | None:
    """「姓名 随机码 字样」 as it is typed; None for 「姓名 未开示」."""
    match line.split(maxsplit=2):
        case [_, word] if word == UNOPENED:
            return None
        case [name, salt, entry]:
            return Opening(name, salt, entry)
    raise ActionRefused(f"“{line}”须写成“姓名 随机码 字样”；没有开示的写“姓名 {UNOPENED}”。")


def _terms(desk: Desk, panels: Sequence[Panel], source: str, named: tuple[Committed, ...]) -> Terms:
    rule = desk.policy(panels[0].edition).panel
    own = tuple(
        PanelTerms(panel.number, rule.size.value, rule.reserves.value, dict(panel.excluded))
        for panel in panels
    )
    return Terms(source, panels[0].pool_sha256, own, named)


def _committed(line: str) -> Committed:
    match line.split():
        case [name, sha256]:
            return Committed(name, sha256.lower())
    raise ActionRefused(f"“{line}”须写成“姓名 承诺”，中间空一格。")


def _plain(value: object) -> object:
    return json.loads(TypeAdapter(type(value)).dump_json(value))


def _line(terms: Terms) -> Line:
    names = "、".join(one.name for one in terms.witnesses)
    sentence = f"已公布：以“{terms.source}”为公开数，见证人{names}；摘要 {terms.sha256}。"
    return Line(_SOURCE, "抽签办法", ok=True, sentence=sentence)
